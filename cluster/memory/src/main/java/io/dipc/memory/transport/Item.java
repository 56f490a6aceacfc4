package io.dipc.memory.transport;

import io.dipc.memory.message.Message;

/**
 * A message, or a piece of one, on its way.
 *
 * @param more whether pieces of the same message follow
 * @param bytes how many bytes of pages are in it
 */
record Item(long region, long view, Message message, boolean more, int bytes) {
    /** What else a message takes, about: no message is for nothing where bytes are counted. */
    private static final int OVERHEAD = 64;

    int weight() {
        return OVERHEAD + bytes;
    }
}
