package io.dipc.engine.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One thread that waits for one thing: {@link #WAITING}, then once and for ever {@link #DONE} or {@link #ABANDONED}.
 * Which of the two is decided by a compare-and-set, so that an answer is either taken by the thread or seen not to be.
 */
final class Waiter {
    /** How often a thread that waits for long looks whether there is hope. */
    private static final long HOPE_NANOS = 250_000_000L;

    static final int WAITING = 0;
    static final int DONE = 1;
    static final int ABANDONED = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Waiter.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();
    private volatile int state = WAITING;

    Thread thread() {
        return thread;
    }

    boolean isDone() {
        return state == DONE;
    }

    /** The thing is there. Returns false if the thread has stopped waiting. */
    boolean done() {
        if (!STATE.compareAndSet(this, WAITING, DONE)) {
            return false;
        }
        LockSupport.unpark(thread);
        return true;
    }

    /** The thread stops waiting. Returns false if the thing is there. */
    boolean abandon() {
        return STATE.compareAndSet(this, WAITING, ABANDONED);
    }

    /** Waits, however long; keeps the interrupt status. */
    void await() {
        await(Long.MAX_VALUE);
    }

    /**
     * Waits unless there is no hope; keeps the interrupt status.
     *
     * @return whether the thing is there; if not, the thread has stopped waiting
     */
    boolean awaitUnless(BooleanSupplier hopeless) {
        while (!await(HOPE_NANOS)) {
            if (hopeless.getAsBoolean() && abandon()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits at most that long, whether interrupted or not; keeps the interrupt status.
     *
     * @return whether the thing is there
     */
    boolean await(long nanos) {
        boolean interrupted = false;
        long deadline = deadline(nanos);
        while (state == WAITING) {
            long left = left(deadline, nanos);
            if (left <= 0) {
                break;
            }
            park(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return state == DONE;
    }

    /**
     * Waits at most that long, or until interrupted; the interrupt status is cleared then.
     *
     * @return whether the wait ended by an interrupt
     */
    boolean awaitInterruptibly(long nanos) {
        long deadline = deadline(nanos);
        while (state == WAITING) {
            long left = left(deadline, nanos);
            if (left <= 0) {
                return false;
            }
            park(left);
            if (Thread.interrupted()) {
                return true;
            }
        }
        return false;
    }

    private void park(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private static long deadline(long nanos) {
        return nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
    }

    private static long left(long deadline, long nanos) {
        return nanos == Long.MAX_VALUE ? nanos : deadline - System.nanoTime();
    }
}
