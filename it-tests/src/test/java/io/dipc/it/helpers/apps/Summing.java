package io.dipc.it.helpers.apps;

import io.dipc.Distributed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Worker threads that share a queue and end by poison pills; the last line says how many ran in each JVM. */
public final class Summing {

    private static final int WORKERS = 6;
    private static final int JOBS_TO_DO = 300;
    private static final int POISON = -1;

    @Distributed("summing.jobs")
    private static final BlockingQueue<Integer> JOBS = new LinkedBlockingQueue<>();

    @Distributed("summing.sums")
    private static final BlockingQueue<Long> SUMS = new LinkedBlockingQueue<>();

    @Distributed("summing.places")
    private static final BlockingQueue<Long> PLACES = new LinkedBlockingQueue<>();

    private Summing() {}

    /** Adds the squares of numbers. */
    @Distributed
    private static final class Worker implements Runnable {
        private final int poison;

        Worker(int poison) {
            this.poison = poison;
        }

        @Override
        public void run() {
            try {
                PLACES.put(ProcessHandle.current().pid());
                long sum = 0;
                for (int job = JOBS.take(); job != poison; job = JOBS.take()) {
                    sum += (long) job * job;
                }
                SUMS.put(sum);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Thread worker = new Thread(new Worker(POISON), "worker-" + i);
            worker.start();
            workers.add(worker);
        }
        for (int job = 1; job <= JOBS_TO_DO; job++) {
            JOBS.put(job);
        }
        for (int i = 0; i < WORKERS; i++) {
            JOBS.put(POISON);
        }
        for (Thread worker : workers) {
            worker.join();
            System.out.println(worker.getName() + " " + worker.getState() + " " + worker.isAlive());
        }
        long total = 0;
        TreeMap<Long, Integer> places = new TreeMap<>();
        for (int i = 0; i < WORKERS; i++) {
            total += SUMS.take();
            places.merge(PLACES.take(), 1, Integer::sum);
        }
        System.out.println("total " + total);
        System.out.println("shares " + places.values());
    }
}
