package io.dipc.buffers.jdk;

/** {@code jdk.internal.foreign.AbstractMemorySegmentImpl}, since JDK 19. */
public abstract class MemorySegmentImpl {

    protected MemorySegmentImpl() {}

    public abstract MemorySession sessionImpl();
}
