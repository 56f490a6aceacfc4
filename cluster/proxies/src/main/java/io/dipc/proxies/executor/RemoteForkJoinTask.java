package io.dipc.proxies.executor;

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RunnableFuture;

/**
 * The future of a task that was given to a distributed {@link java.util.concurrent.ForkJoinPool} and is none of its own
 * kind. It is completed here by the answer. Thread-safe.
 *
 * @param <V> the result
 */
final class RemoteForkJoinTask<V> extends ForkJoinTask<V> implements RunnableFuture<V>, RemoteExecutor.Submitted {
    private static final long serialVersionUID = 1L;

    private final transient TaskBody.Kind kind;
    private final transient Object task;
    private final transient V fixed;
    private transient volatile V value;
    private transient volatile RemoteExecutor executor;
    private transient volatile long id = RemoteExecutor.NOT_SUBMITTED;

    /**
     * @param fixed what a {@link Runnable} results in
     */
    RemoteForkJoinTask(TaskBody.Kind kind, Object task, V fixed) {
        this.kind = kind;
        this.task = task;
        this.fixed = fixed;
    }

    @Override
    public void submitting(RemoteExecutor to) {
        executor = to;
    }

    @Override
    public void submitted(long asId) {
        id = asId;
    }

    @SuppressWarnings("unchecked") // what the task returned
    void end(Ending ending) {
        try {
            V result = (V) ending.getAsTask();
            complete(kind == TaskBody.Kind.RUNNABLE ? fixed : result);
        } catch (java.util.concurrent.CancellationException e) {
            super.cancel(false);
        } catch (Throwable e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        RemoteExecutor by = executor;
        if (by != null && !isDone()) {
            by.awaitSubmitted();
            if (id != RemoteExecutor.NOT_SUBMITTED) {
                by.cancel(id, mayInterruptIfRunning);
            }
        }
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public V getRawResult() {
        return value;
    }

    @Override
    protected void setRawResult(V result) {
        value = result;
    }

    /** Here, if it was taken out of the queue. */
    @Override
    @SuppressWarnings("unchecked") // as it was given
    protected boolean exec() {
        try {
            V result = (V) TaskRunner.call(kind, task);
            setRawResult(kind == TaskBody.Kind.RUNNABLE ? fixed : result);
            return true;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run() {
        invoke();
    }
}
