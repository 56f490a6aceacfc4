package io.dipc.agent.wiring;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.Cluster;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * This JVM's one cluster, started when it is first asked for. The caller waits, but a daemon thread of ours does the
 * work: it has neither the caller's locks nor its class loader, thread group or inheritable thread locals, so that even a
 * static initializer may wait. After a failure, the next caller tries again. Thread-safe.
 */
final class SharedCluster implements Supplier<Cluster> {

    private final Callable<? extends Cluster> starter;
    private CompletableFuture<Cluster> start;

    /**
     * @param starter starts the cluster, or throws an exception that says why it cannot
     */
    SharedCluster(Callable<? extends Cluster> starter) {
        this.starter = starter;
    }

    /**
     * Waits uninterruptibly until the cluster is up.
     *
     * @throws ClusterUnavailableException if it could not be started; the cause is what the start threw
     */
    @Override
    public Cluster get() {
        try {
            return running().join();
        } catch (CompletionException e) {
            // A new exception for each caller, with its own stack.
            throw new ClusterUnavailableException(e.getCause().getMessage(), e.getCause());
        }
    }

    private synchronized CompletableFuture<Cluster> running() {
        if (start == null || start.isCompletedExceptionally()) {
            CompletableFuture<Cluster> next = new CompletableFuture<>();
            Thread thread = new Thread(systemGroup(), () -> complete(next), "dipc-start", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(SharedCluster.class.getClassLoader());
            thread.start();
            start = next;
        }
        return start;
    }

    private void complete(CompletableFuture<Cluster> result) {
        try {
            result.complete(starter.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private static ThreadGroup systemGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
