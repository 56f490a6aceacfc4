package io.dipc.buffers;

/** What the program may do with the local copy of a page. Ordered: each state allows what those before it allow. */
public enum PageState {
    /** Nothing: every access faults. */
    INVALID,
    /** Read. */
    SHARED,
    /** Read; a write faults. Nobody else has the page. */
    CLEAN,
    /** Read and write. */
    DIRTY
}
