package io.dipc.buffers.jdk;

/** {@code jdk.internal.access.JavaLangAccess} since JDK 21. */
public interface JavaLangAccess {

    Thread currentCarrierThread();
}
