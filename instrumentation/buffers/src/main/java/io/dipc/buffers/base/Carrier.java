package io.dipc.buffers.base;

import io.dipc.buffers.jdk.ForceInline;
import io.dipc.buffers.jdk.JavaLangAccess;
import io.dipc.buffers.jdk.SharedSecrets;
import io.dipc.buffers.jdk.ThreadKind;

/** The platform thread that code runs on. Replaced by {@link Carrier17} where there are no other threads. */
final class Carrier {
    private static final JavaLangAccess LANG = SharedSecrets.getJavaLangAccess();

    private Carrier() {}

    /** Compiled code asks for the carrier of a platform thread once only, but for that of a virtual one at each access. */
    @ForceInline
    static Thread current() {
        Thread current = Thread.currentThread();
        return ((ThreadKind) (Object) current).isVirtual() ? LANG.currentCarrierThread() : current;
    }
}
