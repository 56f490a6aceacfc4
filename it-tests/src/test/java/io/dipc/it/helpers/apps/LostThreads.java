package io.dipc.it.helpers.apps;

import io.dipc.Distributed;
import io.dipc.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Pairs of threads, one of each in this JVM and in another, which is killed: one of the first pair is lost with it, those of
 * the others run again. With the argument {@code socket}, a thread that cannot travel.
 */
public final class LostThreads {

    @Distributed("lost.running")
    private static final BlockingQueue<String> RUNNING = new LinkedBlockingQueue<>();

    @Distributed("lost.go")
    private static final Semaphore GO = new Semaphore(0);

    private LostThreads() {}

    /** Waits until it may end. */
    @Distributed
    private static final class Waiting implements Runnable {
        @Override
        public void run() {
            waitToEnd();
        }
    }

    /** The same, and runs again. */
    @Distributed(execution = Execution.AT_LEAST_ONCE)
    private static final class Again extends Thread {
        Again(String name) {
            super(name);
        }

        @Override
        public void run() {
            waitToEnd();
        }
    }

    /** The same, if the configuration says so. */
    private static final class Configured implements Runnable {
        @Override
        public void run() {
            waitToEnd();
        }
    }

    /** Has something that belongs to its JVM. */
    @Distributed
    private static final class Connected implements Runnable {
        private final java.net.ServerSocket connection;

        Connected(java.net.ServerSocket connection) {
            this.connection = connection;
        }

        @Override
        public void run() {
            System.out.println("runs with " + connection);
        }
    }

    private static void waitToEnd() {
        RUNNING.add(Thread.currentThread().getName() + " in "
                + ProcessHandle.current().pid());
        GO.acquireUninterruptibly();
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            try (java.net.ServerSocket socket = new java.net.ServerSocket()) {
                Thread connected = new Thread(new Connected(socket));
                connected.start();
            } catch (RuntimeException e) {
                System.out.println(e.getMessage());
            }
            return;
        }
        Thread.UncaughtExceptionHandler handler =
                (thread, e) -> System.out.println(thread.getName() + " lost: " + e.getMessage());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(new Thread(new Waiting(), "waiting-" + i));
        }
        for (int i = 0; i < 2; i++) {
            threads.add(new Again("again-" + i));
        }
        for (int i = 0; i < 2; i++) {
            threads.add(new Thread(new Configured(), "configured-" + i));
        }
        for (Thread thread : threads) {
            thread.setUncaughtExceptionHandler(handler);
            thread.start();
        }
        // and two of them a second time
        for (int i = 0; i < threads.size() + 2; i++) {
            System.out.println(RUNNING.take());
        }
        while (threads.stream().allMatch(Thread::isAlive)) {
            Thread.sleep(20);
        }
        GO.release(threads.size() - 1);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("all have ended");
    }
}
