package io.dipc.proxies.queue;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * An element for every queue: ordered by its number, equal by it, with a delay.
 *
 * @param due by {@link System#nanoTime}
 */
record Job(int number, long due) implements Delayed {

    /** One whose delay is over; the lower the number the longer ago. */
    static Job of(int number) {
        return new Job(number, System.nanoTime() - TimeUnit.DAYS.toNanos(1) + TimeUnit.SECONDS.toNanos(number));
    }

    static Job after(int number, long millis) {
        return new Job(number, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Integer.compare(number, ((Job) other).number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Job job && job.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }
}
