package io.dipc.engine.view;

import io.dipc.engine.network.Member;
import io.dipc.engine.protocol.Message;
import java.util.List;

/**
 * One member's part in agreeing on who is in the cluster. Single-threaded, without a clock of its own. Says what it
 * finds through the port that it was given.
 */
public interface Membership {

    /** The newest view known, or null. */
    View newest();

    /** Whether this member may let anything out and use what came in. */
    default boolean leased(long nowNanos, long nowMillis) {
        return leaseNanos(nowNanos, nowMillis) > 0;
    }

    /**
     * How long that will be so at least; not positive: it is not so. May be called by any thread.
     *
     * @return in nanoseconds; {@link Long#MAX_VALUE}: for ever
     */
    long leaseNanos(long nowNanos, long nowMillis);

    /** The network's list of members has changed. */
    void members(List<Member> oldestFirst);

    /**
     * It is known that a session is over.
     *
     * @param dead whether its process does not run any more or has left; false if it may go on in another session
     */
    void over(long session, boolean dead);

    /** Whether {@link #over} has said, here or elsewhere, that a session's process does not run any more, or has left. */
    default boolean dead(long session) {
        return false;
    }

    /** Whether a session of which {@link #dead} is true had said goodbye: it will never ask for anything again. */
    default boolean departed(long session) {
        return false;
    }

    /** This member says goodbye, as often as it takes. Idempotent. */
    void leave(boolean orderly);

    /** A message has come. Returns whether it was one about views. */
    boolean received(long from, Message message);

    /** Time has passed. */
    void tick();

    /**
     * Whether this member has never been in a view and, as far as it knows, never will: those whom it has joined are gone,
     * and nothing proves that they do not go on elsewhere.
     */
    default boolean stranded() {
        return false;
    }

    /** For people: who is waited for while this member is not {@link #leased} or has no view. */
    String waitsFor();
}
