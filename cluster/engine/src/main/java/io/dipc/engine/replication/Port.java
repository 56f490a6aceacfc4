package io.dipc.engine.replication;

import io.dipc.engine.protocol.Message;
import io.dipc.engine.view.View;

/** What a partition needs of the node that it lives in. */
public interface Port {

    /** This member's session. */
    long self();

    /** The current view. */
    View view();

    /**
     * Sends a message to a member of the view, which may be this one; to others nothing is sent.
     *
     * @param urgent false if it may wait for another message to travel with, or for the next tick
     */
    void send(long session, Message message, boolean urgent);

    /** {@link Partition#settle} shall be called when the present batch of inputs is done. */
    void settleLater(int partition);

    /** Whether a session's JVM is known not to run any more or to have left, perhaps since the view was made. */
    boolean dead(long session);

    /**
     * Whether a session of which {@link #dead} is true had said goodbye. The view in which it was leaving may have been over
     * before the home was active in it.
     */
    boolean departed(long session);

    /** Counts what is in doubt. */
    Doubts doubts();

    /** For people: the member that had a session. */
    String name(long session);

    /** Milliseconds since 1970. */
    long wallClock();

    /** Nanoseconds since some moment; never jumps. */
    long nanoTime();

    /**
     * Asks for a call of {@link Partition#due}, on the node's thread. Of several requests the earliest counts; the call
     * may come early.
     *
     * @param nanos after how long
     */
    void alarm(long nanos);
}
