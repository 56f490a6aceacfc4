package io.dipc.histories;

/** How a call ended, as far as its caller knows. */
public enum Outcome {
    /** It took effect. */
    DONE,
    /** It had no effect because of the object's state: full, empty, too few permits. */
    REFUSED,
    /**
     * Its time was over, or its thread was interrupted: it had no effect that lasts. What it was granted after all goes
     * back, perhaps later.
     */
    GAVE_UP,
    /** An exception says that it had no effect; what it was granted after all goes back, perhaps later. */
    FAILED,
    /** It may have taken effect or not, or may still do so: {@code OutcomeUnknownException}. */
    UNKNOWN,
    /** The history does not say how it ended: the caller died, or waits still. */
    PENDING
}
