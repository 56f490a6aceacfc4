package io.dipc.proxies.calls;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * An element with a delay. The order by number is that of the moments at which the delays are over.
 *
 * @param number equal numbers are equal elements; negative ones are over, others not while a test runs
 */
record Due(int number) implements Delayed {
    private static final long START = System.nanoTime();

    @Override
    public long getDelay(TimeUnit unit) {
        long due = START + TimeUnit.DAYS.toNanos(number < 0 ? number : number + 1L);
        return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Integer.compare(number, ((Due) other).number);
    }
}
