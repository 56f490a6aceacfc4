package io.dipc.objects.semaphore;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * How a semaphore is created.
 *
 * @param permits how many permits are available at first; may be negative
 * @param fair whether permits are granted in the order of the calls
 * @param releasedAtCrash whether permits held by a JVM that crashes are returned
 */
public record SemaphoreParameters(int permits, boolean fair, boolean releasedAtCrash) {

    /** The bytes for a {@link io.dipc.objects.Descriptor}. */
    public byte[] toBytes() {
        return new WireWriter(8)
                .putInt(permits)
                .putBoolean(fair)
                .putBoolean(releasedAtCrash)
                .toBytes();
    }

    /**
     * @throws IllegalArgumentException if the bytes are not those of {@link #toBytes}
     */
    public static SemaphoreParameters of(byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        return new SemaphoreParameters(reader.getInt(), reader.getBoolean(), reader.getBoolean());
    }
}
