package io.dipc.it.helpers.apps;

import io.dipc.Distributed;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Two threads, one of which is lost with its JVM; and, with the argument {@code socket}, one that cannot travel. */
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
            RUNNING.add(Thread.currentThread().getName() + " in "
                    + ProcessHandle.current().pid());
            GO.acquireUninterruptibly();
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
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(new Waiting(), "waiting-" + i);
            threads[i].setUncaughtExceptionHandler(handler);
            threads[i].start();
        }
        System.out.println(RUNNING.take());
        System.out.println(RUNNING.take());
        while (threads[0].isAlive() && threads[1].isAlive()) {
            Thread.sleep(20);
        }
        GO.release();
        threads[0].join();
        threads[1].join();
        System.out.println("both have ended");
    }
}
