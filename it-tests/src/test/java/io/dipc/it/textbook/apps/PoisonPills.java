package io.dipc.it.textbook.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Worker threads that share a queue, and end when they take a poison pill. */
public final class PoisonPills {
    private static final int WORKERS = 6;
    private static final int JOBS = 300;
    private static final int POISON = -1;

    private PoisonPills() {}

    /** Squares numbers. */
    static final class Worker implements Runnable {
        private final BlockingQueue<Integer> jobs;
        private final BlockingQueue<Long> squares;

        Worker(BlockingQueue<Integer> jobs, BlockingQueue<Long> squares) {
            this.jobs = jobs;
            this.squares = squares;
        }

        @Override
        public void run() {
            System.out.println(Thread.currentThread().getName() + " works");
            try {
                for (int job = jobs.take(); job != POISON; job = jobs.take()) {
                    Thread.sleep(5);
                    System.out.println("task: " + job);
                    squares.put((long) job * job);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        BlockingQueue<Integer> jobs = new ArrayBlockingQueue<>(20);
        BlockingQueue<Long> squares = new LinkedBlockingQueue<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Thread worker = new Thread(new Worker(jobs, squares), "worker-" + i);
            worker.start();
            workers.add(worker);
        }
        for (int job = 1; job <= JOBS; job++) {
            jobs.put(job);
        }
        for (int i = 0; i < WORKERS; i++) {
            jobs.put(POISON);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        long sum = 0;
        for (long square : squares) {
            sum += square;
        }
        System.out.println(squares.size() + " squares, sum " + sum);
    }
}
