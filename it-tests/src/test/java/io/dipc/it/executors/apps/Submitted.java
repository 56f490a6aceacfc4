package io.dipc.it.executors.apps;

import io.dipc.TaskLostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Numbered tasks of one pool, each of which returns its number, and what came of their futures. The odd ones are given to a
 * completion service, which would show one that completes twice.
 */
final class Submitted {
    private static final String RESULT = "result";
    private static final String NULL = "null";
    /** More than all threads of all JVMs begin at once. */
    private static final int LAST = 300;

    private final String name;
    private final ExecutorService pool;
    private final int count;
    private final IntFunction<Callable<Integer>> tasks;
    private final CompletionService<Integer> service;
    private final List<Future<Integer>> futures = new ArrayList<>();
    private List<String> outcomes;
    private int others;

    /**
     * @param others how many other tasks the pool has run
     */
    Submitted(String name, ExecutorService pool, int count, IntFunction<Callable<Integer>> tasks, int others) {
        this.name = name;
        this.pool = pool;
        this.count = count;
        this.tasks = tasks;
        this.others = others;
        service = new ExecutorCompletionService<>(pool);
    }

    ExecutorService pool() {
        return pool;
    }

    /** The pool has been given other tasks, and has run them. */
    void others(int more) {
        others += more;
    }

    /**
     * Submits the tasks, waits for them, and tells what came of them.
     *
     * @param underWay is told when a third of them has been run
     * @param rest says when the last of them are submitted
     */
    void run(CountDownLatch underWay, CountDownLatch rest) {
        submit(0, count - LAST);
        outcome(count / 3);
        underWay.countDown();
        try {
            rest.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        submit(count - LAST, count);
        outcomes = outcomes();
        outcomes.stream()
                .filter(outcome -> !outcome.equals(RESULT) && !outcome.equals(NULL))
                .forEach(outcome -> System.out.println(name + " " + outcome));
        System.out.println(name + " results " + Collections.frequency(outcomes, RESULT) + " nulls "
                + Collections.frequency(outcomes, NULL));
    }

    private void submit(int from, int to) {
        for (int i = from; i < to; i++) {
            Callable<Integer> task = tasks.apply(i);
            futures.add(i % 2 == 0 ? pool.submit(task) : service.submit(task));
        }
    }

    /** Ends the pool and tells whether any future, or completion, is not what it was or ought to be. */
    void end() throws InterruptedException {
        pool.shutdown();
        boolean terminated = pool.awaitTermination(5, TimeUnit.MINUTES);
        long run = ((ThreadPoolExecutor) pool).getCompletedTaskCount() - others;
        Set<Future<Integer>> completed = new HashSet<>();
        int completions = 0;
        for (Future<Integer> future = service.poll(); future != null; future = service.poll()) {
            completed.add(future);
            completions++;
        }
        System.out.println(name + " terminated " + terminated + " unchanged "
                + outcomes().equals(outcomes) + " completions " + completions + " of " + completed.size()
                + " futures, accepted " + run);
    }

    private List<String> outcomes() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(outcome(i));
        }
        return all;
    }

    private String outcome(int number) {
        try {
            Integer result = futures.get(number).get();
            boolean wrong = result != null && result != number;
            return wrong ? "wrong " + number + " " + result : result == null ? NULL : RESULT;
        } catch (ExecutionException e) {
            boolean lost = e.getCause() instanceof TaskLostException;
            return lost ? "lost " + number : "failed " + e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
