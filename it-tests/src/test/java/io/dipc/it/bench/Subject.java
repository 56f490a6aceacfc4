package io.dipc.it.bench;

import java.util.concurrent.Callable;

/** One system as the benchmark sees it, which can do some of this. Used by many threads. */
interface Subject {

    default void offer(byte[] element) throws Exception {
        throw new UnsupportedOperationException("offer");
    }

    default void take() throws Exception {
        throw new UnsupportedOperationException("take");
    }

    default void acquire() throws Exception {
        throw new UnsupportedOperationException("acquire");
    }

    default void release() throws Exception {
        throw new UnsupportedOperationException("release");
    }

    /** Submits a task that many times, and waits for all. */
    default void runTasks(Callable<Boolean> task, int count) throws Exception {
        throw new UnsupportedOperationException("runTasks");
    }
}
