package io.dipc.engine.inprocess;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does what other threads bring, in order, in a thread of its own. Those may run out of stack anywhere, as a test makes
 * them: what is brought is there or not, and no lock stays locked behind them, as that of an executor's queue would. Nor
 * does anything depend on a wake-up, which they may not manage any more.
 */
final class ReceivingThread {
    private static final long WITHOUT_WAKE_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ConcurrentLinkedQueue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean over;

    ReceivingThread(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Does something, unless the end has come before. */
    void execute(Runnable something) {
        work.add(something);
        LockSupport.unpark(thread);
    }

    /** Ends when all that was brought before is done. */
    void shutdown() {
        execute(() -> over = true);
    }

    boolean isShutdown() {
        return over;
    }

    private void run() {
        while (!over) {
            Runnable next = work.poll();
            if (next == null) {
                LockSupport.parkNanos(this, WITHOUT_WAKE_UP_NANOS);
            } else {
                try {
                    next.run();
                } catch (RuntimeException | Error e) {
                    // As in an executor: said, and the next one is done.
                    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                }
            }
        }
    }
}
