package io.dipc.it.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The executor of any system, as the JDK's interface shows it.
 *
 * @param executor with {@link #THREADS} threads in each JVM
 */
record Pool(ExecutorService executor) implements Subject {
    static final int THREADS = 4;

    @Override
    public void runTasks(Callable<Boolean> task, int count) throws Exception {
        List<Future<Boolean>> futures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            futures.add(executor.submit(task));
        }
        for (Future<Boolean> future : futures) {
            if (!future.get()) {
                throw new IllegalStateException("a task that was not run");
            }
        }
    }
}
