package io.dipc.buffers.jdk;

/** {@code jdk.internal.module.Modules}. */
public final class Modules {

    private Modules() {}

    public static native Module loadModule(String name);
}
