package io.dipc.agent.wiring;

import io.dipc.DipcException;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of this JVM. Once it leaves the cluster, calls and accesses that fail do not return: without the agent, a thread
 * that waits for a queue or computes in a buffer at the end of its JVM does so until it is gone, and prints nothing.
 * Thread-safe.
 */
final class EndOfJvm {

    private volatile boolean leaving;
    private volatile Thread shutdown;

    /**
     * The JVM's hooks are being run, one after the other.
     *
     * @param by the thread that does so. It is never kept, since the JVM would not end
     */
    void begin(Thread by) {
        shutdown = by;
    }

    /** From now on, what fails does so since this JVM leaves. */
    void leave() {
        leaving = true;
    }

    /** Whether nobody is to hear of failures. */
    boolean leaving() {
        return leaving;
    }

    /** Answers the exception for the caller to throw; does not return if this JVM leaves. */
    <E extends DipcException> E unlessLeaving(E e) {
        while (leaving && Thread.currentThread() != shutdown) {
            LockSupport.park(this);
            // Interrupts do not count any more, and would make park return at once.
            Thread.interrupted();
        }
        return e;
    }
}
