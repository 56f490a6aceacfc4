package io.dipc.memory.directory;

import io.dipc.memory.message.Access;
import java.util.ArrayDeque;

/** What the home knows of a page. */
final class Entry {

    enum State {
        /** Nobody has ever written to it; there may be copies. */
        INITIAL,
        /** The owner has it, and all others in the copy set. */
        SHARED,
        /** The owner alone has it, or will. */
        EXCLUSIVE,
        /** Nobody has what was written to it. */
        LOST
    }

    record Waiting(long session, Access access) {}

    final int page;
    final CopySet copies = new CopySet();
    /** Who is not served yet, the first one first. */
    final ArrayDeque<Waiting> line = new ArrayDeque<>(1);

    State state;
    /** Who sends the page to others; 0: nobody. Certainly has it, unless a write is being confirmed. */
    long owner;
    /** The last transaction. */
    long transaction;
    /** Whether nothing may begin: a write is not confirmed yet, or a rebuild is not finished with the page. */
    boolean busy;

    Entry(int page, State state, long transaction) {
        this.page = page;
        this.state = state;
        this.transaction = transaction;
    }

    @Override
    public String toString() {
        return "page %d %s owner %d copies %s transaction %d%s line %s"
                .formatted(page, state, owner, copies, transaction, busy ? " busy" : "", line);
    }
}
