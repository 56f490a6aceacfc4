package io.dipc.memory.port;

import io.dipc.memory.message.Message;

/** Sends in the name and the view of a member. */
@FunctionalInterface
public interface Sender {

    /** As {@link Network#send}. */
    void send(long to, Message message);
}
