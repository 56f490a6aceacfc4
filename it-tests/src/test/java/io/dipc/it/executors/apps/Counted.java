package io.dipc.it.executors.apps;

import io.dipc.Distributed;
import io.dipc.Execution;
import io.dipc.TaskLostException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs tasks, each of which leaves its number in a file of its JVM, which outlives a kill. Arguments: how tasks are executed,
 * in one or several ways, and, in the JVM that submits them, the directory of the files and their number. It begins when
 * others work for it, too. When a line comes on standard input it looks whether all futures are as they were.
 */
public final class Counted {
    private static final int THREADS = 3;
    private static final String RESULT = "result";
    private static final String NULL = "null";
    private static final long WORK_NANOS = 200_000;

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
    private static final Map<String, OutputStream> RUNS = new HashMap<>();

    private Counted() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        ExecutorService pool = null;
        for (String execution : args[0].split(",")) {
            pool = store(Execution.valueOf(execution));
        }
        System.out.println("ready");
        if (args.length == 1) {
            System.in.read();
            return;
        }
        awaitOthers(pool);
        List<Future<Integer>> futures = new ArrayList<>();
        int count = Integer.parseInt(args[2]);
        for (int i = 0; i < count; i++) {
            futures.add(pool.submit(new Task(args[1], i)));
            if (i == count / 3) {
                System.out.println("under way");
            }
        }
        List<String> outcomes = outcomes(futures);
        tell(outcomes);
        System.in.read();
        System.out.println("unchanged " + outcomes(futures).equals(outcomes));
        pool.shutdown();
    }

    /** Returns when more tasks run at a time than this JVM has threads. */
    private static void awaitOthers(ExecutorService pool) throws InterruptedException {
        for (int i = 0; i <= THREADS; i++) {
            pool.execute(() -> {
                ARRIVED.release();
                GO.acquireUninterruptibly();
            });
        }
        ARRIVED.acquire(THREADS + 1);
        GO.release(THREADS + 1);
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

    private static List<String> outcomes(List<Future<Integer>> futures) throws InterruptedException {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < futures.size(); i++) {
            try {
                Integer result = futures.get(i).get();
                boolean wrong = result != null && result != i;
                outcomes.add(wrong ? "wrong " + i + " " + result : result == null ? NULL : RESULT);
            } catch (ExecutionException e) {
                boolean lost = e.getCause() instanceof TaskLostException;
                outcomes.add(lost ? "lost " + i : "failed " + e.getCause());
            }
        }
        return outcomes;
    }

    private static void tell(List<String> outcomes) {
        outcomes.stream()
                .filter(outcome -> !outcome.equals(RESULT) && !outcome.equals(NULL))
                .forEach(System.out::println);
        System.out.println("results " + Collections.frequency(outcomes, RESULT) + " nulls "
                + Collections.frequency(outcomes, NULL));
    }

    private static synchronized void note(String directory, int number) throws IOException {
        OutputStream runs = RUNS.get(directory);
        if (runs == null) {
            long pid = ProcessHandle.current().pid();
            runs = new FileOutputStream(Path.of(directory, "runs-" + pid).toFile());
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
            note(directory, number);
            // or it would hardly ever be killed before it has told that it has run
            LockSupport.parkNanos(WORK_NANOS);
            return number;
        }
    }
}
