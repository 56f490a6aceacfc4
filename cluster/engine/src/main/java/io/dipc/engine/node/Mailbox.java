package io.dipc.engine.node;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Runs inputs one at a time, in order of arrival, on whichever thread brings one while nobody is at work: an application
 * thread that issues a command usually executes it and writes it to the socket itself, without waking another thread.
 * What arrives meanwhile is taken along, which is how messages of many threads come to share frames. A thread that has
 * worked for others for long hands over to the executor. Never blocks.
 */
final class Mailbox {
    /** After this many inputs in one go, an application thread has worked enough for others. */
    private static final int FAIR_SHARE = 256;

    /** After this many inputs what they caused is sent, however many more there are. */
    private static final int BATCH = 64;

    private final ConcurrentLinkedQueue<Runnable> inputs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Runnable afterwards;
    private final Executor executor;
    private final BiConsumer<Throwable, Runnable> failed;
    private final AtomicBoolean recovering = new AtomicBoolean();
    /** What an input threw, until it has been told; meanwhile nobody is at work. */
    private volatile Throwable failure;
    /** The input that runs, or ran when something was thrown; null between inputs. */
    private Runnable current;
    /** How many inputs had run by then since they were last discounted; written before {@link #failure}. */
    private int failedAfter;

    /**
     * @param afterwards runs when there is no further input, before work ends
     * @param executor takes over from threads that have done their share
     * @param failed is told of what an input throws, and of the input, which may be null, before any further input; if it
     *     throws too, it is told again
     */
    Mailbox(Runnable afterwards, Executor executor, BiConsumer<Throwable, Runnable> failed) {
        this.afterwards = afterwards;
        this.executor = executor;
        this.failed = failed;
    }

    void post(Runnable input) {
        inputs.add(input);
        if (waiting.getAndIncrement() == 0) {
            work(FAIR_SHARE);
        } else if (failure != null) {
            recover();
        }
    }

    private void work(int share) {
        int left = share;
        int done = 0;
        try {
            do {
                // Only what has been counted: an input that is taken before its thread counts it would let the count
                // pass
                // through zero while this thread is still at work, and another one would begin beside it.
                int counted = Math.min(waiting.get(), BATCH);
                done = 0;
                while (done < counted) {
                    current = inputs.remove();
                    done++;
                    current.run();
                }
                current = null;
                afterwards.run();
                left -= done;
                if (left <= 0 && waiting.get() > done && handOver(done)) {
                    return;
                }
            } while (waiting.addAndGet(-done) != 0);
        } catch (Throwable e) {
            // Often the stack of an application's thread was all but used up: there may be no room for a single call.
            // Since the count stays above zero nobody works until another thread, the next that posts, has taken over.
            failedAfter = done;
            failure = e;
        }
    }

    private void recover() {
        if (!recovering.compareAndSet(false, true)) {
            return;
        }
        try {
            Throwable cause = failure;
            if (cause == null) {
                return;
            }
            failed.accept(cause, current);
            failure = null;
        } catch (Throwable again) {
            // Neither had this thread what it takes. The next that posts, at the latest the one that ticks, tries
            // again.
            return;
        } finally {
            recovering.set(false);
        }
        if (waiting.addAndGet(-failedAfter) != 0) {
            work(FAIR_SHARE);
        }
    }

    /** What is waiting keeps others from starting to work, until the executor's thread has taken over. */
    private boolean handOver(int done) {
        try {
            executor.execute(() -> {
                waiting.addAndGet(-done);
                work(Integer.MAX_VALUE);
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The cluster has been left, and what still comes is only refused; or there are no more threads to be had.
            return false;
        }
    }
}
