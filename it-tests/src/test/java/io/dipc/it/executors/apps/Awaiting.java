package io.dipc.it.executors.apps;

import io.dipc.Distributed;
import io.dipc.Execution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits for tasks, which end when a line comes on standard input, and says what came of their futures. With the argument
 * {@code watch} it says when that JVM is out of the cluster, and ends with its input.
 */
public final class Awaiting {
    private static final int TASKS = 30;
    private static final int THREADS = 2;

    @Distributed(value = "awaiting.at-most-once", execution = Execution.AT_MOST_ONCE)
    private static ExecutorService atMostOnce;

    @Distributed(value = "awaiting.exactly-once", execution = Execution.EXACTLY_ONCE)
    private static ExecutorService exactlyOnce;

    @Distributed("awaiting.begun")
    private static final Semaphore BEGUN = new Semaphore(0);

    @Distributed("awaiting.go")
    private static final Semaphore GO = new Semaphore(0);

    @Distributed("awaiting.member")
    private static final Semaphore MEMBER = new Semaphore(1);

    private Awaiting() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        MEMBER.acquire();
        if (args.length > 0) {
            System.out.println("it is out");
            System.in.read();
            return;
        }
        atMostOnce = Executors.newFixedThreadPool(THREADS);
        exactlyOnce = Executors.newFixedThreadPool(THREADS);
        Submitted first = new Submitted(atMostOnce);
        Submitted second = new Submitted(exactlyOnce);
        // more than there are threads here
        BEGUN.acquire(4 * THREADS);
        System.out.println("waiting");
        first.tell();
        second.tell();
        System.in.read();
        GO.release(1_000_000);
        new Submitted(atMostOnce).tell();
        new Submitted(exactlyOnce).tell();
        for (ExecutorService pool : List.of(atMostOnce, exactlyOnce)) {
            pool.shutdown();
            System.out.println("terminated " + pool.awaitTermination(5, TimeUnit.MINUTES));
        }
        first.tellAgain();
        second.tellAgain();
    }

    /** Tasks, half of which stay here as futures. */
    private static final class Submitted {
        private final List<Future<Integer>> futures = new ArrayList<>();
        private final CompletionService<Integer> service;
        private Map<String, Integer> told;

        Submitted(ExecutorService pool) {
            service = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                futures.add(pool.submit(() -> run(number)));
                service.submit(() -> run(number));
            }
        }

        void tell() throws InterruptedException {
            told = outcomes(futures);
            List<Future<Integer>> completed = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                completed.add(service.take());
            }
            outcomes(completed).forEach((outcome, count) -> told.merge(outcome, count, Integer::sum));
            System.out.println("outcomes " + told);
        }

        /** Whether anything came twice, or is another thing now. */
        void tellAgain() throws InterruptedException {
            Map<String, Integer> now = outcomes(futures);
            now.replaceAll((outcome, count) -> 2 * count);
            System.out.println("still " + now + " " + (service.poll() == null));
        }
    }

    private static int run(int number) {
        BEGUN.release();
        GO.acquireUninterruptibly();
        return number;
    }

    private static Map<String, Integer> outcomes(List<Future<Integer>> futures) throws InterruptedException {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (Future<Integer> future : futures) {
            String outcome;
            try {
                future.get();
                outcome = "result";
            } catch (ExecutionException e) {
                outcome = e.getCause().getClass().getSimpleName();
            } catch (RuntimeException e) {
                outcome = "thrown by get: " + e.getClass().getSimpleName();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        return outcomes;
    }
}
