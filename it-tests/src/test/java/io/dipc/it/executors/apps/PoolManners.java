package io.dipc.it.executors.apps;

import io.dipc.Distributed;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a program can see of pools, which are held in local variables. The argument: how many JVMs there are. But for lines that
 * begin with {@code by}, it prints the same on one and on several.
 */
public final class PoolManners {

    @Distributed("manners.steps")
    private static final BlockingQueue<String> STEPS = new LinkedBlockingQueue<>();

    private PoolManners() {}

    public static void main(String[] args) throws Exception {
        boolean others = Integer.parseInt(args[0]) > 1;
        futures();
        interrupted(others);
        ends();
        schedules();
        forks();
        everyKind();
        if (others) {
            whatTravels();
        }
        System.out.println("main ends");
    }

    private static void futures() throws Exception {
        @Distributed("manners.fixed")
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Callable<Integer>> squares = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            squares.add(() -> number * number);
        }
        int sum = 0;
        for (Future<Integer> future : pool.invokeAll(squares)) {
            sum += future.get();
        }
        System.out.println("sum " + sum);
        System.out.println("any " + pool.invokeAny(List.of(PoolManners::fail, () -> "one")));
        System.out.println("stages "
                + CompletableFuture.supplyAsync(() -> 20, pool)
                        .thenCombine(CompletableFuture.supplyAsync(() -> 22, pool), Integer::sum)
                        .get());
        try {
            pool.submit(PoolManners::fail).get();
        } catch (ExecutionException e) {
            System.out.println("failed " + e.getMessage());
            System.out.println("by " + e.getCause().getStackTrace()[0]);
        }
        pool.shutdown();
        System.out.println("terminated " + pool.awaitTermination(5, TimeUnit.MINUTES));
        try {
            pool.submit(() -> "too late");
        } catch (RejectedExecutionException e) {
            System.out.println("rejected");
        }
    }

    private static String fail() {
        throw new IllegalStateException("on purpose");
    }

    private static Object waitForEver() throws InterruptedException {
        STEPS.put(Long.toString(ProcessHandle.current().pid()));
        try {
            return new SynchronousQueue<>().take();
        } catch (InterruptedException e) {
            STEPS.put("interrupted");
            throw e;
        }
    }

    /** Tries until the task runs elsewhere, if it can. */
    private static void interrupted(boolean others) throws Exception {
        @Distributed("manners.cancelled")
        ExecutorService pool = Executors.newFixedThreadPool(2);
        String here = Long.toString(ProcessHandle.current().pid());
        List<Future<Object>> waiting = new ArrayList<>();
        String where;
        do {
            waiting.add(pool.submit(PoolManners::waitForEver));
            where = STEPS.take();
        } while (others && where.equals(here));
        try {
            waiting.get(waiting.size() - 1).get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            System.out.println("not in time");
        }
        boolean all = true;
        for (Future<Object> one : waiting) {
            all &= one.cancel(true) && one.isCancelled() && one.isDone();
            all &= STEPS.take().equals("interrupted");
        }
        System.out.println("cancelled and interrupted " + all);
        try {
            waiting.get(waiting.size() - 1).get();
        } catch (CancellationException e) {
            System.out.println("nothing to get");
        }
        pool.shutdown();
    }

    private static void ends() throws InterruptedException {
        @Distributed("manners.single")
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Future<Object> running = pool.submit(PoolManners::waitForEver);
        STEPS.take();
        List<Future<String>> queued = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            queued.add(pool.submit(() -> "queued"));
        }
        List<Runnable> never = pool.shutdownNow();
        System.out.println("never begun " + never.equals(queued) + " " + never.size() + ", " + STEPS.take());
        System.out.println("terminated " + pool.awaitTermination(5, TimeUnit.MINUTES) + " " + running.isDone() + " "
                + queued.get(0).isDone());
    }

    private static void schedules() throws Exception {
        @Distributed("manners.schedule")
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        ScheduledFuture<String> late = pool.schedule(() -> "late", 300, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> beat = pool.scheduleWithFixedDelay(() -> STEPS.add("beat"), 0, 20, TimeUnit.MILLISECONDS);
        for (int i = 0; i < 5; i++) {
            System.out.println(STEPS.take() + " " + i);
        }
        System.out.println(late.get() + " " + beat.cancel(false) + " " + beat.isCancelled());
        pool.shutdown();
        System.out.println("terminated " + pool.awaitTermination(5, TimeUnit.MINUTES));
        STEPS.clear();
    }

    /** Forks within its JVM. */
    private static final class Sum extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1L;

        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from < 1000) {
                long sum = 0;
                for (int i = from; i < to; i++) {
                    sum += i;
                }
                return sum;
            }
            int middle = (from + to) >>> 1;
            Sum left = new Sum(from, middle);
            left.fork();
            return new Sum(middle, to).compute() + left.join();
        }
    }

    private static void forks() {
        @Distributed("manners.forks")
        ForkJoinPool pool = new ForkJoinPool(2);
        System.out.println("forked " + pool.invoke(new Sum(0, 100_000)));
        pool.shutdown();
    }

    private static void everyKind() throws InterruptedException {
        @Distributed("manners.executor")
        Executor executor = Executors.newCachedThreadPool();
        executor.execute(() -> STEPS.add("executed"));
        System.out.println(STEPS.take());
        ((ExecutorService) executor).shutdown();
        @Distributed("manners.threads")
        ThreadPoolExecutor threads = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.execute(() -> STEPS.add("executed"));
        System.out.println(STEPS.take() + " of " + threads.getCorePoolSize());
        threads.shutdown();
        @Distributed("manners.timers")
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
        timers.schedule(() -> STEPS.add("executed"), 1, TimeUnit.MILLISECONDS);
        System.out.println(STEPS.take());
        timers.shutdown();
    }

    private static void whatTravels() throws Exception {
        @Distributed("manners.travelling")
        ExecutorService pool = Executors.newFixedThreadPool(1);
        List<String> found = new ArrayList<>();
        pool.submit(() -> found.add("not seen here")).get();
        System.out.println("by copies " + found);
        try (ServerSocket connection = new ServerSocket()) {
            Connected connected = new Connected(connection);
            pool.submit(connected::use);
        } catch (RuntimeException e) {
            System.out.println("by " + e.getMessage());
        }
        pool.shutdown();
    }

    /** Has what cannot travel. */
    private record Connected(ServerSocket connection) {
        String use() {
            return connection.toString();
        }
    }
}
