package io.dipc.memory.cache;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import java.util.ArrayList;
import java.util.List;

/** A page that this member has asked for. At most one for each page at a time. */
final class Miss {
    private static final int UNKNOWN = -1;

    final int page;
    final Access access;
    /** The threads that wait, also those that want more than what was asked for. None if it is fetched ahead. */
    final List<Fault> faults = new ArrayList<>();

    /** Whether the page is to be taken over afterwards from a member that leaves. */
    boolean adopt;

    private Message.Data data;
    private long source;
    private Message.Grant grant;
    private int expected = UNKNOWN;
    private int acknowledged;

    Miss(int page, Access access) {
        this.page = page;
        this.access = access;
    }

    void grant(Message.Grant message) {
        grant = message;
        expected = message.acknowledgements();
    }

    void data(Message.Data message, long from) {
        data = message;
        source = from;
        expected = message.acknowledgements();
    }

    void acknowledged() {
        acknowledged++;
    }

    /** What came with the page, or null if nothing did or has. */
    Message.Data data() {
        return data;
    }

    /** Who sent the data. */
    long source() {
        return source;
    }

    /** What came instead of bytes, or null. */
    Message.Grant grant() {
        return grant;
    }

    boolean answered() {
        return expected != UNKNOWN;
    }

    boolean allAcknowledged() {
        return acknowledged >= expected;
    }

    long transaction() {
        return data != null ? data.transaction() : grant.transaction();
    }

    /** Everything so far was for nothing; the page is asked for again. */
    void restart() {
        data = null;
        grant = null;
        expected = UNKNOWN;
        acknowledged = 0;
    }
}
