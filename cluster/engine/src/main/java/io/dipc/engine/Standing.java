package io.dipc.engine;

/** How this JVM stands in the cluster at the moment. Thread-safe; never blocks, and costs next to nothing. */
public interface Standing {
    /** Instead of a duration: there are no leases, or this JVM alone decides. */
    long FOR_EVER = Long.MAX_VALUE;

    /** The session; after an exclusion it is another one. */
    long session();

    /**
     * For how long this session may use what others believe it has: until then nobody gives it to somebody else. Is renewed
     * all the time, unless a majority is not reached; when it is over, what the session has must not be used and must not get
     * out until it has one again. Who wants to know whether a session has a lease asks for that first, and then whether it is
     * still {@linkplain #session the} session.
     *
     * @return in nanoseconds, or {@link #FOR_EVER}; not positive: there is no lease, or the cluster was left
     */
    long leaseNanos();

    /** Whether a majority has not been reached for so long that nothing should wait for that any longer. */
    boolean cutOff();
}
