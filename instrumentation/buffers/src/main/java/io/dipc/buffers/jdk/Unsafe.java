package io.dipc.buffers.jdk;

/** {@code jdk.internal.misc.Unsafe}. */
public final class Unsafe {

    private Unsafe() {}

    public static native Unsafe getUnsafe();

    public native long allocateMemory(long bytes);

    public native void freeMemory(long address);

    public native void setMemory(Object base, long offset, long bytes, byte value);

    public native void copyMemory(Object from, long fromOffset, Object to, long toOffset, long bytes);

    public native void copySwapMemory(
            Object from, long fromOffset, Object to, long toOffset, long bytes, long elementSize);

    public native long objectFieldOffset(Class<?> type, String name);

    public native byte getByteAcquire(Object base, long offset);

    public native byte getByteOpaque(Object base, long offset);

    public native void putByteVolatile(Object base, long offset, byte value);

    public native void putByteRelease(Object base, long offset, byte value);

    public native byte getByte(Object base, long offset);

    public native void putByte(Object base, long offset, byte value);

    public native long getLong(Object base, long offset);

    public native void putLong(Object base, long offset, long value);

    public native long getLongVolatile(Object base, long offset);

    public native void putLongOpaque(Object base, long offset, long value);

    public native void putLongRelease(Object base, long offset, long value);

    public native boolean compareAndSetLong(Object base, long offset, long expected, long value);

    public native Object getReference(Object base, long offset);

    public native void putReferenceVolatile(Object base, long offset, Object value);

    public native void putLongVolatile(Object base, long offset, long value);

    public native void loadFence();

    public native void storeFence();

    public native void fullFence();
}
