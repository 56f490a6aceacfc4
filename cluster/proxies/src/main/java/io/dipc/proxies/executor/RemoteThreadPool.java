package io.dipc.proxies.executor;

import io.dipc.objects.executor.ExecutorStatus;
import io.dipc.proxies.Binding;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;

/** An executor of the cluster with the methods of a {@link ThreadPoolExecutor}. Thread-safe. */
final class RemoteThreadPool extends RemoteExecutor {
    /** The methods of a pool that the superclass of a proxy answers, and those that nothing calls. */
    static final String SETTINGS = "getThreadFactory setThreadFactory getRejectedExecutionHandler"
            + " setRejectedExecutionHandler getCorePoolSize getMaximumPoolSize getKeepAliveTime setKeepAliveTime"
            + " allowsCoreThreadTimeOut allowCoreThreadTimeOut beforeExecute afterExecute terminated";

    /**
     * @param binding of an executor
     * @param local the pool that the application made; null if it is not of this JVM
     * @param proxy whose settings count, and whose handler gets tasks that the executor does not take
     */
    RemoteThreadPool(Binding binding, ThreadPoolExecutor local, ThreadPoolExecutor proxy) {
        super(
                binding,
                local,
                local == null ? null : new PoolThreads(proxy),
                task -> proxy.getRejectedExecutionHandler().rejectedExecution(task, proxy));
    }

    void setCorePoolSize(int corePoolSize) {
        throw fixed("setCorePoolSize");
    }

    void setMaximumPoolSize(int maximumPoolSize) {
        throw fixed("setMaximumPoolSize");
    }

    private UnsupportedOperationException fixed(String method) {
        return new UnsupportedOperationException(method + ": the executor of key \"" + key()
                + "\" has the sizes that it was built with, in all JVMs; build it with others");
    }

    /** Does nothing: threads start as there are tasks. */
    boolean prestartCoreThread() {
        return false;
    }

    /** Does nothing: threads start as there are tasks. */
    int prestartAllCoreThreads() {
        return 0;
    }

    BlockingQueue<Runnable> getQueue() {
        return new TaskQueue(this);
    }

    boolean remove(Runnable task) {
        return withdrawals().one(task);
    }

    /** Does nothing: what was cancelled has left the queue. */
    void purge() {
        // see above
    }

    /** How many threads this JVM has. */
    int getPoolSize() {
        return view().threadsHere();
    }

    /** How many tasks run, in all JVMs. */
    int getActiveCount() {
        return view().status().active();
    }

    /** How many threads this JVM has had at most. */
    int getLargestPoolSize() {
        return view().mostThreadsHere();
    }

    long getTaskCount() {
        ExecutorStatus status = view().status();
        return status.completed() + status.active() + status.queued();
    }

    long getCompletedTaskCount() {
        return view().status().completed();
    }
}
