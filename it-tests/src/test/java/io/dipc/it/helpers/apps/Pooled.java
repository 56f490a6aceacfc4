package io.dipc.it.helpers.apps;

import io.dipc.Distributed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Six tasks that run at the same time, for a pool of two threads in each JVM: {@code Pooled}. Ends when a line comes on
 * standard input; says where the tasks ran.
 */
public final class Pooled {

    private static final int TASKS = 6;

    @Distributed("pooled")
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @Distributed("pooled.arrived")
    private static final Semaphore ARRIVED = new Semaphore(0);

    @Distributed("pooled.go")
    private static final Semaphore GO = new Semaphore(0);

    private Pooled() {}

    public static void main(String[] args) throws Exception {
        List<Future<Long>> results = new ArrayList<>();
        for (int i = 0; i < TASKS + 1; i++) {
            results.add(POOL.submit(() -> {
                ARRIVED.release();
                GO.acquire();
                return ProcessHandle.current().pid();
            }));
        }
        ARRIVED.acquire(TASKS);
        System.out.println(TASKS + " tasks run");
        System.in.read();
        // enough for what another one may have left behind, too
        GO.release(1_000_000);
        TreeMap<Long, Integer> places = new TreeMap<>();
        for (Future<Long> result : results) {
            places.merge(result.get(), 1, Integer::sum);
        }
        System.out.println("ran in " + places.size() + " JVMs");
        POOL.shutdown();
    }
}
