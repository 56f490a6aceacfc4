package io.dipc.memory.transport;

import java.util.function.BooleanSupplier;

/**
 * Waits awake for what mostly comes within microseconds, since to sleep and be woken takes longer, most of all where the
 * processor had nothing else to do. What else wants the processor meanwhile gets it. Where it fails it is left out the next
 * time, after each further failure in a row more than twice as often, up to {@value #LONGEST_PAUSE} times; one success makes
 * that forgotten. So little is spent where nothing comes in time, as over a slow network or on a busy machine. Where there is
 * one processor nothing is spent. Not thread-safe.
 */
public final class AdaptiveSpin {
    static final int LONGEST_PAUSE = 255;
    /** Between two of them others may run, which costs a system call. */
    static final int TURNS = 50;

    private final boolean possible;
    private final long nanos;
    /** How many calls the latest failure leaves out, and how many of them are to come. */
    private int pause;

    private int left;

    /**
     * @param nanos the longest that it waits
     */
    public AdaptiveSpin(long nanos) {
        this(nanos, Runtime.getRuntime().availableProcessors());
    }

    AdaptiveSpin(long nanos, int processors) {
        this.nanos = nanos;
        this.possible = processors > 1;
    }

    /** Answers whether the condition has become true in time. Ignores interrupts. */
    public boolean await(BooleanSupplier condition) {
        if (!possible) {
            return false;
        }
        if (left > 0) {
            left--;
            return false;
        }
        boolean met = spin(condition);
        pause = met ? 0 : Math.min(LONGEST_PAUSE, 2 * pause + 1);
        left = pause;
        return met;
    }

    private boolean spin(BooleanSupplier condition) {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < TURNS; i++) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
            Thread.yield();
        } while (System.nanoTime() - start < nanos);
        // Who ran instead may have been the one that was waited for.
        return condition.getAsBoolean();
    }
}
