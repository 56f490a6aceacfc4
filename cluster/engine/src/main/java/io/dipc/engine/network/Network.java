package io.dipc.engine.network;

import io.dipc.engine.Quorum;
import java.util.List;

/**
 * A way to find the other members and to send them bytes. Frames are delivered whole or not at all; they may be lost,
 * delayed, duplicated and reordered. Thread-safe.
 */
public interface Network extends AutoCloseable {

    /** This JVM as a member. */
    Member self();

    /** Who decides who is in the cluster. Does not change. */
    Quorum quorum();

    /**
     * Begins to deliver. The first call that the listener receives is {@link Listener#members}, before this method
     * returns.
     */
    void start(Listener listener);

    /**
     * Sends a frame. Never blocks and never throws because of the network's or the receiver's state.
     *
     * @param session the receiver; unknown ones are ignored. Not this member itself.
     * @param frame the bytes; not to be changed by anybody afterwards
     * @param length how many of them, from index 0
     */
    void send(long session, byte[] frame, int length);

    /**
     * Begins a new session of this JVM, since its former one is over; tells the others, and the listener the members.
     *
     * @return the new self
     */
    Member renew();

    /** Leaves the cluster at once. Idempotent; ends within 5 s. */
    @Override
    void close();

    /** Receives what the network has to say. Called from the network's threads, which it must not block. */
    interface Listener {

        /**
         * Frames have come, at least one. Those that have come together are better handed over together: what they
         * cause then travels together too.
         *
         * @param from the sender's session
         * @param frames exactly the bytes that were sent; not changed by anybody afterwards
         */
        void frames(long from, List<byte[]> frames);

        /**
         * The members as this one sees them now, the oldest first. All members see the same order, though not at the
         * same time. Calls are made one at a time, in order.
         */
        void members(List<Member> oldestFirst);

        /**
         * It is certain that a session is over. Said in addition to {@link #members}, and not of every session that ends;
         * of one session perhaps twice.
         *
         * @param dead whether the member's process does not run any more, or has left; false if it has begun a new session
         */
        void over(long session, boolean dead);

        /**
         * This JVM was excluded and is back as a new member (its session has changed), or cannot come back.
         *
         * @param self the new self, or null if the cluster is closed for good
         */
        void excluded(Member self);
    }
}
