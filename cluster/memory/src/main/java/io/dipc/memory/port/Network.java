package io.dipc.memory.port;

import io.dipc.memory.message.Envelope;

/**
 * Carries messages. Those from one member to another arrive in their order and once, unless one of the two is lost; that
 * includes those of a member to itself, which arrive after the call has returned.
 */
public interface Network {

    /**
     * Sends without waiting.
     *
     * @param to the session of the receiver
     * @param envelope not changed any more by anybody
     */
    void send(long to, Envelope envelope);
}
