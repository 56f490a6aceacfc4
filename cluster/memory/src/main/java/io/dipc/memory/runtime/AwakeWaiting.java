package io.dipc.memory.runtime;

import io.dipc.memory.transport.AdaptiveSpin;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Lets one thread of the program at a time wait awake for its page, as long as pages mostly come soon: a miss between JVMs of
 * one machine takes less time than to wake all its threads would. Thread-safe.
 */
final class AwakeWaiting {
    /** Longer than a miss takes between JVMs of one machine, also if processors have to be woken for it. */
    private static final long LONGEST_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

    private final AtomicBoolean taken = new AtomicBoolean();
    /** Of who has {@link #taken}. */
    private final AdaptiveSpin spin = new AdaptiveSpin(LONGEST_NANOS);

    /** Answers whether the condition has become true; if not, the thread should sleep. */
    boolean await(BooleanSupplier condition) {
        if (taken.get() || !taken.compareAndSet(false, true)) {
            return false;
        }
        try {
            return spin.await(condition);
        } finally {
            taken.set(false);
        }
    }
}
