package io.dipc.buffers;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Main: prints where in the addresses of this process two regions lie, one after the other: low or high. */
final class RegionPlace {
    private static final int SIZE = 3 * 4096 + 1;
    private static final long LOW_END = 1L << 42;

    private RegionPlace() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        ByteBuffer first = region();
        ByteBuffer second = region();
        for (int i = 0; i < SIZE; i++) {
            first.put(i, (byte) i);
            second.put(i, (byte) ~i);
        }
        for (int i = 0; i < SIZE; i++) {
            if (first.get(i) != (byte) i || second.get(i) != (byte) ~i) {
                throw new AssertionError("the two share byte " + i);
            }
        }
        System.out.println(address(first) < LOW_END && address(second) < LOW_END ? "low" : "high");
    }

    private static ByteBuffer region() {
        LocalPager pager = new LocalPager();
        pager.region = AddressSpace.of(TestAgent.instrumentation()).reserve(SIZE, 4096, pager);
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
        pager.region.rewire(buffer);
        return buffer;
    }

    private static long address(ByteBuffer buffer) throws ReflectiveOperationException {
        Field address = Buffer.class.getDeclaredField("address");
        address.setAccessible(true);
        return address.getLong(buffer);
    }
}
