package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * How an executor is created.
 *
 * @param threads how many threads each JVM works with at most, at least 1
 * @param capacity how many tasks may be in the queue, at least 0; {@link Integer#MAX_VALUE}: no bound
 * @param together how many tasks run at once at most in all JVMs together, at least 1; {@link Integer#MAX_VALUE}: no bound
 * @param scheduled whether tasks may wait for their time
 */
public record ExecutorParameters(int threads, int capacity, int together, boolean scheduled) {

    public ExecutorParameters {
        if (threads < 1 || capacity < 0 || together < 1) {
            throw new IllegalArgumentException("threads: " + threads + ", capacity: " + capacity + ", together: "
                    + together + " (expected: at least 1, at least 0, and at least 1)");
        }
    }

    /** Without a bound on what runs in all JVMs together, and without time. */
    public ExecutorParameters(int threads, int capacity) {
        this(threads, capacity, Integer.MAX_VALUE, false);
    }

    /** The bytes for a {@link io.dipc.objects.Descriptor}. */
    public byte[] toBytes() {
        return new WireWriter(15)
                .putInt(threads)
                .putInt(capacity)
                .putInt(together)
                .putBoolean(scheduled)
                .toBytes();
    }

    /**
     * @throws IllegalArgumentException if the bytes are not those of {@link #toBytes}
     */
    public static ExecutorParameters of(byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        return new ExecutorParameters(reader.getInt(), reader.getInt(), reader.getInt(), reader.getBoolean());
    }
}
