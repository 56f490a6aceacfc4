package io.dipc.memory.transport;

import io.dipc.memory.message.Envelope;

/** Takes what other members send. Called in the transport's thread alone, which it must not block. */
@FunctionalInterface
public interface Receiver {

    /**
     * Takes a message. Those of one sender come in the order in which they were sent, with the exception that {@link
     * Transport#send} describes, and each comes once.
     *
     * @param region as the sender named it; it may be one that this member does not know, yet or any more
     * @param envelope whose {@code from} is the session at the other end of the connection
     * @throws MalformedException if no member can have sent it; the connection is closed, with one line, and what the
     *     sender sends next comes over another
     */
    void received(long region, Envelope envelope) throws MalformedException;

    /** All that came together has been received: after each call of {@link #received}, or after several. */
    default void pause() {}
}
