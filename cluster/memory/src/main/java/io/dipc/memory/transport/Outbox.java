package io.dipc.memory.transport;

import io.dipc.memory.message.Message;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What goes to one member: what waits, in two lanes, and what was sent and may not have come there. Only so much of the
 * bulky one is on its way that others, which are sent in front of the rest of it, need not wait long behind it.
 */
final class Outbox {
    /** How much of the bulky lane is on its way at most. More than a receiver keeps to itself before it says so. */
    static final int BULK_ON_ITS_WAY = 1 << 20;

    private static final int FULL = 256 << 10;

    private final Rooms rooms;
    private final Lane prompt = new Lane();
    private final Lane bulk = new Lane();
    /** Sent on the present connection. */
    private final Deque<Item> sent = new ArrayDeque<>();
    /** Sent on earlier ones, and to be sent again. */
    private final Deque<Item> again = new ArrayDeque<>();
    /** How many items are known to have come there. */
    private long confirmed;

    private long bulkOnItsWay;
    /** How many bytes of pages wait that are not bulky. */
    private long waiting;

    /**
     * @param rooms gets back what has come there
     */
    Outbox(Rooms rooms) {
        this.rooms = rooms;
    }

    void add(long region, long view, Message message) {
        boolean bulky = Tag.of(message).bulk();
        (bulky ? bulk : prompt).add(region, view, message);
        waiting += bulky ? 0 : MessageCodec.bytes(message);
    }

    /** Whether so much waits that the receiver should have it while more is made. */
    boolean full() {
        return waiting >= FULL;
    }

    /** Takes what is to be sent next, or null if there is nothing that may be sent now. */
    Item poll() {
        Item item = again.poll();
        if (item == null) {
            item = prompt.poll();
            waiting -= item == null ? 0 : item.bytes();
        }
        if (item == null && bulkOnItsWay < BULK_ON_ITS_WAY) {
            item = bulk.poll();
        }
        if (item != null) {
            sent.add(item);
            bulkOnItsWay += bulkWeight(item);
        }
        return item;
    }

    private static int bulkWeight(Item item) {
        return Tag.of(item.message()).bulk() ? item.weight() : 0;
    }

    /** Whether there is something of which it is not known whether it has come there. */
    boolean awaitsConfirmation() {
        return !sent.isEmpty();
    }

    /** Whether something may be sent now. */
    boolean hasNext() {
        return !again.isEmpty() || !prompt.isEmpty() || !bulk.isEmpty() && bulkOnItsWay < BULK_ON_ITS_WAY;
    }

    /**
     * The receiver has so many items.
     *
     * @return how many bytes of pages need not be kept any more
     */
    long confirm(long received) throws MalformedException {
        check(received, sent.size());
        long bytes = 0;
        for (; confirmed < received; confirmed++) {
            Item item = sent.remove();
            bulkOnItsWay -= bulkWeight(item);
            bytes += item.bytes();
            if (item.message() instanceof Message.DataRun run) {
                rooms.give(run.bytes());
            }
        }
        return bytes;
    }

    /** There is a new connection; as {@link #confirm}, and what has not come there is sent again. */
    long restart(long received) throws MalformedException {
        check(received, sent.size() + again.size());
        while (!sent.isEmpty()) {
            again.addFirst(sent.removeLast());
        }
        bulkOnItsWay = 0;
        long bytes = 0;
        for (; confirmed < received; confirmed++) {
            bytes += again.remove().bytes();
        }
        return bytes;
    }

    private void check(long received, int unconfirmed) throws MalformedException {
        if (received < confirmed || received > confirmed + unconfirmed) {
            throw new MalformedException("it has " + received + " messages (expected: " + confirmed + " to "
                    + (confirmed + unconfirmed) + ")");
        }
    }
}
