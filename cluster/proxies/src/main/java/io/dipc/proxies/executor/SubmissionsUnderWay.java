package io.dipc.proxies.executor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tasks of this JVM are on their way to executors. What the application does next with distributed objects waits for
 * them: whoever learns by that of a submission finds that it has happened. Thread-safe.
 */
final class SubmissionsUnderWay {
    private final Set<Submissions> busy = ConcurrentHashMap.newKeySet();
    /** Whether the thread has submitted something since it was last asked. */
    private final ThreadLocal<Boolean> here = new ThreadLocal<>();

    void add(Submissions some) {
        busy.add(some);
    }

    void remove(Submissions some) {
        busy.remove(some);
    }

    /** Waits, uninterruptibly, for what was submitted before; not if this JVM does not reach the cluster. */
    void await() {
        if (!busy.isEmpty()) {
            busy.forEach(Submissions::flush);
        }
    }

    /** This thread, which may be a worker, submits something. */
    void submits() {
        here.set(Boolean.TRUE);
    }

    /** As {@link #await}, if this thread has submitted something since the last call. */
    void awaitOwn() {
        if (here.get() != null) {
            here.remove();
            await();
        }
    }
}
