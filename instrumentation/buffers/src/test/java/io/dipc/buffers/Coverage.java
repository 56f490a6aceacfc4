package io.dipc.buffers;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Main: does every access with a buffer over a region, of which no page is here, and with an ordinary buffer: both must
 * answer the same and contain the same afterwards, and the first must have faulted. Prints what did not.
 */
final class Coverage {
    private static final int SIZE = 4 * 4096 + 1000;
    private static final int[] INDICES = {0, 16, 4080, 4096, 8191, 4089, 4093};

    private final LocalPager pager = new LocalPager();
    private final Reservation region;
    private final ByteBuffer buffer;
    private final List<String> failures = new ArrayList<>();

    private Coverage(int pageSize) {
        region = AddressSpace.of(TestAgent.instrumentation()).reserve(SIZE, pageSize, pager);
        pager.region = region;
        buffer = ByteBuffer.allocateDirect(SIZE);
        region.rewire(buffer);
    }

    public static void main(String[] arguments) throws Exception {
        List<Accesses.Access> all = Accesses.all();
        for (int pageSize : new int[] {4096, 8192}) {
            Coverage coverage = new Coverage(pageSize);
            for (Accesses.Access access : all) {
                for (int index : INDICES) {
                    coverage.compare(access, access.aligned() ? index & -8 : index, pageSize);
                }
            }
            coverage.failures.forEach(System.out::println);
        }
        System.out.println(all.size() + " kinds");
    }

    private void compare(Accesses.Access access, int index, int pageSize) {
        byte[] contents = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            contents[i] = (byte) (i * 13 + i / 256);
        }
        for (int page = 0, at = 0; at < SIZE; page++, at += pageSize) {
            region.protect(page, PageState.INVALID);
            region.install(page, Arrays.copyOfRange(contents, at, Math.min(SIZE, at + pageSize)), PageState.INVALID);
        }
        ByteBuffer ordinary = ByteBuffer.allocateDirect(SIZE).put(contents);
        Object expected = answer(access, ordinary.clear(), index);
        pager.seen.clear();
        Object got = answer(access, buffer.clear(), index);
        String where = access.name() + " at " + index + ", pages of " + pageSize;
        if (pager.seen.isEmpty()) {
            failures.add(where + ": no fault");
        }
        if (!Objects.equals(expected, got)) {
            failures.add(where + ": " + got + " (expected: " + expected + ")");
        }
        byte[] after = new byte[SIZE];
        for (int page = 0, at = 0; at < SIZE; page++, at += pageSize) {
            byte[] bytes = region.copy(page);
            System.arraycopy(bytes, 0, after, at, bytes.length);
        }
        int mismatch = ordinary.clear().mismatch(ByteBuffer.wrap(after));
        if (mismatch >= 0) {
            failures.add(where + ": contents differ at " + mismatch);
        }
    }

    private static Object answer(Accesses.Access access, ByteBuffer buffer, int index) {
        try {
            Object answer = access.action().on(buffer, index);
            return answer instanceof Buffer b ? b.position() + " " + b.limit() : answer;
        } catch (Throwable e) {
            return "" + e + e.getCause();
        }
    }
}
