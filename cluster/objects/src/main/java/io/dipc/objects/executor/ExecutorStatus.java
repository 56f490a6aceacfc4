package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * How a generation of an executor is.
 *
 * @param shutDown whether it takes no more tasks
 * @param stopped whether it was shut down at once, what runs being interrupted
 * @param terminated whether it was shut down and none of its tasks is queued or runs
 * @param queued how many tasks are in the queue
 * @param active how many are given out or run
 * @param completed how many have run
 */
public record ExecutorStatus(
        boolean shutDown, boolean stopped, boolean terminated, int queued, int active, long completed) {

    /** A generation of which nothing is left. */
    static final ExecutorStatus GONE = new ExecutorStatus(true, false, true, 0, 0, 0);

    /**
     * @throws IllegalArgumentException if the bytes are not those of a status
     */
    public static ExecutorStatus of(byte[] answer) {
        WireReader reader = new WireReader(answer);
        return new ExecutorStatus(
                reader.getBoolean(),
                reader.getBoolean(),
                reader.getBoolean(),
                reader.getInt(),
                reader.getInt(),
                reader.getLong());
    }

    byte[] toBytes() {
        return new WireWriter(24)
                .putBoolean(shutDown)
                .putBoolean(stopped)
                .putBoolean(terminated)
                .putInt(queued)
                .putInt(active)
                .putLong(completed)
                .toBytes();
    }
}
