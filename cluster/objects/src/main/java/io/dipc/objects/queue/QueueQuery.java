package io.dipc.objects.queue;

import io.dipc.objects.codec.WireWriter;

/** The queries of a queue as bytes. Arrays that are returned must not be changed. */
public final class QueueQuery {
    static final byte SIZE = 1;
    static final byte PEEK = 2;
    static final byte PAGE = 3;
    static final byte PEEK_LAST = 4;
    static final byte PAGE_BEFORE = 5;

    /** Before every element; for the first {@link #page}. */
    public static final long START = Long.MIN_VALUE;
    /** Behind every element; for the first {@link #pageBefore}. */
    public static final long END = Long.MAX_VALUE;

    private static final byte[] SIZE_BYTES = {SIZE};
    private static final byte[] PEEK_BYTES = {PEEK};
    private static final byte[] PEEK_LAST_BYTES = {PEEK_LAST};

    private QueueQuery() {}

    /** How many elements there are. Answer: {@link QueueAnswer#count}. */
    public static byte[] size() {
        return SIZE_BYTES;
    }

    /** What the head is. Answer: {@link QueueAnswer#element}. */
    public static byte[] peek() {
        return PEEK_BYTES;
    }

    /** What the tail is. Answer: {@link QueueAnswer#element}. */
    public static byte[] peekLast() {
        return PEEK_LAST_BYTES;
    }

    /**
     * Which elements there are, from the head on. Answer: {@link QueueAnswer.Page}; it has at least one element if any is left.
     *
     * @param afterId only elements with a higher id
     * @param maxCount at most this many elements
     * @param maxBytes no further element after this many bytes
     */
    public static byte[] page(long afterId, int maxCount, int maxBytes) {
        return page(PAGE, afterId, maxCount, maxBytes);
    }

    /**
     * Which elements there are, from the tail on. Answer: {@link QueueAnswer.Page}; it has at least one element if any is
     * left.
     *
     * @param beforeId only elements with a lower id
     * @param maxCount at most this many elements
     * @param maxBytes no further element after this many bytes
     */
    public static byte[] pageBefore(long beforeId, int maxCount, int maxBytes) {
        return page(PAGE_BEFORE, beforeId, maxCount, maxBytes);
    }

    private static byte[] page(byte operation, long id, int maxCount, int maxBytes) {
        return new WireWriter(24)
                .putByte(operation)
                .putLong(id)
                .putInt(maxCount)
                .putInt(maxBytes)
                .toBytes();
    }
}
