package io.dipc.objects.priority;

import io.dipc.objects.codec.WireWriter;

/** The query of a priority queue beside {@link io.dipc.objects.queue.QueueQuery}'s. */
public final class PriorityQuery {
    static final byte BETWEEN = 64;

    private PriorityQuery() {}

    /** What lies in a gap. Answer: {@link PriorityAnswer.Between}. */
    public static byte[] between(PriorityCommand.Gap gap) {
        return new WireWriter(24)
                .putByte(BETWEEN)
                .putLong(gap.after())
                .putLong(gap.before())
                .toBytes();
    }
}
