package io.dipc.demo.heat;

import io.dipc.Delivery;
import io.dipc.Distributed;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Computes what comes into its inbox until all is finished. It gets much the same rows in each step. */
final class Worker implements Runnable {

    private final Plate plate;
    private final String name = UUID.randomUUID().toString();

    /** What this worker has taken when its JVM is killed comes back here, and the coordinator takes it. */
    @Distributed(value = "heat.inbox-{name}", delivery = Delivery.AT_LEAST_ONCE)
    private final BlockingQueue<Rows> inbox = new LinkedBlockingQueue<>();

    Worker(Plate plate) {
        this.plate = plate;
    }

    @Override
    public void run() {
        try {
            while (Heat.FINISHED.availablePermits() == 0) {
                Heat.WORKERS.put(new Registration(name, inbox));
                Rows rows = inbox.poll(2, TimeUnit.SECONDS);
                while (rows != null && !rows.isEmpty()) {
                    plate.compute(rows);
                    Heat.COMPUTED.put(rows);
                    rows = inbox.poll(2, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
