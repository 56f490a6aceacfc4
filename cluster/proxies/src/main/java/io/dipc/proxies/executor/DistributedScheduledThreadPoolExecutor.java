package io.dipc.proxies.executor;

import io.dipc.objects.executor.ExecutorStatus;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link ScheduledThreadPoolExecutor} that belongs to the whole cluster. It departs from its superclass where more than
 * one JVM makes a difference: tasks and results are copies, a periodic task runs once per period in whichever JVM, each
 * JVM has as many threads as the pool was built with, what concerns threads concerns those of this JVM, and sizes cannot be
 * changed. Inside of an element it becomes a proxy of the same key. Of the superclass's own state only the settings are
 * used: it never has a thread or a task.
 */
public final class DistributedScheduledThreadPoolExecutor extends ScheduledThreadPoolExecutor
        implements DistributedProxy {
    /** Longer delays are as good as for ever. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE >> 1;

    private final Binding binding;
    /** The superclass would look whether it was shut down when these change. */
    private volatile boolean keepsDelayed;

    private volatile boolean keepsPeriodic;
    private final RemoteExecutor executor;

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
        this.binding = binding;
        this.executor = new RemoteExecutor(
                binding,
                local,
                local == null ? null : new PoolThreads(this),
                task -> getRejectedExecutionHandler().rejectedExecution(task, this));
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

    /** Has no effect: what was cancelled always leaves the queue at once. */
    @Override
    public void setRemoveOnCancelPolicy(boolean value) {
        super.setRemoveOnCancelPolicy(value);
    }

    @Override
    public boolean getRemoveOnCancelPolicy() {
        return super.getRemoveOnCancelPolicy();
    }

    /** Never called, as there are no subclasses. */
    @Override
    protected <V> RunnableScheduledFuture<V> decorateTask(Runnable runnable, RunnableScheduledFuture<V> task) {
        return task;
    }

    /** Never called, as there are no subclasses. */
    @Override
    protected <V> RunnableScheduledFuture<V> decorateTask(Callable<V> callable, RunnableScheduledFuture<V> task) {
        return task;
    }

    @Override
    public Binding distributedBinding() {
        return binding;
    }

    @Override
    public void open() {
        executor.open();
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return executor.newTaskFor(runnable, value);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return executor.newTaskFor(callable);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return executor.submit(task);
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return executor.submit(task, result);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return executor.submit(task);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return executor.invokeAll(tasks);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return executor.invokeAll(tasks, timeout, unit);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        return executor.invokeAny(tasks);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return executor.invokeAny(tasks, timeout, unit);
    }

    @Override
    public List<Runnable> shutdownNow() {
        return executor.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminating() {
        return executor.isShutdown() && !executor.isTerminated();
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }

    /** Of {@code ExecutorService} since Java 19. */
    public void close() {
        executor.close();
    }

    @Override
    public void setThreadFactory(ThreadFactory threadFactory) {
        super.setThreadFactory(threadFactory);
    }

    @Override
    public ThreadFactory getThreadFactory() {
        return super.getThreadFactory();
    }

    @Override
    public void setRejectedExecutionHandler(RejectedExecutionHandler handler) {
        super.setRejectedExecutionHandler(handler);
    }

    @Override
    public RejectedExecutionHandler getRejectedExecutionHandler() {
        return super.getRejectedExecutionHandler();
    }

    @Override
    public void setCorePoolSize(int corePoolSize) {
        throw fixed("setCorePoolSize");
    }

    @Override
    public int getCorePoolSize() {
        return super.getCorePoolSize();
    }

    @Override
    public void setMaximumPoolSize(int maximumPoolSize) {
        throw fixed("setMaximumPoolSize");
    }

    @Override
    public int getMaximumPoolSize() {
        return super.getMaximumPoolSize();
    }

    private UnsupportedOperationException fixed(String method) {
        return new UnsupportedOperationException(method + ": the executor of key \"" + executor.key()
                + "\" has the sizes that it was built with, in all JVMs; build it with others");
    }

    @Override
    public void setKeepAliveTime(long time, TimeUnit unit) {
        super.setKeepAliveTime(time, unit);
    }

    @Override
    public long getKeepAliveTime(TimeUnit unit) {
        return super.getKeepAliveTime(unit);
    }

    @Override
    public void allowCoreThreadTimeOut(boolean value) {
        super.allowCoreThreadTimeOut(value);
    }

    @Override
    public boolean allowsCoreThreadTimeOut() {
        return super.allowsCoreThreadTimeOut();
    }

    /** Does nothing: threads start as there are tasks. */
    @Override
    public boolean prestartCoreThread() {
        return false;
    }

    /** Does nothing: threads start as there are tasks. */
    @Override
    public int prestartAllCoreThreads() {
        return 0;
    }

    @Override
    public BlockingQueue<Runnable> getQueue() {
        return new TaskQueue(executor);
    }

    @Override
    public boolean remove(Runnable task) {
        return executor.withdrawals().one(task);
    }

    /** Does nothing: what was cancelled has left the queue. */
    @Override
    public void purge() {
        // see above
    }

    /** How many threads this JVM has. */
    @Override
    public int getPoolSize() {
        return executor.view().threadsHere();
    }

    /** How many tasks run, in all JVMs. */
    @Override
    public int getActiveCount() {
        return executor.view().status().active();
    }

    /** How many threads this JVM has had at most. */
    @Override
    public int getLargestPoolSize() {
        return executor.view().mostThreadsHere();
    }

    @Override
    public long getTaskCount() {
        ExecutorStatus status = executor.view().status();
        return status.completed() + status.active() + status.queued();
    }

    @Override
    public long getCompletedTaskCount() {
        return executor.view().status().completed();
    }

    /** As the superclass does, by the name of the JDK's class. */
    @Override
    public String toString() {
        return executor.view().describe(this, ScheduledThreadPoolExecutor.class);
    }

    /** Never called, as there are no subclasses. */
    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        // see above
    }

    /** Never called, as there are no subclasses. */
    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        // see above
    }

    /** Never called, as there are no subclasses. */
    @Override
    protected void terminated() {
        // see above
    }
}
