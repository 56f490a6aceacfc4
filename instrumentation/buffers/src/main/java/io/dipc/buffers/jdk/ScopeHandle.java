package io.dipc.buffers.jdk;

/** {@code jdk.internal.misc.ScopedMemoryAccess.Scope.Handle} of JDK 17. */
public interface ScopeHandle {

    Scope scope();
}
