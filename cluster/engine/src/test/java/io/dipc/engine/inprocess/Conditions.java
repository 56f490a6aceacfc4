package io.dipc.engine.inprocess;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits of tests for what comes about by itself. */
public final class Conditions {

    /** Long enough for whatever is expected to happen, on a machine that is ten times slower than it should be. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private static final long BETWEEN_LOOKS_NANOS = 2_000_000;

    private Conditions() {}

    /** Returns as soon as a condition is seen to hold; fails if it does not within minutes. */
    public static void await(BooleanSupplier condition) {
        await(condition, () -> "the condition");
    }

    /**
     * The same.
     *
     * @param what of the condition, or what is seen instead; asked for only when it fails
     */
    public static void await(BooleanSupplier condition, Supplier<String> what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true within " + PATIENCE + ": " + what.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }
}
