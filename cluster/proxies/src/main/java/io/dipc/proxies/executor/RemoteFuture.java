package io.dipc.proxies.executor;

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
import java.util.function.BooleanSupplier;

/**
 * The future of a task that runs somewhere in the cluster. Where the task was never submitted, or was taken out of the
 * queue, {@link #run} runs it here. Thread-safe.
 *
 * @param <V> the result
 */
class RemoteFuture<V> implements RunnableFuture<V>, PendingTasks.Awaiting, RemoteExecutor.Submitted {
    /** On its way to the executor, which has not given it an id yet. */
    private static final long ON_ITS_WAY = -2;

    /** Who has the task; at first who made the future. */
    private volatile RemoteExecutor executor;

    private final TaskBody.Kind kind;
    private final Object task;
    /** What a {@link Runnable} results in. */
    private final V fixed;

    /** Also the lock: the future itself may be the application's. */
    private final CountDownLatch done = new CountDownLatch(1);
    /** Set before it is done. */
    private volatile Ending ending;
    /** Of the task in the cluster; guarded by {@code done}. */
    private long id = RemoteExecutor.NOT_SUBMITTED;
    /** While and after it runs here; guarded by {@code done}. */
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
    public void submitting(RemoteExecutor to) {
        synchronized (done) {
            executor = to;
            id = ON_ITS_WAY;
        }
    }

    @Override
    public void submitted(long asId) {
        synchronized (done) {
            id = asId;
            done.notifyAll();
        }
    }

    @Override
    public Runnable takenBack() {
        submitted(RemoteExecutor.NOT_SUBMITTED);
        return this;
    }

    /** Runs the task here, as the JDK's futures do; does nothing if it is done or was submitted. */
    @Override
    public void run() {
        FutureTask<V> mine = localTask();
        synchronized (done) {
            if (isDone() || local != null || id != RemoteExecutor.NOT_SUBMITTED) {
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

    boolean end(Ending how) {
        synchronized (done) {
            if (isDone()) {
                return false;
            }
            ending = how;
            done.countDown();
            done.notifyAll();
            return true;
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        awaitSubmission();
        long submittedAs;
        synchronized (done) {
            if (isDone()) {
                return false;
            }
            if (id == RemoteExecutor.NOT_SUBMITTED) {
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

    /** Without its id nothing can be said about it. */
    private void awaitSubmission() {
        boolean onItsWay;
        synchronized (done) {
            onItsWay = id == ON_ITS_WAY && !isDone();
        }
        if (onItsWay) {
            executor.awaitSubmitted();
            awaitWhile(() -> id == ON_ITS_WAY);
        }
    }

    /** It has an outcome, which is on its way, or was taken out of the queue this moment. */
    private void awaitOutcome() {
        awaitWhile(() -> id != RemoteExecutor.NOT_SUBMITTED);
    }

    /** Waits, uninterruptibly, until it is done, or a condition has ended. */
    private void awaitWhile(BooleanSupplier condition) {
        boolean interrupted = false;
        synchronized (done) {
            while (!isDone() && condition.getAsBoolean()) {
                try {
                    done.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
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
    public void failed(Throwable reason, Runnable settled) {
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
