package io.dipc.it.executors.apps;

import io.dipc.Distributed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What textbooks do with a pool: futures, a completion service, stages, an exception, and its end. Its output does not
 * depend on where tasks run, but for the lines that begin with {@code by}. With an argument, it only holds the pool until
 * its input ends.
 */
public final class Textbook {

    @Distributed("textbook")
    private static ExecutorService pool;

    private Textbook() {}

    public static void main(String[] args) throws Exception {
        pool = Executors.newFixedThreadPool(2);
        if (args.length > 0) {
            hold();
            return;
        }
        System.out.println("sum " + futures());
        System.out.println("completed " + completionService());
        System.out.println("stage " + stages());
        System.out.println("failed with " + failure());
        CompletableFuture.supplyAsync(() -> "last", pool).thenAccept(Textbook::printLast);
        pool.shutdown();
        System.out.println("terminated " + pool.awaitTermination(5, TimeUnit.MINUTES));
    }

    private static void hold() throws IOException {
        System.out.println("ready");
        int end = System.in.read();
        System.out.println("terminated " + pool.isTerminated() + " " + (char) end);
    }

    private static void printLast(String last) {
        System.out.println(last);
    }

    private static long futures() throws InterruptedException, ExecutionException {
        List<Future<long[]>> futures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int from = i * 1000;
            futures.add(pool.submit(() ->
                    new long[] {sum(from, from + 1000), ProcessHandle.current().pid()}));
        }
        long sum = 0;
        Map<Long, Integer> share = new TreeMap<>();
        for (Future<long[]> future : futures) {
            sum += future.get()[0];
            share.merge(future.get()[1], 1, Integer::sum);
        }
        System.out.println("by " + share.size() + " JVMs: " + share.values());
        return sum;
    }

    private static long sum(int from, int to) throws InterruptedException {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += i;
        }
        Thread.sleep(5);
        return sum;
    }

    private static int completionService() throws InterruptedException, ExecutionException {
        ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool);
        for (int i = 0; i < 20; i++) {
            service.submit(new Square(i));
        }
        int sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += service.take().get();
        }
        return sum;
    }

    private static int stages() {
        return CompletableFuture.supplyAsync(() -> 20, pool)
                .thenCombine(CompletableFuture.supplyAsync(() -> 22, pool), Integer::sum)
                .join();
    }

    private static String failure() throws InterruptedException {
        try {
            pool.submit(() -> {
                        throw new IllegalStateException("on purpose");
                    })
                    .get();
            return "nothing";
        } catch (ExecutionException e) {
            return e.getCause().toString();
        }
    }

    /** An inner class that nobody declared serializable. */
    private static final class Square implements Callable<Integer> {
        private final int number;

        Square(int number) {
            this.number = number;
        }

        @Override
        public Integer call() {
            return number * number;
        }
    }
}
