package io.dipc.buffers.jdk;

/** {@code jdk.internal.misc.ScopedMemoryAccess.Scope} of JDK 17. */
public interface Scope {

    void checkValidState();

    Thread ownerThread();

    boolean isImplicit();

    ScopeHandle acquire();

    void release(ScopeHandle handle);
}
