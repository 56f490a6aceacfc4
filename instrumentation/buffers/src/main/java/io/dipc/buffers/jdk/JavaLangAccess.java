package io.dipc.buffers.jdk;

/** {@code jdk.internal.access.JavaLangAccess} of which the first is there since JDK 21. */
public interface JavaLangAccess {

    Thread currentCarrierThread();

    Module addEnableNativeAccess(Module module);
}
