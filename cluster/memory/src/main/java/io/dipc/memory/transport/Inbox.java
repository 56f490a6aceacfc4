package io.dipc.memory.transport;

import io.dipc.memory.message.Message;

/** What comes from one member: counted over all connections, and put together. */
final class Inbox {
    /** After how much that has come the sender is told. Well below {@link Outbox#BULK_ON_ITS_WAY}. */
    private static final int TELL_AFTER = 512 << 10;

    private final Pieces.Joiner prompt = new Pieces.Joiner();
    private final Pieces.Joiner bulk = new Pieces.Joiner();
    private long received;
    private long untold;

    /** Takes what comes next; answers the message that is complete by it, or null. */
    Message take(Item item) throws MalformedException {
        Message message = (Tag.of(item.message()).bulk() ? bulk : prompt).join(item.message(), item.more());
        received++;
        untold += item.weight();
        return message;
    }

    /** How many items have come. */
    long received() {
        return received;
    }

    /** Whether the sender should be told. */
    boolean isToTell() {
        return untold >= TELL_AFTER;
    }

    void told() {
        untold = 0;
    }
}
