package io.dipc.agent.wiring;

import io.dipc.proxies.threads.DistributedThreads;
import io.dipc.rewriter.ThreadPlacer;

/** Hands what threads ask to the proxies. */
final class ThreadPlaces implements ThreadPlacer {

    private final DistributedThreads threads;

    ThreadPlaces(DistributedThreads threads) {
        this.threads = threads;
    }

    @Override
    public void distribute(Class<?> type, String execution) {
        threads.distribute(type, execution);
    }

    @Override
    public void start(Thread thread) {
        threads.start(thread);
    }

    @Override
    public boolean run(Thread thread) {
        return threads.run(thread);
    }

    @Override
    public boolean interrupt(Thread thread) {
        return threads.interrupt(thread);
    }

    @Override
    public Thread.State state(Thread thread) {
        return threads.state(thread);
    }

    @Override
    public Boolean isInterrupted(Thread thread) {
        return threads.isInterrupted(thread);
    }
}
