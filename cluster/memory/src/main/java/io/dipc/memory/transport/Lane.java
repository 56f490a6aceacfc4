package io.dipc.memory.transport;

import io.dipc.memory.message.Message;
import java.util.ArrayDeque;
import java.util.Queue;

/** Messages to one member in their order, each taken out piece by piece. */
final class Lane {
    private record Waiting(long region, long view, Pieces.Cutter cutter) {}

    private final Queue<Waiting> queue = new ArrayDeque<>();

    void add(long region, long view, Message message) {
        queue.add(new Waiting(region, view, new Pieces.Cutter(message)));
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The next piece, or null. */
    Item poll() {
        Waiting first = queue.peek();
        if (first == null) {
            return null;
        }
        Message piece = first.cutter.next();
        boolean more = first.cutter.more();
        if (!more) {
            queue.remove();
        }
        return new Item(first.region, first.view, piece, more, (int) MessageCodec.bytes(piece));
    }
}
