package io.dipc.engine.view;

import io.microraft.executor.RaftNodeExecutor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The clock and the thread of the Raft library. The library counts in whole seconds, which is too coarse here: its second
 * is a fixed fraction of the lease. Its tasks run on the node's thread, when they are due, at ticks.
 */
final class RaftTime extends Clock implements RaftNodeExecutor {
    /** How many of the library's seconds a lease lasts. */
    static final int SECONDS_PER_LEASE = 25;

    private record Task(long at, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final LongSupplier nanoClock;
    private final long nanosPerMilli;
    private final long began;
    private final ArrayDeque<Runnable> now = new ArrayDeque<>();
    private final PriorityQueue<Task> later = new PriorityQueue<>();
    private long order;
    private long ahead;
    private boolean running;
    private boolean closed;

    RaftTime(LongSupplier nanoClock, long leaseMillis) {
        this.nanoClock = nanoClock;
        this.nanosPerMilli = Math.max(1, leaseMillis * 1_000_000 / (SECONDS_PER_LEASE * 1000));
        this.began = nanoClock.getAsLong();
    }

    /** Lets a time pass at once, by the clock; tasks become due no earlier. */
    void advance(long millis) {
        ahead += millis;
    }

    /** Lets every task be due now. */
    void hurry() {
        later.forEach(task -> now.addLast(task.action()));
        later.clear();
    }

    /** Runs everything that is due. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (!closed) {
                Runnable task = now.pollFirst();
                if (task == null && !later.isEmpty() && later.peek().at() <= passed()) {
                    task = later.poll().action();
                }
                if (task == null) {
                    return;
                }
                task.run();
            }
        } finally {
            running = false;
        }
    }

    /** Nothing runs any more. */
    void close() {
        closed = true;
        now.clear();
        later.clear();
    }

    @Override
    public void execute(Runnable task) {
        now.addLast(task);
    }

    @Override
    public void submit(Runnable task) {
        now.addLast(task);
    }

    @Override
    public void schedule(Runnable task, long delay, TimeUnit unit) {
        later.add(new Task(passed() + unit.toMillis(delay), order++, task));
    }

    /** Begins far from 0: the library takes 0 for "never". */
    @Override
    public long millis() {
        return 1_000_000 + passed() + ahead;
    }

    private long passed() {
        return (nanoClock.getAsLong() - began) / nanosPerMilli;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
