package io.dipc.engine;

import io.dipc.objects.Descriptor;

/**
 * This session's access to one distributed object. Thread-safe. Every command is applied exactly once, whatever dies on
 * the way.
 *
 * <p>All methods may throw {@link io.dipc.ObjectLostException}, {@link io.dipc.KeyRemovedException},
 * {@link io.dipc.SessionLostException}, {@link io.dipc.OutcomeUnknownException} and
 * {@link io.dipc.ClusterUnavailableException}.
 */
public interface ObjectHandle {

    /** The cluster-wide name. */
    String key();

    /** What the object was created as, by whoever came first. */
    Descriptor descriptor();

    /** Whether this session's {@code open} created the object. */
    boolean created();

    /** How often this JVM was excluded from the cluster so far: what was held before is held no more. */
    int exclusions();

    /**
     * The same object, with delivery at least once: what its grants give out stays in hand after {@link Grant#accept},
     * and goes back if this JVM dies, until the accepting thread comes back, by {@link #call}, {@link #query} or {@link #await},
     * or has ended, or this JVM ends in order. If the JVM is
     * excluded meanwhile, that call ends with {@link io.dipc.SessionLostException}, without effect.
     */
    ObjectHandle keeping();

    /**
     * Executes a command that gives nothing out. Waits uninterruptibly, also while it is parked; keeps the interrupt status.
     *
     * @return its answer
     */
    byte[] call(byte[] command);

    /**
     * The same for a command that gives back what is held: executes it unless this JVM was excluded since.
     *
     * @param exclusions what {@link #exclusions} was when it was looked at what is held
     * @throws io.dipc.SessionLostException if it is more now; the command has no effect
     */
    byte[] call(byte[] command, int exclusions);

    /**
     * The same for a command that names elements which were seen before, by their ids: executes it unless this JVM was excluded
     * since. With {@code quorum=none} other elements may have these ids then.
     *
     * @param exclusions what {@link #exclusions} was before they were seen
     * @return its answer, or null if it is more now; the command has no effect then
     */
    byte[] callAsSeen(byte[] command, int exclusions);

    /**
     * Does what has to be done before others can be told that this thread has come to some point: {@link
     * Companion#beforeGiving}. {@link #call} does so itself, and {@link #await} with {@link Wait#GIVING}; to be called before
     * {@link #send}, and before a command that takes and tells something as well.
     */
    void beforeGiving();

    /**
     * Executes a command that gives nothing out, and does not wait for the answer. Nothing is said about which of two
     * commands comes first if the second one is issued before the first one is answered.
     *
     * @param reply told once; not if this JVM ends first
     */
    void send(byte[] command, Reply reply);

    /** Who wants the answer of what was sent. Called in any thread, perhaps still in {@link #send}; must not block or throw. */
    interface Reply {
        void answered(byte[] answer);

        /** One of the exceptions that {@link #call} throws. */
        void failed(RuntimeException reason);
    }

    /**
     * Whether this JVM does not reach a majority of the members that decide, for so long that {@link #call} waits no
     * longer. What was {@linkplain #send sent} may be answered yet.
     */
    boolean cutOff();

    /** Asks without changing anything. Waits uninterruptibly. The answer is as of a moment within the call. */
    byte[] query(byte[] query);

    /**
     * Executes a command that may park or that gives something out.
     *
     * @param command the command
     * @param nanos the longest time to wait; {@link Long#MAX_VALUE}: for ever; zero or less: only as long as the
     *     cluster needs to answer a command that does not park
     * @param wait how to wait, and what to do when the time is over and it is not known whether the command took effect
     * @return the grant, or null if the time was over and the command had no effect
     * @throws InterruptedException if interrupted on entry or while waiting, and the command had no effect; never in
     *     {@link Wait#UNINTERRUPTIBLY} and {@link Wait#CONTINUING}
     */
    Grant await(byte[] command, long nanos, Wait wait) throws InterruptedException;

    /** How {@link #await} waits. */
    enum Wait {
        /** Interrupts are kept for later. */
        UNINTERRUPTIBLY,
        /** The same, for the further commands of one call: the thread does not come back by them. */
        CONTINUING,
        /**
         * For commands that take: when the time is over or the thread interrupted and the cluster does not say in time
         * whether something was granted, the caller gets null or its exception, and a late grant is given back.
         */
        TAKING,
        /**
         * For commands that give: when the time is over or the thread interrupted and the cluster does not say in time
         * whether the command took effect, {@link io.dipc.OutcomeUnknownException}.
         */
        GIVING
    }
}
