package io.dipc.proxies.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Where tasks run that may fork others: in a pool of this JVM, which is made when the first one comes. The worker waits
 * meanwhile. Thread-safe.
 */
final class ForkingTasks {
    private final int threads;
    private ForkJoinPool pool;

    ForkingTasks(int threads) {
        this.threads = threads;
    }

    private synchronized ForkJoinPool pool() {
        if (pool == null) {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            pool = new ForkJoinPool(
                    threads,
                    of -> {
                        var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(of);
                        thread.setContextClassLoader(loader);
                        return thread;
                    },
                    null,
                    false);
        }
        return pool;
    }

    Object run(TaskBody.Kind kind, Object task) throws Exception {
        ForkJoinTask<?> submitted = kind == TaskBody.Kind.FORK_JOIN
                ? pool().submit((ForkJoinTask<?>) task)
                : pool().submit((Callable<?>) () -> TaskRunner.call(kind, task));
        try {
            return submitted.get();
        } catch (ExecutionException e) {
            throw unwrap(e);
        } catch (InterruptedException e) {
            submitted.cancel(true);
            throw e;
        }
    }

    /** What the task itself threw. */
    private static Exception unwrap(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception cause ? cause : e;
    }
}
