package io.dipc.it.executors.apps;

import io.dipc.Distributed;
import io.dipc.Execution;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs tasks in each of the ways in which they are executed, all at once. Each leaves its number in a file of its JVM, which
 * outlives a kill. Arguments: the directory of the files, the number of tasks of each pool, and of JVMs that are to work for
 * the pools before it begins. When it has said that tasks are under way, the last of them wait for {@code rest} on standard
 * input. Later {@code again} lets it wait until as many JVMs work for the pools as before, and {@code end} lets it
 * look whether all futures are as they were.
 */
public final class Counted {
    private static final int THREADS = 3;
    private static final long LONGEST_WORK_NANOS = 4_000_000;

    @Distributed(value = "at-most-once", execution = Execution.AT_MOST_ONCE)
    private static ExecutorService atMostOnce;

    @Distributed(value = "at-least-once", execution = Execution.AT_LEAST_ONCE)
    private static ExecutorService atLeastOnce;

    @Distributed(value = "exactly-once", execution = Execution.EXACTLY_ONCE)
    private static ExecutorService exactlyOnce;

    @Distributed(value = "maybe", execution = Execution.MAYBE)
    private static ExecutorService maybe;

    @Distributed("counted.arrived")
    private static final Semaphore ARRIVED = new Semaphore(0);

    @Distributed("counted.go")
    private static final Semaphore GO = new Semaphore(0);

    /** By directory; guarded by this class. */
    private static final Map<Path, OutputStream> RUNS = new HashMap<>();

    private Counted() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        int jvms = Integer.parseInt(args[2]);
        List<Submitted> all = new ArrayList<>();
        CountDownLatch underWay = new CountDownLatch(Execution.values().length);
        CountDownLatch rest = new CountDownLatch(1);
        for (Execution execution : Execution.values()) {
            ExecutorService pool = store(execution);
            int before = awaitJvms(pool, jvms);
            String files = directory.resolve(execution.name()).toString();
            all.add(new Submitted(execution.name(), pool, count, number -> new Task(files, number), before));
        }
        List<Thread> waiting = new ArrayList<>();
        for (Submitted each : all) {
            Thread thread = new Thread(() -> each.run(underWay, rest), each.toString());
            thread.start();
            waiting.add(thread);
        }
        underWay.await();
        System.out.println("under way");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        orders.readLine();
        rest.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }
        System.out.println("all futures are done");
        for (String order = orders.readLine(); !order.equals("end"); order = orders.readLine()) {
            for (Submitted each : all) {
                each.others(awaitJvms(each.pool(), jvms));
            }
            System.out.println("all work");
        }
        for (Submitted each : all) {
            each.end();
        }
    }

    /**
     * Returns when more tasks run at a time than one JVM less has threads.
     *
     * @return how many these are
     */
    private static int awaitJvms(ExecutorService pool, int jvms) throws InterruptedException {
        int tasks = THREADS * (jvms - 1) + 1;
        for (int i = 0; i < tasks; i++) {
            pool.execute(() -> {
                ARRIVED.release();
                GO.acquireUninterruptibly();
            });
        }
        ARRIVED.acquire(tasks);
        GO.release(tasks);
        return tasks;
    }

    private static ExecutorService store(Execution execution) {
        switch (execution) {
            case AT_MOST_ONCE:
                atMostOnce = Executors.newFixedThreadPool(THREADS);
                return atMostOnce;
            case AT_LEAST_ONCE:
                atLeastOnce = Executors.newFixedThreadPool(THREADS);
                return atLeastOnce;
            case EXACTLY_ONCE:
                exactlyOnce = Executors.newFixedThreadPool(THREADS);
                return exactlyOnce;
            default:
                maybe = Executors.newFixedThreadPool(THREADS);
                return maybe;
        }
    }

    private static synchronized void note(Path directory, int number) throws IOException {
        OutputStream runs = RUNS.get(directory);
        if (runs == null) {
            long pid = ProcessHandle.current().pid();
            runs = new FileOutputStream(directory.resolve("runs-" + pid).toFile());
            RUNS.put(directory, runs);
        }
        runs.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Leaves its number. */
    private static final class Task implements Callable<Integer> {
        private final String directory;
        private final int number;

        Task(String directory, int number) {
            this.directory = directory;
            this.number = number;
        }

        @Override
        public Integer call() throws IOException {
            note(Path.of(directory), number);
            // or it would hardly ever be killed before it has told that it has run, or all threads would tell it at
            // once
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_WORK_NANOS));
            return number;
        }
    }
}
