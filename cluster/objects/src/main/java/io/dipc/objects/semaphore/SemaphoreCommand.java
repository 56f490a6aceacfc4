package io.dipc.objects.semaphore;

import io.dipc.objects.codec.WireWriter;

/** The commands of a semaphore as bytes. Arrays that are returned must not be changed. */
public final class SemaphoreCommand {
    static final byte ACQUIRE = 1;
    static final byte TRY_IN_TURN = 2;
    static final byte TRY_NOW = 3;
    static final byte RELEASE = 4;
    static final byte DRAIN = 5;
    static final byte REDUCE = 6;

    private static final byte[] ACQUIRE_ONE = encode(ACQUIRE, 1);
    private static final byte[] TRY_ONE = encode(TRY_NOW, 1);
    private static final byte[] RELEASE_ONE = encode(RELEASE, 1);
    private static final byte[] DRAIN_BYTES = {DRAIN};

    private SemaphoreCommand() {}

    /**
     * Gives out permits; parks until there are enough. A fair semaphore lets nobody overtake. Answer:
     * {@link SemaphoreAnswer#acquired}, always true.
     *
     * @param permits how many, at least 0
     */
    public static byte[] acquire(int permits) {
        return permits == 1 ? ACQUIRE_ONE : encode(ACQUIRE, permits);
    }

    /**
     * Gives out permits if there are enough and, on a fair semaphore, nobody waits. Never parks. Answer:
     * {@link SemaphoreAnswer#acquired}.
     *
     * @param permits how many, at least 0
     */
    public static byte[] tryInTurn(int permits) {
        return encode(TRY_IN_TURN, permits);
    }

    /**
     * Gives out permits if there are enough, whoever waits. Never parks. Answer: {@link SemaphoreAnswer#acquired}.
     *
     * @param permits how many, at least 0
     */
    public static byte[] tryNow(int permits) {
        return permits == 1 ? TRY_ONE : encode(TRY_NOW, permits);
    }

    /**
     * Adds permits. Never parks. Answer: {@link SemaphoreAnswer.Release}.
     *
     * @param permits how many, at least 0
     */
    public static byte[] release(int permits) {
        return permits == 1 ? RELEASE_ONE : encode(RELEASE, permits);
    }

    /**
     * Gives out all permits; where fewer than none are available, makes it none. Never parks. Answer:
     * {@link SemaphoreAnswer#number}, the permits given out or, negative, those added.
     */
    public static byte[] drain() {
        return DRAIN_BYTES;
    }

    /**
     * Takes permits out of the world; there may be fewer than none afterwards. Never parks. Answer:
     * {@link SemaphoreAnswer#reduced}.
     *
     * @param permits how many, at least 0
     */
    public static byte[] reduce(int permits) {
        return encode(REDUCE, permits);
    }

    private static byte[] encode(byte operation, int permits) {
        return new WireWriter(8).putByte(operation).putInt(permits).toBytes();
    }
}
