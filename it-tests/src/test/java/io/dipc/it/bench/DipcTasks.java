package io.dipc.it.bench;

import io.dipc.Distributed;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Pools of the JDK, which the agent distributes. The arguments make the keys, {@code tasks-N}: where a home is depends on
 * the key. The first line on standard input says which one is to be measured.
 */
public final class DipcTasks {
    private final String number;

    @Distributed("tasks-{number}")
    private final ExecutorService pool;

    private DipcTasks(String number) {
        this.number = number;
        this.pool = Executors.newFixedThreadPool(Pool.THREADS);
        // A key that is made from fields is made at the first use.
        pool.isShutdown();
    }

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Map<String, DipcTasks> all = new HashMap<>();
        for (String number : args) {
            all.put(number, new DipcTasks(number));
        }
        System.out.println("created");
        StringBuilder chosen = new StringBuilder();
        for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
            chosen.append((char) c);
        }
        ExecutorService pool = all.remove(chosen.toString()).pool;
        all.values().forEach(other -> other.pool.shutdown());
        Client.serve(new Pool(pool));
        pool.shutdown();
    }
}
