package io.dipc.it.executors.apps;

import io.dipc.Distributed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends when the JDK's rules say so. The argument: {@code unused}, a pool without tasks; {@code idle}, one whose threads time
 * out; {@code used}, one that keeps the JVM alive until it is shut down, a second after main has ended.
 */
public final class Life {

    @Distributed("life")
    private static ExecutorService pool;

    private Life() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        pool = args[0].equals("idle")
                ? new ThreadPoolExecutor(0, 4, 200, TimeUnit.MILLISECONDS, new SynchronousQueue<>())
                : Executors.newFixedThreadPool(2);
        if (!args[0].equals("unused")) {
            System.out.println(pool.submit(() -> "run").get());
        }
        if (args[0].equals("used")) {
            Thread main = Thread.currentThread();
            Thread end = new Thread(() -> shutDownAfter(main));
            end.setDaemon(true);
            end.start();
        }
    }

    private static void shutDownAfter(Thread main) {
        try {
            main.join();
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        System.out.println("alive after main");
        pool.shutdown();
    }
}
