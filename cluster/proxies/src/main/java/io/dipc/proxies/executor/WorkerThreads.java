package io.dipc.proxies.executor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads for code of the application, where no factory of the pool's is at hand. */
final class WorkerThreads implements ThreadFactory {
    private final String prefix;
    private final ClassLoader loader;
    private final AtomicInteger last = new AtomicInteger();

    /**
     * @param prefix of their names
     * @param loader the context class loader of the threads
     */
    WorkerThreads(String prefix, ClassLoader loader) {
        this.prefix = prefix;
        this.loader = loader;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, prefix + last.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        return thread;
    }

    /** A thread that runs no code of the application. */
    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
