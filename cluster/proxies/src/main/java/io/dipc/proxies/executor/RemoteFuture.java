package io.dipc.proxies.executor;

import io.dipc.DipcException;
import io.dipc.objects.executor.Outcome;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The future of a task that runs somewhere in the cluster. Where the task was never submitted, or was taken out of the
 * queue, {@link #run} runs it here. Thread-safe.
 *
 * @param <V> the result
 */
class RemoteFuture<V> implements RunnableFuture<V>, PendingTasks.Awaiting, RemoteExecutor.Submitted {
    private static final long NOT_SUBMITTED = -1;

    /** Who has the task; at first who made the future. */
    private volatile RemoteExecutor executor;

    private final TaskBody.Kind kind;
    private final Object task;
    /** What a {@link Runnable} results in. */
    private final V fixed;

    private final CountDownLatch done = new CountDownLatch(1);
    /** Set before it is done. */
    private volatile Ending ending;
    /** Of the task in the cluster; guarded by this. */
    private long id = NOT_SUBMITTED;
    /** While and after it runs here; guarded by this. */
    private FutureTask<V> local;

    RemoteFuture(RemoteExecutor executor, Callable<V> task) {
        this(executor, TaskBody.Kind.CALLABLE, task, null);
    }

    RemoteFuture(RemoteExecutor executor, Runnable task, V fixed) {
        this(executor, TaskBody.Kind.RUNNABLE, task, fixed);
    }

    private RemoteFuture(RemoteExecutor executor, TaskBody.Kind kind, Object task, V fixed) {
        this.executor = executor;
        this.kind = kind;
        this.task = Objects.requireNonNull(task);
        this.fixed = fixed;
    }

    /** Whether what it runs is a future itself, which cannot travel. */
    boolean isOfFuture() {
        return kind == TaskBody.Kind.RUNNABLE
                && (task instanceof Future<?> || task instanceof CompletableFuture.AsynchronousCompletionTask);
    }

    TaskBody.Kind kind() {
        return kind;
    }

    /** What travels. */
    Object work() {
        return task;
    }

    @Override
    public Runnable task() {
        return this;
    }

    @Override
    public synchronized void submitted(RemoteExecutor to, long asId) {
        executor = to;
        id = asId;
    }

    @Override
    public synchronized Runnable takenBack() {
        id = NOT_SUBMITTED;
        notifyAll();
        return this;
    }

    /** Runs the task here, as the JDK's futures do; does nothing if it is done or was submitted. */
    @Override
    public void run() {
        FutureTask<V> mine = localTask();
        synchronized (this) {
            if (isDone() || local != null || id != NOT_SUBMITTED) {
                return;
            }
            local = mine;
        }
        mine.run();
        end(Ending.of(mine));
    }

    @SuppressWarnings("unchecked") // as it was given
    private FutureTask<V> localTask() {
        return kind == TaskBody.Kind.CALLABLE
                ? new FutureTask<>((Callable<V>) task)
                : new FutureTask<>((Runnable) task, fixed);
    }

    synchronized boolean end(Ending how) {
        if (isDone()) {
            return false;
        }
        ending = how;
        done.countDown();
        notifyAll();
        return true;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        long submittedAs;
        synchronized (this) {
            if (isDone()) {
                return false;
            }
            if (id == NOT_SUBMITTED) {
                return (local == null || local.cancel(mayInterruptIfRunning)) && end(Ending.cancelled());
            }
            submittedAs = id;
        }
        if (executor.cancel(submittedAs, mayInterruptIfRunning)) {
            return end(Ending.cancelled()) || isCancelled();
        }
        awaitOutcome();
        return false;
    }

    /** It has an outcome, which is on its way, or was taken out of the queue this moment. */
    private synchronized void awaitOutcome() {
        boolean interrupted = false;
        while (!isDone() && id != NOT_SUBMITTED) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void ended(Outcome outcome, Runnable settled) {
        end(Ending.of(outcome, executor.codec(), executor.key()));
        settled.run();
    }

    @Override
    public void failed(DipcException reason, Runnable settled) {
        end(Ending.thrown(reason));
        settled.run();
    }

    @Override
    public boolean isDone() {
        return ending != null;
    }

    @Override
    public boolean isCancelled() {
        Ending how = ending;
        return how != null && how.isCancelled();
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            done.await();
        }
        return result();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        Objects.requireNonNull(unit);
        if (!isDone() && !done.await(timeout, unit)) {
            throw new TimeoutException();
        }
        return result();
    }

    @SuppressWarnings("unchecked") // what the task returned
    private V result() throws ExecutionException {
        V value = (V) ending.get();
        boolean ranElsewhere = local == null && kind == TaskBody.Kind.RUNNABLE;
        return ranElsewhere ? fixed : value;
    }

    @Override
    public String toString() {
        String state = !isDone() ? "Not completed, task = " + task : isCancelled() ? "Cancelled" : "Completed";
        return "RemoteFuture@" + Integer.toHexString(hashCode()) + "[" + state + "]";
    }
}
