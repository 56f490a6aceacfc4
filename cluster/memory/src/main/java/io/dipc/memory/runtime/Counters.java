package io.dipc.memory.runtime;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Message;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to a region here. Thread-safe. */
final class Counters {
    private final LongAdder readFaults = new LongAdder();
    private final LongAdder writeFaults = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder events = new LongAdder();

    void faulted(boolean write) {
        events.increment();
        (write ? writeFaults : readFaults).increment();
    }

    void received(Message message) {
        events.increment();
        received.add(pageBytes(message));
    }

    void sent(Message message) {
        sent.add(pageBytes(message));
    }

    private static long pageBytes(Message message) {
        if (message instanceof Message.Data data) {
            return data.bytes().length;
        }
        if (message instanceof Message.DataRun run) {
            return run.length();
        }
        long bytes = 0;
        if (message instanceof Message.Cut cut) {
            for (CutPage page : cut.pages()) {
                bytes += page.bytes().length;
            }
        }
        return bytes;
    }

    /** Changes whenever something has happened. */
    long events() {
        return events.sum();
    }

    RegionStatistics statistics() {
        return new RegionStatistics(readFaults.sum(), writeFaults.sum(), received.sum(), sent.sum());
    }
}
