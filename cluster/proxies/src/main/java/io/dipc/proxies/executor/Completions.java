package io.dipc.proxies.executor;

import io.dipc.objects.executor.Outcome;
import io.dipc.proxies.elements.ElementCodec;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that complete futures which stayed here, and run what the application has attached to them. There is always one
 * more, since what is attached may wait for another task. Thread-safe.
 */
final class Completions {
    private final ThreadPoolExecutor threads;

    /**
     * @param loader the context class loader of the threads
     */
    Completions(String key, ClassLoader loader) {
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new WorkerThreads("dipc-" + key + "-completion-", loader));
    }

    /** Completes one in a thread of its own. */
    void run(Runnable completion) {
        threads.execute(completion);
    }

    /**
     * @return what waits for the outcome of a stub's task
     */
    PendingTasks.Awaiting awaiting(Stub stub, ElementCodec codec, String key) {
        return new Awaiting(stub, codec, key);
    }

    private final class Awaiting implements PendingTasks.Awaiting {
        private final Stub stub;
        private final ElementCodec codec;
        private final String key;

        Awaiting(Stub stub, ElementCodec codec, String key) {
            this.stub = stub;
            this.codec = codec;
            this.key = key;
        }

        @Override
        public void ended(Outcome outcome, Runnable settled) {
            complete(Ending.of(outcome, codec, key), settled);
        }

        @Override
        public void failed(Throwable reason, Runnable settled) {
            complete(Ending.thrown(reason), settled);
        }

        @Override
        public Runnable task() {
            return stub.outer();
        }

        @Override
        public Runnable takenBack() {
            if (stub.future() != null) {
                stub.future().takenBack();
            }
            return stub.outer();
        }

        private void complete(Ending ending, Runnable settled) {
            run(() -> {
                try {
                    stub.complete(ending);
                } finally {
                    settled.run();
                }
            });
        }
    }
}
