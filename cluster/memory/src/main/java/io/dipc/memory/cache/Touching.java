package io.dipc.memory.cache;

import io.dipc.memory.port.TouchedPages;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Makes known that pages will be written; those that come while one batch is on its way go together in the next. */
final class Touching {
    private final TouchedPages touched;
    private final BiConsumer<Integer, List<Fault>> done;
    private final Map<Integer, List<Fault>> waiting = new TreeMap<>();
    private final BitSet next = new BitSet();
    private boolean busy;

    /**
     * @param done told of each page, and who waits for it
     */
    Touching(TouchedPages touched, BiConsumer<Integer, List<Fault>> done) {
        this.touched = touched;
        this.done = done;
    }

    void begin(int page, List<Fault> faults) {
        waiting.put(page, new ArrayList<>(faults));
        next.set(page);
        if (!busy) {
            send();
        }
    }

    /** One more waits for a page that is on its way to be known. */
    void join(int page, Fault fault) {
        waiting.get(page).add(fault);
    }

    private void send() {
        busy = true;
        BitSet batch = (BitSet) next.clone();
        next.clear();
        touched.touch(batch, () -> finished(batch));
    }

    private void finished(BitSet batch) {
        busy = false;
        if (!next.isEmpty()) {
            send();
        }
        batch.stream().forEach(page -> {
            List<Fault> faults = waiting.remove(page);
            if (faults != null) {
                done.accept(page, faults);
            }
        });
    }

    /** Those that wait get nothing; the pages are made known all the same. */
    List<Fault> forsake() {
        List<Fault> faults = new ArrayList<>();
        waiting.values().forEach(list -> {
            faults.addAll(list);
            list.clear();
        });
        return faults;
    }
}
