package io.dipc.buffers.base;

import io.dipc.buffers.jdk.Unsafe;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Changes a buffer in place. */
public final class Rewiring {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long ADDRESS = UNSAFE.objectFieldOffset(Buffer.class, "address");
    private static final long SEGMENT = UNSAFE.objectFieldOffset(Buffer.class, "segment");
    private static final long CLEANER =
            UNSAFE.objectFieldOffset(ByteBuffer.allocateDirect(0).getClass(), "cleaner");

    private Rewiring() {}

    /** Where the buffer's memory begins. */
    public static long address(Buffer buffer) {
        return UNSAFE.getLong(buffer, ADDRESS);
    }

    /** The segment that gives the buffer its session; null if it has none. */
    public static Object segment(Buffer buffer) {
        return UNSAFE.getReference(buffer, SEGMENT);
    }

    /**
     * Address first: between the two the buffer is an ordinary one over the region's memory. The other way round it
     * would be checked against the state of a page at an address that has none. The memory that was the buffer's own stays,
     * for those who still refer to it, until the buffer is garbage: {@code Unsafe.invokeCleaner} finds nothing to clean.
     *
     * @param buffer a direct one
     */
    public static void rewire(Buffer buffer, long address, Object segment) {
        UNSAFE.putReferenceVolatile(buffer, CLEANER, null);
        UNSAFE.putLongVolatile(buffer, ADDRESS, address);
        UNSAFE.putReferenceVolatile(buffer, SEGMENT, segment);
    }
}
