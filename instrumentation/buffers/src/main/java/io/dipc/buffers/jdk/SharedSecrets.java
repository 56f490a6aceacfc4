package io.dipc.buffers.jdk;

/** {@code jdk.internal.access.SharedSecrets}. */
public final class SharedSecrets {

    private SharedSecrets() {}

    public static native JavaLangAccess getJavaLangAccess();
}
