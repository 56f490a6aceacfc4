package io.dipc;

/**
 * What becomes of the permits held by a JVM that crashes: one that is killed, signalled, or exits while application
 * threads are still alive. A JVM whose last non-daemon thread has ended has not crashed; its permits stay taken.
 */
public enum OnCrash {
    /** {@link #RELEASE} for a semaphore built with more than zero permits, {@link #KEEP} for one built with none. */
    DEFAULT,
    /** The permits are returned, exactly once. */
    RELEASE,
    /** The permits stay taken, as they would if a thread of a single JVM had died holding them. */
    KEEP
}
