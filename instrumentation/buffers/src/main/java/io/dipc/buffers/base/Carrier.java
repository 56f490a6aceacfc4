package io.dipc.buffers.base;

import io.dipc.buffers.jdk.ForceInline;
import io.dipc.buffers.jdk.JavaLangAccess;
import io.dipc.buffers.jdk.SharedSecrets;

/** The platform thread that code runs on. Replaced by {@link Carrier17} where there are no other threads. */
final class Carrier {
    private static final JavaLangAccess LANG = SharedSecrets.getJavaLangAccess();

    private Carrier() {}

    @ForceInline
    static Thread current() {
        return LANG.currentCarrierThread();
    }
}
