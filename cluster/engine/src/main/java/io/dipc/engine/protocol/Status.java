package io.dipc.engine.protocol;

/** How a request ended. The ordinal is part of the wire format: only append. */
public enum Status {
    /** Done; the bytes are the answer. */
    OK,
    /** Nothing was done: the caller had given up. */
    CANCELLED,
    /** The key was removed. */
    REMOVED,
    /** The object died with all its replicas. */
    LOST,
    /** The object does not know the caller's session. */
    NOT_ATTACHED,
    /** The key exists as another kind; the bytes describe what exists. */
    MISMATCH,
    /** The request itself is wrong; the bytes are a message in UTF-8. */
    REFUSED
}
