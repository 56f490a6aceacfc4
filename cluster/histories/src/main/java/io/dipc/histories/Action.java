package io.dipc.histories;

/** What was called, reduced to what it does to the object. Blocking, timed and immediate forms are one action. */
public enum Action {
    /** Adds an element behind the last: put, offer, add. */
    ADD_LAST,
    /** Adds an element before the first: putFirst, offerFirst, push. */
    ADD_FIRST,
    /** Removes the first element: take, poll. Several elements at once: drainTo. */
    REMOVE_FIRST,
    /** Removes the last element: takeLast, pollLast. */
    REMOVE_LAST,
    /** Looks at the first element. */
    PEEK_FIRST,
    /** Looks at the last element. */
    PEEK_LAST,
    /** Counts the elements. */
    SIZE,
    /** Acquires permits. */
    ACQUIRE,
    /** Releases permits. */
    RELEASE,
    /** Acquires all permits that are available. */
    DRAIN,
    /** Counts the permits that are available. */
    AVAILABLE,
    /** Reads a word of memory. */
    READ,
    /** Writes a word of memory. */
    WRITE,
    /**
     * Found the first of two values in a word of memory and replaced it by the second; refused: found another one, which
     * is the first or only value.
     */
    COMPARE_AND_SET,
    /**
     * No call: from this moment on the cluster may find that the session is over, because its JVM was killed, or was
     * paused or cut off for long. The completion is the moment after which it cannot any more; none if it was killed.
     * What the cluster had not heard of goes back.
     */
    SESSION_MAY_END,
    /**
     * The same of a session whose JVM lives and where the cluster waits for its word: what a caller got does not go back.
     */
    MAY_BE_EXCLUDED
}
