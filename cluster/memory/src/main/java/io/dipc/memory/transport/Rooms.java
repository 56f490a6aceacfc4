package io.dipc.memory.transport;

import java.util.ArrayDeque;

/**
 * Arrays for the bytes of runs of pages, which are used again and again: fresh ones would be garbage at once, and would take
 * memory that no cache has. Not thread-safe.
 */
final class Rooms {
    /** As long as most runs are. */
    private static final int LENGTH = 64 << 10;
    /** More than are on their way of what one member fetches ahead. */
    private static final int MOST = 64;

    /** The one that was used last is the next one. */
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();

    /** An array of at least so many bytes, with anything in it. */
    byte[] take(int bytes) {
        if (bytes > LENGTH) {
            return new byte[bytes];
        }
        byte[] room = free.pollLast();
        return room != null ? room : new byte[LENGTH];
    }

    /** Nobody uses an array any more; it may be any. */
    void give(byte[] room) {
        if (room.length == LENGTH && free.size() < MOST) {
            free.addLast(room);
        }
    }
}
