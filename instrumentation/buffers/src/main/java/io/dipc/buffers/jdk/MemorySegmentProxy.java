package io.dipc.buffers.jdk;

/** {@code jdk.internal.access.foreign.MemorySegmentProxy} of JDK 17. */
public abstract class MemorySegmentProxy {

    public MemorySegmentProxy() {}

    public abstract void checkAccess(long offset, long length, boolean readOnly);

    public abstract long unsafeGetOffset();

    public abstract Object unsafeGetBase();

    public abstract boolean isSmall();

    public abstract Scope scope();
}
