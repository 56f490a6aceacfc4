package io.dipc.objects.queue;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * The commands of a queue as bytes. Elements are handed over as {@linkplain Element#body bodies}: arrays whose byte at
 * index 0 is free for the header and which belong to the command from then on. Arrays that are returned must not be
 * changed.
 */
public final class QueueCommand {
    /** See {@link #offer}. */
    public static final byte OFFER = 1;

    static final byte PUT = 2;
    /** See {@link #offerAll}. */
    public static final byte OFFER_ALL = 3;
    /** See {@link #contents}. */
    public static final byte CONTENTS = 4;

    static final byte POLL = 5;
    static final byte TAKE = 6;
    static final byte TAKE_MANY = 7;
    static final byte REMOVE = 8;
    static final byte CLEAR = 9;
    static final byte DECLINE_PART = 10;
    static final byte OFFER_FIRST = 11;
    static final byte PUT_FIRST = 12;
    static final byte POLL_LAST = 13;
    static final byte TAKE_LAST = 14;

    private static final byte[] POLL_BYTES = {POLL};
    private static final byte[] TAKE_BYTES = {TAKE};
    private static final byte[] POLL_LAST_BYTES = {POLL_LAST};
    private static final byte[] TAKE_LAST_BYTES = {TAKE_LAST};
    private static final byte[] CLEAR_BYTES = {CLEAR};

    private QueueCommand() {}

    /** Appends the element if there is room. Never parks. Answer: {@link QueueAnswer#added}. */
    public static byte[] offer(byte[] body) {
        body[0] = OFFER;
        return body;
    }

    /** Appends the element; parks until there is room. Answer: {@link QueueAnswer#added}, always true. */
    public static byte[] put(byte[] body) {
        body[0] = PUT;
        return body;
    }

    /** As {@link #offer}, before the head. */
    public static byte[] offerFirst(byte[] body) {
        body[0] = OFFER_FIRST;
        return body;
    }

    /** As {@link #put}, before the head. */
    public static byte[] putFirst(byte[] body) {
        body[0] = PUT_FIRST;
        return body;
    }

    /** Appends elements in their order until there is no room. Never parks. Answer: {@link QueueAnswer#count}. */
    public static byte[] offerAll(List<byte[]> bodies) {
        return many(OFFER_ALL, bodies);
    }

    /** Appends the first contents of a new queue, whatever its capacity. Answer: {@link QueueAnswer#count}. */
    public static byte[] contents(List<byte[]> bodies) {
        return many(CONTENTS, bodies);
    }

    /** Gives out the head if there is one. Never parks. Answer: {@link QueueAnswer#element}. */
    public static byte[] poll() {
        return POLL_BYTES;
    }

    /** Gives out the head; parks until there is one. Answer: {@link QueueAnswer#element}, never null. */
    public static byte[] take() {
        return TAKE_BYTES;
    }

    /** As {@link #poll}, the tail. */
    public static byte[] pollLast() {
        return POLL_LAST_BYTES;
    }

    /** As {@link #take}, the tail. */
    public static byte[] takeLast() {
        return TAKE_LAST_BYTES;
    }

    /**
     * Gives out elements from the head on. Never parks. Answer: {@link QueueAnswer.Drained}.
     *
     * @param maxCount at most this many elements
     * @param maxBytes no further element after this many bytes
     */
    public static byte[] takeMany(int maxCount, int maxBytes) {
        return new WireWriter(16)
                .putByte(TAKE_MANY)
                .putInt(maxCount)
                .putInt(maxBytes)
                .toBytes();
    }

    /** Removes elements, wherever in the queue they are. Never parks. Answer: {@link QueueAnswer#removed}. */
    public static byte[] remove(long... ids) {
        return withIds(new WireWriter(8 + 4 * ids.length).putByte(REMOVE), ids);
    }

    /** Removes all elements. Never parks. Answer: {@link QueueAnswer#count}. */
    public static byte[] clear() {
        return CLEAR_BYTES;
    }

    /**
     * Puts back some of the elements that a session got by {@link #takeMany} and has neither accepted nor declined; the
     * others stay in hand. Never parks. Answer: {@link QueueAnswer#count}.
     *
     * @param session which got them: if it is over they went back, and later sessions of the same JVM may have taken them
     */
    public static byte[] declinePart(long session, long... ids) {
        return withIds(new WireWriter(16 + 4 * ids.length).putByte(DECLINE_PART).putFixedLong(session), ids);
    }

    /**
     * Reads what follows the number of the operation in {@link #offerAll} and {@link #contents}.
     *
     * @throws IllegalArgumentException if the bytes are not those
     */
    public static List<byte[]> readBodies(WireReader reader) {
        return reader.getList(QueueCommand::readBody);
    }

    /**
     * Reads a body with its length.
     *
     * @throws IllegalArgumentException if it has no header
     */
    public static byte[] readBody(WireReader reader) {
        return checkBody(reader.getBytes());
    }

    /**
     * @throws IllegalArgumentException if a body has no header
     */
    public static byte[] checkBody(byte[] body) {
        if (body == null || body.length == 0 || body[0] == 0) {
            throw new IllegalArgumentException("an element has no header (expected: at least 1 byte, not 0)");
        }
        return body;
    }

    static long[] readIds(WireReader reader) {
        long[] ids = new long[reader.getCount()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = reader.getLong();
        }
        return ids;
    }

    private static byte[] many(byte operation, List<byte[]> bodies) {
        int length = 8;
        for (byte[] body : bodies) {
            length += body.length + 5;
        }
        WireWriter writer = new WireWriter(length).putByte(operation).putInt(bodies.size());
        for (byte[] body : bodies) {
            body[0] = operation;
            writer.putBytes(body);
        }
        return writer.toBytes();
    }

    private static byte[] withIds(WireWriter writer, long[] ids) {
        writer.putInt(ids.length);
        for (long id : ids) {
            writer.putLong(id);
        }
        return writer.toBytes();
    }
}
