package io.dipc.memory.port;

/** What the program may do with a member's copy of a page. */
public enum PageState {
    /** Nothing: every access faults. */
    INVALID,
    /** Read; others may read, too. */
    SHARED,
    /** Read; nobody else has the page, and a write faults only to make it {@link #DIRTY}. */
    CLEAN,
    /** Read and write; nobody else has the page. */
    DIRTY;

    /** Whether nobody else has a copy. */
    public boolean exclusive() {
        return this == CLEAN || this == DIRTY;
    }
}
