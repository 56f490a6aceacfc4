package io.dipc.proxies.executor;

import io.dipc.TaskLostException;
import io.dipc.objects.executor.Outcome;
import io.dipc.proxies.elements.ElementCodec;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * How a task has ended, as far as it is known. The outcome of a task that ran elsewhere is turned into objects by the
 * first thread that wants them. Thread-safe.
 */
final class Ending {
    private final boolean cancelled;
    private final ElementCodec codec;
    private final String key;
    /** Null once it was read; guarded by this, as the rest. */
    private Outcome outcome;

    private Object value;
    private Throwable thrown;

    private Ending(boolean cancelled, Object value, Throwable thrown) {
        this.cancelled = cancelled;
        this.codec = null;
        this.key = null;
        this.value = value;
        this.thrown = thrown;
    }

    private Ending(Outcome outcome, ElementCodec codec, String key) {
        this.cancelled = false;
        this.codec = codec;
        this.key = key;
        this.outcome = outcome;
    }

    /**
     * @param codec for the result
     * @param key of the executor
     */
    static Ending of(Outcome outcome, ElementCodec codec, String key) {
        return outcome.kind() == Outcome.Kind.CANCELLED ? cancelled() : new Ending(outcome, codec, key);
    }

    static Ending cancelled() {
        return new Ending(true, null, null);
    }

    static Ending returned(Object value) {
        return new Ending(false, value, null);
    }

    static Ending thrown(Throwable thrown) {
        return new Ending(false, null, thrown);
    }

    /**
     * @param local has ended
     */
    static Ending of(FutureTask<?> local) {
        try {
            return local.isCancelled() ? cancelled() : new Ending(false, local.get(), null);
        } catch (ExecutionException e) {
            return thrown(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("waited for what has ended", e);
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * What the task returned; runs code of the application.
     *
     * @throws CancellationException if it was cancelled
     * @throws ExecutionException if it threw an exception, or has no result
     */
    synchronized Object get() throws ExecutionException {
        if (cancelled) {
            throw new CancellationException();
        }
        if (outcome != null) {
            read();
            outcome = null;
        }
        if (thrown != null) {
            throw new ExecutionException(thrown);
        }
        return value;
    }

    /** What the task returned, or, thrown as it is, what it threw. */
    Object getAsTask() {
        try {
            return get();
        } catch (ExecutionException e) {
            throw Ending.<RuntimeException>unchecked(e.getCause());
        }
    }

    @SuppressWarnings("unchecked") // the type parameter exists for the compiler only
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private void read() {
        if (outcome.kind() == Outcome.Kind.DIED) {
            thrown = new TaskLostException("member " + outcome.member() + " has died or was excluded from the cluster"
                    + " while it ran a task of the executor of key \"" + key
                    + "\"; the task has run, in part or not at all, and is not run again, since its execution is"
                    + " AT_MOST_ONCE or the executor was shut down at once");
            return;
        }
        try {
            value = TaskResult.read(outcome.result(), codec, key);
        } catch (Throwable e) {
            thrown = e;
        }
    }
}
