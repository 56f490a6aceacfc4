package io.dipc.buffers.jdk;

/** {@code java.lang.Thread}: what is there since JDK 21. */
public abstract class ThreadKind {

    private ThreadKind() {}

    public final native boolean isVirtual();
}
