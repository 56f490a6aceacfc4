package io.dipc.buffers.base;

import io.dipc.buffers.jdk.ForceInline;
import io.dipc.buffers.jdk.Scope;
import io.dipc.buffers.jdk.ScopeHandle;
import java.nio.Buffer;

/** As {@link Sessions}. */
final class Sessions17 {

    private Sessions17() {}

    static Object acquire(Object scope) {
        return scope == null ? null : ((Scope) scope).acquire();
    }

    static void release(Object scope, Object acquired) {
        if (acquired != null) {
            ((Scope) scope).release((ScopeHandle) acquired);
        }
    }

    @ForceInline
    static boolean isOurs(Buffer buffer) {
        return Rewiring.segment(buffer) == Setup.segment;
    }

    /** The session of what vectors are loaded from: a buffer. */
    @ForceInline
    static Object of(Object buffer) {
        return Rewiring.segment((Buffer) buffer) == Segment17.INSTANCE ? Scope17.INSTANCE : null;
    }
}
