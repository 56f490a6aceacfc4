package io.dipc.objects.executor;

/**
 * How often a task runs when JVMs die, in the words of the literature on remote procedure calls. The ordinal is part of
 * the wire format: only append. A task that was given to a JVM which dies before it says that it has it may have begun
 * there or not.
 */
public enum Semantics {
    /** Given out once: whoever waits for a task whose JVM died is told so. */
    AT_MOST_ONCE,
    /** Again, elsewhere. The first result counts, of whichever run. */
    AT_LEAST_ONCE,
    /** Again, elsewhere. Only the result of the latest run counts: earlier runs are fenced off when they are given up. */
    EXACTLY_ONCE,
    /** Once or not at all, and nobody is told: whoever waits gets an empty result as soon as the task was given out. */
    MAYBE;

    private static final Semantics[] ALL = values();

    static Semantics of(int number) {
        if (number < 0 || number >= ALL.length) {
            throw new IllegalArgumentException("semantics " + number + " (expected: 0 to " + (ALL.length - 1) + ")");
        }
        return ALL[number];
    }
}
