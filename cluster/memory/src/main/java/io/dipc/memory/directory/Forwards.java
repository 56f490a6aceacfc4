package io.dipc.memory.directory;

import io.dipc.memory.message.Message;
import io.dipc.memory.port.Sender;
import java.util.Arrays;

/** Collects what a reader gets of pages in sequence: what one member has of it, that is told in one message. */
final class Forwards {
    private final long reader;
    private final Sender sender;
    private final long[] transactions;
    private long source;
    private int first;
    private int count;

    /**
     * @param most how many pages are told together at most
     */
    Forwards(long reader, int most, Sender sender) {
        this.reader = reader;
        this.sender = sender;
        this.transactions = new long[most];
    }

    /**
     * One more page.
     *
     * @param from who sends it
     */
    void add(long from, int page, long transaction) {
        if (count == transactions.length || count > 0 && (from != source || page != first + count)) {
            send();
        }
        if (count == 0) {
            source = from;
            first = page;
        }
        transactions[count++] = transaction;
    }

    /** Tells what was collected. */
    void send() {
        if (count == 1) {
            sender.send(source, new Message.Forward(first, transactions[0], reader, false, 0));
        } else if (count > 1) {
            sender.send(source, new Message.ForwardRun(first, Arrays.copyOf(transactions, count), reader));
        }
        count = 0;
    }
}
