package io.dipc.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Tells a node that time has passed: at every tick, and when an alarm has come. */
final class Ticker {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long NONE = Long.MAX_VALUE;

    private final Runnable tick;
    private final Runnable due;
    private final Thread thread;
    private final long start = System.nanoTime();
    /** When, in nanoseconds since the start; {@link #NONE}: no alarm. */
    private final AtomicLong alarm = new AtomicLong(NONE);

    private volatile boolean stopped;

    /**
     * @param tick runs every 25 ms
     * @param due runs at alarms
     * @param thread makes the thread
     */
    Ticker(Runnable tick, Runnable due, ThreadFactory thread) {
        this.tick = tick;
        this.due = due;
        this.thread = thread.newThread(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /**
     * Asks for an alarm; of several the earliest counts. Thread-safe; does not block.
     *
     * @param nanos after how long
     */
    void alarmAfter(long nanos) {
        long now = elapsed();
        if (nanos > NONE - now) {
            return;
        }
        long at = now + nanos;
        if (alarm.getAndAccumulate(at, Math::min) > at && Thread.currentThread() != thread) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        long nextTick = 0;
        while (!stopped) {
            long at = alarm.get();
            // an earlier one that comes between the two calls is seen by the next round
            if (at <= elapsed() && alarm.compareAndSet(at, NONE)) {
                due.run();
            }
            if (nextTick <= elapsed()) {
                nextTick = elapsed() + TICK_NANOS;
                tick.run();
            }
            long left = Math.min(nextTick, alarm.get()) - elapsed();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
