package io.dipc.proxies.executor;

import io.dipc.objects.executor.ExecutorStatus;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link ThreadPoolExecutor} that belongs to the whole cluster. It departs from its superclass where more than one JVM
 * makes a difference: tasks and results are copies, each JVM has as many threads as the pool was built with, what concerns
 * threads concerns those of this JVM, and sizes cannot be changed. Inside of an element it becomes a proxy of the same
 * key. Of the
 * superclass's own state only the settings are used: it never has a thread or a task.
 */
public final class DistributedThreadPoolExecutor extends ThreadPoolExecutor implements DistributedProxy {
    private final Binding binding;
    private final RemoteExecutor executor;
    /**
     * @param binding of an executor
     * @param local the pool that the application made; null if it was made in another JVM
     */
    public DistributedThreadPoolExecutor(Binding binding, ThreadPoolExecutor local) {
        super(
                local == null ? 1 : local.getCorePoolSize(),
                local == null ? 1 : local.getMaximumPoolSize(),
                local == null ? 0 : local.getKeepAliveTime(TimeUnit.NANOSECONDS),
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                local == null ? Thread::new : local.getThreadFactory(),
                local == null ? new AbortPolicy() : local.getRejectedExecutionHandler());
        if (local != null && local.allowsCoreThreadTimeOut()) {
            super.allowCoreThreadTimeOut(true);
        }
        this.binding = binding;
        this.executor = new RemoteExecutor(
                binding,
                local,
                local == null ? null : new PoolThreads(this),
                task -> getRejectedExecutionHandler().rejectedExecution(task, this));
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
    public void execute(Runnable command) {
        executor.execute(command);
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
    public void shutdown() {
        executor.shutdown();
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
        return executor.view().describe(this, ThreadPoolExecutor.class);
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
