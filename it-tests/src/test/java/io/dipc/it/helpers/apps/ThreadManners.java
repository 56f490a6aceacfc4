package io.dipc.it.helpers.apps;

import io.dipc.Distributed;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** What a program can see of its threads. */
public final class ThreadManners {

    @Distributed("manners.told")
    private static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();

    @Distributed("manners.never")
    private static final BlockingQueue<String> NEVER = new LinkedBlockingQueue<>();

    @Distributed("manners.go")
    private static final Semaphore GO = new Semaphore(0);

    private ThreadManners() {}

    /** Waits for what does not come. */
    @Distributed
    private static final class Waiting implements Runnable {
        @Override
        public void run() {
            Thread self = Thread.currentThread();
            TOLD.add(self.getName() + " " + self.isDaemon() + " " + self.getPriority());
            try {
                NEVER.take();
            } catch (InterruptedException e) {
                TOLD.add("woken, interrupted " + self.isInterrupted());
            }
        }
    }

    /** Does not look at interrupts. */
    @Distributed
    private static final class Busy implements Runnable {
        @Override
        public void run() {
            TOLD.add("busy");
            while (!GO.tryAcquire()) {
                // While it is in a call on a distributed object, others do not see that it is interrupted.
                long end = System.nanoTime() + 50_000_000L;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
            TOLD.add("busy, interrupted " + Thread.interrupted());
        }
    }

    @Distributed
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException(
                    "thrown by " + Thread.currentThread().getName());
        }
    }

    /** A thread of a class of its own. */
    @Distributed
    private static final class Counting extends Thread {
        private final int[] numbers;
        private final transient Object monitor = new Object();

        Counting(int... numbers) {
            super("counting");
            this.numbers = numbers;
        }

        @Override
        public void run() {
            int sum = 0;
            for (int number : numbers) {
                sum += number;
            }
            TOLD.add(getName() + " " + sum + " " + (Thread.currentThread() == this) + " " + isAlive());
        }
    }

    /** The last one: the JVM ends after it. */
    @Distributed
    private static final class Late implements Runnable {
        @Override
        public void run() {
            GO.acquireUninterruptibly();
            TOLD.add("late");
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Thread waiting = new Thread(new Waiting(), "waiting");
        waiting.setDaemon(true);
        waiting.setPriority(Thread.NORM_PRIORITY + 1);
        System.out.println(waiting.getState() + " " + waiting.isAlive());
        waiting.start();
        System.out.println(TOLD.take());
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.sleep(10);
        }
        System.out.println(waiting.isAlive() + " " + waiting.isInterrupted());
        waiting.join(20);
        System.out.println("still " + waiting.isAlive());
        try {
            waiting.start();
        } catch (IllegalThreadStateException e) {
            System.out.println("started once");
        }
        waiting.interrupt();
        waiting.join();
        System.out.println(TOLD.take() + ", " + waiting.getState() + " " + waiting.isInterrupted());

        Thread busy = new Thread(new Busy());
        busy.start();
        System.out.println(TOLD.take());
        busy.interrupt();
        while (!busy.isInterrupted()) {
            Thread.sleep(10);
        }
        System.out.println("seen to be interrupted");
        GO.release();
        busy.join();
        System.out.println(TOLD.take());

        Thread failing = new Thread(new Failing(), "failing");
        failing.setUncaughtExceptionHandler(
                (thread, e) -> System.out.println(thread.getName() + " " + (thread == failing) + " " + e));
        failing.start();
        failing.join();

        Counting counting = new Counting(1, 2, 3);
        counting.start();
        counting.join();
        System.out.println(TOLD.take());
        // called, not started: runs in this thread
        counting.run();
        System.out.println(TOLD.take());

        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("at the end " + TOLD.poll())));
        new Thread(new Late()).start();
        GO.release();
        System.out.println("main ends");
    }
}
