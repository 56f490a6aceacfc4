package io.dipc.memory.directory;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Sessions that have a copy of a page, or one on its way, in the order in which they got it. */
final class CopySet {
    private static final long[] NONE = {};

    private long[] sessions = NONE;

    boolean contains(long session) {
        return index(session) >= 0;
    }

    private int index(long session) {
        for (int i = 0; i < sessions.length; i++) {
            if (sessions[i] == session) {
                return i;
            }
        }
        return -1;
    }

    int size() {
        return sessions.length;
    }

    void add(long session) {
        if (!contains(session)) {
            sessions = Arrays.copyOf(sessions, sessions.length + 1);
            sessions[sessions.length - 1] = session;
        }
    }

    /** One session and no other. */
    void only(long session) {
        sessions = new long[] {session};
    }

    void forEach(LongConsumer action) {
        for (long session : sessions) {
            action.accept(session);
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(sessions);
    }
}
