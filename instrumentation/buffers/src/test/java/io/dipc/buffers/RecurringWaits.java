package io.dipc.buffers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Main: compiled loops that read and write a page which goes away each time that one of them has ended. */
final class RecurringWaits {
    static final int ROUNDS = 4000;
    private static final int WORDS = 512;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private RecurringWaits() {}

    public static void main(String[] arguments) {
        LocalPager pager = new LocalPager();
        Reservation region = AddressSpace.of(TestAgent.instrumentation()).reserve(4096, 4096, pager);
        pager.region = region;
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());
        region.rewire(buffer);
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            region.protect(0, PageState.INVALID);
            writeAll(buffer, round);
            region.protect(0, PageState.INVALID);
            sum += readAll(buffer);
            region.protect(0, PageState.INVALID);
            sum += readVolatile(buffer);
        }
        if (sum != (long) ROUNDS * (ROUNDS - 1) * WORDS) {
            throw new AssertionError(sum);
        }
        long waits = pager.seen.stream().filter(seen -> !seen.equals("used 0")).count();
        if (waits != 3 * ROUNDS) {
            throw new AssertionError(waits);
        }
    }

    private static void writeAll(ByteBuffer buffer, long value) {
        for (int i = 0; i < WORDS; i++) {
            buffer.putLong(i * Long.BYTES, value);
        }
    }

    private static long readAll(ByteBuffer buffer) {
        long sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += buffer.getLong(i * Long.BYTES);
        }
        return sum;
    }

    private static long readVolatile(ByteBuffer buffer) {
        long sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += (long) LONGS.getVolatile(buffer, i * Long.BYTES);
        }
        return sum;
    }
}
