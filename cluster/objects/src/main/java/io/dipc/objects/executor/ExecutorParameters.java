package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * How an executor is created.
 *
 * @param threads how many threads each JVM works with at most, at least 1
 * @param capacity how many tasks may be in the queue, at least 0; {@link Integer#MAX_VALUE}: no bound
 */
public record ExecutorParameters(int threads, int capacity) {

    public ExecutorParameters {
        if (threads < 1 || capacity < 0) {
            throw new IllegalArgumentException(
                    "threads: " + threads + ", capacity: " + capacity + " (expected: at least 1, and at least 0)");
        }
    }

    /** The bytes for a {@link io.dipc.objects.Descriptor}. */
    public byte[] toBytes() {
        return new WireWriter(10).putInt(threads).putInt(capacity).toBytes();
    }

    /**
     * @throws IllegalArgumentException if the bytes are not those of {@link #toBytes}
     */
    public static ExecutorParameters of(byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        return new ExecutorParameters(reader.getInt(), reader.getInt());
    }
}
