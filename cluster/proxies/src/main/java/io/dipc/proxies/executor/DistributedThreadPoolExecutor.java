package io.dipc.proxies.executor;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A {@link ThreadPoolExecutor} that belongs to the whole cluster. It departs from its superclass where more than one JVM
 * makes a difference: tasks and results are copies, each JVM has as many threads as the pool was built with, what concerns
 * threads concerns those of this JVM, and sizes cannot be changed. Inside of an element it becomes a proxy of the same
 * key. Of the superclass's own state only the settings are used: it never has a thread or a task.
 */
@Forwards(value = ThreadPoolExecutor.class, toSuperclass = RemoteThreadPool.SETTINGS)
public final class DistributedThreadPoolExecutor extends ForwardingThreadPoolExecutor implements DistributedProxy {
    private final RemoteThreadPool executor;

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
        this.executor = new RemoteThreadPool(binding, local, this);
    }

    @Override
    RemoteThreadPool remote() {
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

    /** Of {@code ExecutorService} since Java 19. */
    public void close() {
        executor.close();
    }

    /** As the superclass does, by the name of the JDK's class. */
    @Override
    public String toString() {
        return executor.view().describe(this, ThreadPoolExecutor.class);
    }
}
