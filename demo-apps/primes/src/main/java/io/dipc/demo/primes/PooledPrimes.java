package io.dipc.demo.primes;

import io.dipc.Distributed;
import io.dipc.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Counts the primes up to a limit as most programs would: one main, a pool and futures,
 * {@code java -cp primes.jar io.dipc.demo.primes.PooledPrimes [LIMIT]}. Under the agent its tasks run in all JVMs of the
 * cluster, be they other mains or helpers; those of a JVM that is killed run again elsewhere.
 */
public final class PooledPrimes {
    private static final int RANGE = 20_000;

    @Distributed(value = "primes.pool", execution = Execution.AT_LEAST_ONCE)
    private static ExecutorService pool;

    private PooledPrimes() {}

    /**
     * @param args the limit; 10,000,000 without it
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        int limit = Limit.of(args);
        pool = Executors.newFixedThreadPool(
                Integer.getInteger("threads", Runtime.getRuntime().availableProcessors()));
        List<Future<Integer>> ranges = new ArrayList<>();
        for (int first = 0; first <= limit; first += RANGE) {
            Range range = new Range(first, Math.min(limit, first + RANGE - 1));
            ranges.add(pool.submit(range::primes));
        }
        long primes = 0;
        for (Future<Integer> range : ranges) {
            primes += range.get();
        }
        System.out.println(primes + " primes up to " + limit);
        pool.shutdown();
    }
}
