package io.dipc.objects.transfer;

import io.dipc.objects.queue.QueueAnswer;

/**
 * The commands of a transfer queue beside {@link io.dipc.objects.queue.QueueCommand}'s offer, offerAll, contents and those
 * that take or remove. Bodies as there.
 */
public final class TransferCommand {
    static final byte TRANSFER = 64;
    static final byte TRY_TRANSFER = 65;

    private TransferCommand() {}

    /**
     * Appends the element, or hands it to a take that waits; parks until the taker has it. Answer:
     * {@link QueueAnswer#added}, always true.
     */
    public static byte[] transfer(byte[] body) {
        body[0] = TRANSFER;
        return body;
    }

    /**
     * Hands the element to a take that waits, and parks until the taker has it, or gave it back and no other take waits.
     * Answer: {@link QueueAnswer#added}; if false, the element is not in the queue.
     */
    public static byte[] tryTransfer(byte[] body) {
        body[0] = TRY_TRANSFER;
        return body;
    }
}
