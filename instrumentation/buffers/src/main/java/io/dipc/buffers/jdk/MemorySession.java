package io.dipc.buffers.jdk;

/** {@code jdk.internal.foreign.MemorySessionImpl}, since JDK 19. */
public abstract class MemorySession {

    protected MemorySession() {}

    public abstract void acquire0();

    public abstract void release0();
}
