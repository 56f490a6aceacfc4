package io.dipc.buffers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Main: a buffer is rewired; accesses fault once, and then find what was written. */
final class FirstAccesses {
    private FirstAccesses() {}

    public static void main(String[] arguments) {
        LocalPager pager = new LocalPager();
        Reservation region = AddressSpace.of(TestAgent.instrumentation()).reserve(10_000, 4096, pager);
        pager.region = region;
        ByteBuffer buffer = ByteBuffer.allocateDirect(10_000);
        buffer.putInt(8, 77);
        ByteBuffer before = region.rewire(buffer);
        check(before.getInt(8) == 77 && pager.seen.isEmpty(), pager.seen);

        check(buffer.getInt(8) == 0, pager.seen);
        expect(pager, "read 0", "used 0");
        buffer.putInt(8, 1);
        expect(pager, "write 0", "used 0");
        check(buffer.getInt(8) == 1 && before.getInt(8) == 77, pager.seen);
        expect(pager);

        buffer.putLong(4092, 0x0102030405060708L);
        expect(pager, "write 1", "used 1");
        check(buffer.getLong(4092) == 0x0102030405060708L, pager.seen);
        check(buffer.order(ByteOrder.LITTLE_ENDIAN).getLong(4092) == 0x0807060504030201L, pager.seen);

        // The page of its first byte is here, and that of its last is not.
        region.protect(1, PageState.INVALID);
        check(buffer.getInt(4094) == 0x06050403, pager.seen);
        expect(pager, "read 1", "used 1");

        region.protect(1, PageState.INVALID);
        byte[] page = region.copy(1);
        check(page[0] == 5 && page.length == 4096 && region.copy(2).length == 10_000 - 8192, pager.seen);
        page[1] = 66;
        region.install(1, page, PageState.CLEAN);
        check(buffer.get(4097) == 66, pager.seen);
        expect(pager);
        buffer.put(4097, (byte) 67);
        expect(pager, "write 1", "used 1");
        region.protect(1, PageState.INVALID);
        pager.refusal = new IllegalStateException("lost");
        try {
            buffer.get(4097);
            check(false, pager.seen);
        } catch (IllegalStateException e) {
            check(e == pager.refusal, pager.seen);
        }
        pager.refusal = null;
        buffer.slice(9000, 1000).asLongBuffer().put(3, 5);
        check(buffer.order(ByteOrder.BIG_ENDIAN).getLong(9024) == 5, pager.seen);
        runs(region, buffer, pager);
        System.out.println("done");
    }

    /** The last page of the region, which is shorter, is copied and installed as long as others. */
    private static void runs(Reservation region, ByteBuffer buffer, LocalPager pager) {
        buffer.put(4096, (byte) 5);
        region.protect(0, 3, PageState.INVALID);
        byte[] pages = new byte[3 * 4096 + 1];
        region.copy(0, 3, pages);
        pages[4104] = 9;
        pages[8201] = 10;
        region.install(1, 2, pages, 4096, PageState.SHARED);
        pager.seen.clear();
        check(buffer.get(4096) == 5 && buffer.get(4104) == 9 && buffer.get(8201) == 10, pager.seen);
        expect(pager);
        try {
            region.install(1, 2, pages, 8192, PageState.SHARED);
            check(false, pager.seen);
        } catch (IndexOutOfBoundsException e) {
            check(buffer.get(0) == 0, pager.seen);
        }
    }

    private static void expect(LocalPager pager, String... expected) {
        check(pager.seen.equals(List.of(expected)), pager.seen);
        pager.seen.clear();
    }

    private static void check(boolean condition, List<String> seen) {
        if (!condition) {
            throw new AssertionError(seen);
        }
    }
}
