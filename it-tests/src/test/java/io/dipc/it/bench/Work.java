package io.dipc.it.bench;

import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;

/**
 * A task that computes. Its time is that of the processor: a task that sleeps, or looks at the clock on the wall, would not
 * be slowed down by what the executor itself needs, nor by other tasks of the same moment.
 *
 * @param nanos for how long
 */
record Work(long nanos) implements Callable<Boolean>, Serializable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public Boolean call() {
        if (nanos > 0) {
            long end = THREADS.getCurrentThreadCpuTime() + nanos;
            while (THREADS.getCurrentThreadCpuTime() < end) {
                Thread.onSpinWait();
            }
        }
        return true;
    }
}
