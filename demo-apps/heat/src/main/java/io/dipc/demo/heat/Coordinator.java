package io.dipc.demo.heat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Has each step computed by all workers that are there when it begins, and waits until they are through. Rows are either
 * in a worker's inbox or in one worker's hands, so what lies in an inbox for long can be taken back and computed here: it is
 * that of a worker that is slow, or whose JVM was killed.
 */
final class Coordinator {

    private final Plate plate;
    private final Map<String, BlockingQueue<Rows>> inboxes = new LinkedHashMap<>();

    Coordinator(Plate plate) {
        this.plate = plate;
    }

    void compute(int steps) throws InterruptedException {
        plate.heat();
        for (int step = 1; step <= steps; step++) {
            admitWorkers();
            await(handOut(step));
        }
        Heat.FINISHED.release();
        for (BlockingQueue<Rows> inbox : inboxes.values()) {
            inbox.put(new Rows(steps, 1, 0));
        }
        Heat.WORKERS.clear();
    }

    private void admitWorkers() throws InterruptedException {
        Registration first = inboxes.isEmpty() ? Heat.WORKERS.take() : null;
        List<Registration> waiting = new ArrayList<>();
        if (first != null) {
            waiting.add(first);
        }
        Heat.WORKERS.drainTo(waiting);
        waiting.forEach(worker -> inboxes.putIfAbsent(worker.worker(), worker.inbox()));
    }

    /** Gives each worker its share of the rows; answers all of them. */
    private Set<Rows> handOut(int step) throws InterruptedException {
        Set<Rows> handedOut = new HashSet<>();
        int inner = plate.size() - 2;
        int worker = 0;
        for (BlockingQueue<Rows> inbox : inboxes.values()) {
            int first = 1 + inner * worker / inboxes.size();
            worker++;
            int last = inner * worker / inboxes.size();
            Rows rows = new Rows(step, first, last);
            if (!rows.isEmpty()) {
                handedOut.add(rows);
                inbox.put(rows);
            }
        }
        return handedOut;
    }

    private void await(Set<Rows> missing) throws InterruptedException {
        while (!missing.isEmpty()) {
            Rows computed = Heat.COMPUTED.poll(1, TimeUnit.SECONDS);
            if (computed == null) {
                takeBack(missing);
            } else {
                // What a killed worker had said before may come twice.
                missing.remove(computed);
            }
        }
    }

    /** Computes what nobody has begun, and leaves out who has not; a worker that lives registers again. */
    private void takeBack(Set<Rows> missing) {
        List<String> idle = new ArrayList<>();
        inboxes.forEach((worker, inbox) -> {
            for (Rows rows = inbox.poll(); rows != null; rows = inbox.poll()) {
                if (missing.remove(rows)) {
                    plate.compute(rows);
                }
                idle.add(worker);
            }
        });
        inboxes.keySet().removeAll(idle);
    }
}
