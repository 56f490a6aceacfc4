package io.dipc.objects.queue;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * How a queue is created.
 *
 * @param capacity how many elements it holds, at least 1; {@link Integer#MAX_VALUE}: unbounded
 */
public record QueueParameters(int capacity) {

    public QueueParameters {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: at least 1)");
        }
    }

    /** The bytes for a {@link io.dipc.objects.Descriptor}. */
    public byte[] toBytes() {
        return new WireWriter(8).putInt(capacity).toBytes();
    }

    /**
     * @throws IllegalArgumentException if the bytes are not those of {@link #toBytes}
     */
    public static QueueParameters of(byte[] bytes) {
        return new QueueParameters(new WireReader(bytes).getInt());
    }
}
