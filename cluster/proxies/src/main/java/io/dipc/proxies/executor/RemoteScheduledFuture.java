package io.dipc.proxies.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The future of a task that waits for its time. When a periodic task is due next is not known here: it is said as if none
 * of its runs took any time. Thread-safe.
 *
 * @param <V> the result
 */
final class RemoteScheduledFuture<V> extends RemoteFuture<V> implements RunnableScheduledFuture<V> {
    private final long due;
    private final long period;

    /**
     * @param delay in nanoseconds
     */
    RemoteScheduledFuture(RemoteExecutor executor, Callable<V> task, long delay) {
        super(executor, task);
        this.due = System.nanoTime() + delay;
        this.period = 0;
    }

    /**
     * @param delay in nanoseconds
     * @param period as in {@link io.dipc.objects.executor.ExecutorCommand#schedule}
     */
    RemoteScheduledFuture(RemoteExecutor executor, Runnable task, long delay, long period) {
        super(executor, task, null);
        this.due = System.nanoTime() + delay;
        this.period = period;
    }

    @Override
    public boolean isPeriodic() {
        return period != 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        long left = due - System.nanoTime();
        if (left < 0 && isPeriodic() && !isDone()) {
            left = Math.floorMod(left, Math.abs(period));
        }
        return unit.convert(left, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        if (other instanceof RemoteScheduledFuture<?> future && !isPeriodic() && !future.isPeriodic()) {
            return Long.signum(due - future.due);
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
