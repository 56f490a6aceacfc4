package io.dipc.buffers.base;

import io.dipc.buffers.jdk.ForceInline;
import io.dipc.buffers.jdk.MemorySegmentImpl;
import io.dipc.buffers.jdk.MemorySession;
import java.nio.Buffer;

/** What is asked of the sessions of memory that is not ours. Replaced by {@link Sessions17} on JDK 17. */
final class Sessions {

    private Sessions() {}

    /**
     * Keeps a session from being ended.
     *
     * @param session may be null
     * @return for {@link #release}
     */
    static Object acquire(Object session) {
        if (session != null) {
            ((MemorySession) session).acquire0();
        }
        return null;
    }

    static void release(Object session, Object acquired) {
        if (session != null) {
            ((MemorySession) session).release0();
        }
    }

    /** Whether a buffer is over a region. One that was made of a memory segment over a region names that segment. */
    @ForceInline
    static boolean isOurs(Buffer buffer) {
        Object segment = Rewiring.segment(buffer);
        return segment == Setup.segment || segment != null && of(segment) == Setup.session;
    }

    /** The session of what vectors are loaded from: a memory segment. */
    @ForceInline
    static Object of(Object segment) {
        return ((MemorySegmentImpl) segment).sessionImpl();
    }
}
