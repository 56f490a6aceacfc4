package io.dipc.objects.semaphore;

/** The queries of a semaphore as bytes. Arrays that are returned must not be changed. */
public final class SemaphoreQuery {
    static final byte AVAILABLE = 1;
    static final byte QUEUE_LENGTH = 2;

    private static final byte[] AVAILABLE_BYTES = {AVAILABLE};
    private static final byte[] QUEUE_LENGTH_BYTES = {QUEUE_LENGTH};

    private SemaphoreQuery() {}

    /** How many permits there are; may be negative. Answer: {@link SemaphoreAnswer#number}. */
    public static byte[] available() {
        return AVAILABLE_BYTES;
    }

    /** How many acquires wait, in the whole cluster. Answer: {@link SemaphoreAnswer#number}. */
    public static byte[] queueLength() {
        return QUEUE_LENGTH_BYTES;
    }
}
