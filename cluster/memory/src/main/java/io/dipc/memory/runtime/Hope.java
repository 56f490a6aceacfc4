package io.dipc.memory.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How threads of the program wait for what needs the cluster: uninterruptibly, and as long as there is hope. */
final class Hope {
    private static final long LOOK_MILLIS = 250;

    private Hope() {}

    /**
     * Waits until something is done.
     *
     * @param what what waits, in words, for the exception
     * @return what was answered
     * @throws RuntimeException what the region throws where waiting has become hopeless, or what was answered instead
     */
    static <T> T await(Future<T> future, PagedRegion region, String what) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    if (region.hopeless()) {
                        throw region.hopelessNow(what);
                    }
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException failure
                            ? failure
                            : new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
