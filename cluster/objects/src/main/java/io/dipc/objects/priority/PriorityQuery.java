package io.dipc.objects.priority;

import io.dipc.objects.codec.WireWriter;

/** The queries of a priority queue beside {@link io.dipc.objects.queue.QueueQuery}'s. */
public final class PriorityQuery {
    static final byte BETWEEN = 64;
    static final byte UNPLACED = 65;

    private PriorityQuery() {}

    /** What lies in a gap. Answer: {@link PriorityAnswer.Between}. */
    public static byte[] between(PriorityCommand.Gap gap) {
        return new WireWriter(24)
                .putByte(BETWEEN)
                .putLong(gap.after())
                .putLong(gap.before())
                .toBytes();
    }

    /**
     * Elements that have no place yet. Answer: {@link PriorityAnswer#unplaced}.
     *
     * @param maxCount at most this many
     * @param maxBytes no further one after this many bytes
     */
    public static byte[] unplaced(int maxCount, int maxBytes) {
        return new WireWriter(16)
                .putByte(UNPLACED)
                .putInt(maxCount)
                .putInt(maxBytes)
                .toBytes();
    }
}
