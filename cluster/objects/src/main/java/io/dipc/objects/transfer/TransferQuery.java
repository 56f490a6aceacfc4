package io.dipc.objects.transfer;

/** The query of a transfer queue beside {@link io.dipc.objects.queue.QueueQuery}'s. */
public final class TransferQuery {
    static final byte WAITING_TAKES = 64;

    private static final byte[] WAITING_TAKES_BYTES = {WAITING_TAKES};

    private TransferQuery() {}

    /** How many takes wait. Answer: {@link io.dipc.objects.queue.QueueAnswer#count}. */
    public static byte[] waitingTakes() {
        return WAITING_TAKES_BYTES;
    }
}
