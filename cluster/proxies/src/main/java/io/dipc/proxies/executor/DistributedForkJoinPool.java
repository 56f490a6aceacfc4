package io.dipc.proxies.executor;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A {@link ForkJoinPool} that belongs to the whole cluster. It departs from its superclass where more than one JVM makes a
 * difference: a task that is submitted or invoked runs in some JVM, as a copy, and what it forks stays in that JVM; the
 * task object of the caller is completed with the result. What concerns threads concerns those of this JVM. Inside of an
 * element it becomes a proxy of the same key. The superclass's own state is never used.
 */
@Forwards(ForkJoinPool.class)
public final class DistributedForkJoinPool extends ForwardingForkJoinPool implements DistributedProxy {
    private final RemoteExecutor executor;
    private final int parallelism;
    private final boolean async;

    /**
     * @param binding of an executor
     * @param local the pool that the application made; null if it was made in another JVM
     */
    public DistributedForkJoinPool(Binding binding, ForkJoinPool local) {
        super(1);
        this.parallelism = local == null ? 1 : local.getParallelism();
        this.async = local != null && local.getAsyncMode();
        this.executor = new RemoteExecutor(binding, local, local == null ? null : new DaemonThreads());
    }

    /** Its threads never keep a JVM alive, as those of the JDK's pool. */
    private static final class DaemonThreads implements LocalThreads {
        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }

        @Override
        public long keepAliveNanos() {
            return Long.MAX_VALUE;
        }
    }

    @Override
    RemoteExecutor remote() {
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

    @Override
    public <T> T invoke(ForkJoinTask<T> task) {
        return submit(task).join();
    }

    @Override
    public void execute(ForkJoinTask<?> task) {
        submit(task);
    }

    @Override
    public <T> ForkJoinTask<T> submit(ForkJoinTask<T> task) {
        Objects.requireNonNull(task);
        Stub stub = new Stub(TaskBody.Kind.FORK_JOIN, task, new Invocation(task), null, ending -> end(task, ending));
        hand(stub, null);
        return task;
    }

    /** Runs the task here, if it was taken out of the queue. */
    private record Invocation(ForkJoinTask<?> task) implements Runnable {
        @Override
        public void run() {
            task.invoke();
        }
    }

    @SuppressWarnings("unchecked") // what the task has as its result
    private static <T> void end(ForkJoinTask<T> task, Ending ending) {
        try {
            task.complete((T) ending.getAsTask());
        } catch (java.util.concurrent.CancellationException e) {
            task.cancel(false);
        } catch (Throwable e) {
            task.completeExceptionally(e);
        }
    }

    private void hand(Stub stub, RemoteExecutor.Submitted submitted) {
        if (!executor.submit(stub, submitted)) {
            throw new RejectedExecutionException("Task " + stub.inner() + " rejected from " + this);
        }
    }

    private <T> ForkJoinTask<T> submit(TaskBody.Kind kind, Object task, T result) {
        Objects.requireNonNull(task);
        RemoteForkJoinTask<T> future = new RemoteForkJoinTask<>(kind, task, result);
        hand(new Stub(kind, task, future, null, future::end), future);
        return future;
    }

    @Override
    public <T> ForkJoinTask<T> submit(Callable<T> task) {
        return submit(TaskBody.Kind.CALLABLE, task, null);
    }

    @Override
    public <T> ForkJoinTask<T> submit(Runnable task, T result) {
        return submit(TaskBody.Kind.RUNNABLE, task, result);
    }

    @Override
    public ForkJoinTask<?> submit(Runnable task) {
        return task instanceof ForkJoinTask<?> known ? submit(known) : submit(TaskBody.Kind.RUNNABLE, task, null);
    }

    /** Of {@code ForkJoinPool} since Java 20. */
    public <T> ForkJoinTask<T> externalSubmit(ForkJoinTask<T> task) {
        return submit(task);
    }

    /** Of {@code ForkJoinPool} since Java 19. */
    public <T> ForkJoinTask<T> lazySubmit(ForkJoinTask<T> task) {
        return submit(task);
    }

    /** Of {@code ForkJoinPool} since Java 19. */
    public int setParallelism(int size) {
        throw new UnsupportedOperationException("setParallelism: the executor of key \"" + executor.key()
                + "\" has the parallelism that it was built with, in all JVMs; build it with another");
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) {
        return invokeAllUninterruptibly(tasks);
    }

    /** Of {@code ForkJoinPool} since Java 22. */
    public <T> List<Future<T>> invokeAllUninterruptibly(Collection<? extends Callable<T>> tasks) {
        List<Future<T>> futures = new ArrayList<>(tasks.size());
        try {
            for (Callable<T> task : tasks) {
                futures.add(submit(task));
            }
        } catch (Throwable e) {
            futures.forEach(future -> future.cancel(true));
            throw e;
        }
        futures.forEach(future -> ((ForkJoinTask<T>) future).quietlyJoin());
        return futures;
    }

    private UnsupportedOperationException unsupported(String method) {
        return new UnsupportedOperationException(method + ": the executor of key \"" + executor.key()
                + "\" is a ForkJoinPool, which runs tasks at once (expected: a ScheduledExecutorService)");
    }

    /** Of {@code ForkJoinPool} since Java 25. */
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        throw unsupported("schedule");
    }

    /** Of {@code ForkJoinPool} since Java 25. */
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw unsupported("schedule");
    }

    /** Of {@code ForkJoinPool} since Java 25. */
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
        throw unsupported("scheduleAtFixedRate");
    }

    /** Of {@code ForkJoinPool} since Java 25. */
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        throw unsupported("scheduleWithFixedDelay");
    }

    /** Of {@code ForkJoinPool} since Java 25. */
    public <V> ForkJoinTask<V> submitWithTimeout(
            Callable<V> task, long timeout, TimeUnit unit, Consumer<? super ForkJoinTask<V>> action) {
        throw unsupported("submitWithTimeout");
    }

    /** Of {@code ForkJoinPool} since Java 25; there are none. */
    public void cancelDelayedTasksOnShutdown() {
        // see above
    }

    /** Of {@code ForkJoinPool} since Java 25; there are none. */
    public long getDelayedTaskCount() {
        return 0;
    }

    @Override
    public ForkJoinWorkerThreadFactory getFactory() {
        return defaultForkJoinWorkerThreadFactory;
    }

    @Override
    public Thread.UncaughtExceptionHandler getUncaughtExceptionHandler() {
        return null;
    }

    /** How many tasks each JVM runs at once. */
    @Override
    public int getParallelism() {
        return parallelism;
    }

    /** How many threads this JVM has. */
    @Override
    public int getPoolSize() {
        return executor.view().threadsHere();
    }

    @Override
    public boolean getAsyncMode() {
        return async;
    }

    /** How many tasks run, in all JVMs, without those that they have forked. */
    @Override
    public int getRunningThreadCount() {
        return executor.view().status().active();
    }

    /** How many tasks run, in all JVMs, without those that they have forked. */
    @Override
    public int getActiveThreadCount() {
        return executor.view().status().active();
    }

    @Override
    public boolean isQuiescent() {
        return executor.view().isQuiescent();
    }

    /** Nothing is stolen: idle threads take from one queue. */
    @Override
    public long getStealCount() {
        return 0;
    }

    /** What was forked is not known here. */
    @Override
    public long getQueuedTaskCount() {
        return 0;
    }

    @Override
    public int getQueuedSubmissionCount() {
        return executor.view().status().queued();
    }

    @Override
    public boolean hasQueuedSubmissions() {
        return getQueuedSubmissionCount() > 0;
    }

    /** Takes nothing out of the queue, which belongs to all JVMs. */
    @Override
    protected ForkJoinTask<?> pollSubmission() {
        return null;
    }

    /** Takes nothing out of the queue, which belongs to all JVMs. */
    @Override
    protected int drainTasksTo(Collection<? super ForkJoinTask<?>> target) {
        return 0;
    }

    @Override
    public String toString() {
        return executor.view().describe(this, ForkJoinPool.class);
    }

    /** As the superclass, returns nothing: tasks that were never begun are cancelled. */
    @Override
    public List<Runnable> shutdownNow() {
        for (Runnable task : executor.shutdownNow()) {
            Object future = task instanceof Invocation invocation ? invocation.task : task;
            if (future instanceof Future<?> waiting) {
                waiting.cancel(false);
            }
        }
        return List.of();
    }

    /** Waits until nothing is queued or runs; asks from time to time, since the cluster tells only of the end. */
    @Override
    public boolean awaitQuiescence(long timeout, TimeUnit unit) {
        return executor.view().awaitQuiescence(unit.toNanos(timeout));
    }

    /** Of {@code ExecutorService} since Java 19. */
    public void close() {
        executor.close();
    }
}
