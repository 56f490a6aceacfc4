package io.dipc.proxies.executor;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A {@link ScheduledThreadPoolExecutor} that belongs to the whole cluster. It departs from its superclass where more than
 * one JVM makes a difference: tasks and results are copies, a periodic task runs once per period in whichever JVM, each
 * JVM has as many threads as the pool was built with, what concerns threads concerns those of this JVM, and sizes cannot be
 * changed. Inside of an element it becomes a proxy of the same key. Of the superclass's own state only the settings are
 * used: it never has a thread or a task.
 */
@Forwards(
        value = ScheduledThreadPoolExecutor.class,
        toSuperclass = RemoteThreadPool.SETTINGS + " getRemoveOnCancelPolicy setRemoveOnCancelPolicy decorateTask")
public final class DistributedScheduledThreadPoolExecutor extends ForwardingScheduledThreadPoolExecutor
        implements DistributedProxy {
    /** Longer delays are as good as for ever. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE >> 1;

    /** The superclass would look whether it was shut down when these change. */
    private volatile boolean keepsDelayed;

    private volatile boolean keepsPeriodic;
    private final RemoteThreadPool executor;

    /**
     * @param binding of an executor that knows the time
     * @param local the pool that the application made; null if it was made in another JVM
     */
    public DistributedScheduledThreadPoolExecutor(Binding binding, ScheduledThreadPoolExecutor local) {
        super(
                local == null ? 1 : local.getCorePoolSize(),
                local == null ? Thread::new : local.getThreadFactory(),
                local == null ? new AbortPolicy() : local.getRejectedExecutionHandler());
        if (local != null) {
            super.setMaximumPoolSize(local.getMaximumPoolSize());
            super.setKeepAliveTime(local.getKeepAliveTime(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
            super.allowCoreThreadTimeOut(local.allowsCoreThreadTimeOut());
            super.setRemoveOnCancelPolicy(local.getRemoveOnCancelPolicy());
        }
        this.keepsDelayed = local == null || local.getExecuteExistingDelayedTasksAfterShutdownPolicy();
        this.keepsPeriodic = local != null && local.getContinueExistingPeriodicTasksAfterShutdownPolicy();
        this.executor = new RemoteThreadPool(binding, local, this);
    }

    /** Declared, so that the constructor can call the superclass's. */
    @Override
    public void setMaximumPoolSize(int maximumPoolSize) {
        executor.setMaximumPoolSize(maximumPoolSize);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(command, delay, 0, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        long nanos = nanos(delay, unit);
        RemoteScheduledFuture<V> future =
                new RemoteScheduledFuture<>(executor, Objects.requireNonNull(callable), nanos);
        executor.schedule(future, nanos, 0);
        return future;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        Objects.requireNonNull(command);
        Objects.requireNonNull(unit);
        if (period <= 0) {
            throw new IllegalArgumentException();
        }
        return schedule(command, initialDelay, unit.toNanos(period), unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        Objects.requireNonNull(command);
        Objects.requireNonNull(unit);
        if (delay <= 0) {
            throw new IllegalArgumentException();
        }
        return schedule(command, initialDelay, -unit.toNanos(delay), unit);
    }

    private ScheduledFuture<?> schedule(Runnable command, long delay, long period, TimeUnit unit) {
        Objects.requireNonNull(command);
        long nanos = nanos(delay, unit);
        RemoteScheduledFuture<?> future = new RemoteScheduledFuture<>(executor, command, nanos, period);
        executor.schedule(future, nanos, period);
        return future;
    }

    private static long nanos(long delay, TimeUnit unit) {
        return Math.min(LONGEST_NANOS, Math.max(0, unit.toNanos(delay)));
    }

    /** As in the superclass, what such a task throws is told to nobody. */
    @Override
    public void execute(Runnable command) {
        executor.execute(command instanceof RunnableFuture<?> ? command : executor.newTaskFor(command, null));
    }

    @Override
    public void shutdown() {
        executor.shutdown(keepsDelayed, keepsPeriodic);
    }

    /** Has an effect on a shutdown that comes later. */
    @Override
    public void setContinueExistingPeriodicTasksAfterShutdownPolicy(boolean value) {
        keepsPeriodic = value;
    }

    @Override
    public boolean getContinueExistingPeriodicTasksAfterShutdownPolicy() {
        return keepsPeriodic;
    }

    /** Has an effect on a shutdown that comes later. */
    @Override
    public void setExecuteExistingDelayedTasksAfterShutdownPolicy(boolean value) {
        keepsDelayed = value;
    }

    @Override
    public boolean getExecuteExistingDelayedTasksAfterShutdownPolicy() {
        return keepsDelayed;
    }

    @Override
    RemoteThreadPool remote() {
        return executor;
    }

    @Override
    public Binding distributedBinding() {
        return executor.binding();
    }

    @Override
    public void open() {
        executor.open();
    }

    /** Of {@code ExecutorService} since Java 19. */
    public void close() {
        executor.close();
    }

    /** As the superclass does, by the name of the JDK's class. */
    @Override
    public String toString() {
        return executor.view().describe(this, ScheduledThreadPoolExecutor.class);
    }
}
