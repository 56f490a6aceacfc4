package io.dipc.proxies.executor;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads as a pool of the JDK would have them. */
record PoolThreads(ThreadPoolExecutor pool) implements LocalThreads {

    @Override
    public Thread newThread(Runnable work) {
        return pool.getThreadFactory().newThread(work);
    }

    @Override
    public long keepAliveNanos() {
        boolean timesOut = pool.allowsCoreThreadTimeOut() || pool.getCorePoolSize() == 0;
        // zero would mean not to wait at all
        return timesOut ? Math.max(1, pool.getKeepAliveTime(TimeUnit.NANOSECONDS)) : Long.MAX_VALUE;
    }
}
