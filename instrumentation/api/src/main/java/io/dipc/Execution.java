package io.dipc;

/**
 * How often a task of a distributed executor runs when the JVM in which it was begun dies, in the words of the literature
 * on remote procedure calls.
 */
public enum Execution {
    /**
     * Not again: its future fails with a {@link TaskLostException} that names the member. Side effects: once, in part, or
     * not at all.
     */
    AT_MOST_ONCE,
    /**
     * Again, elsewhere; the first result counts, of whichever run. Side effects: once or more, so that they must bear
     * repetition.
     */
    AT_LEAST_ONCE,
    /**
     * Again, elsewhere, and one result is accepted, once: that of the latest run, whereas those of earlier ones are
     * discarded. Side effects outside of distributed objects: once or more.
     */
    EXACTLY_ONCE,
    /**
     * Fire and forget: the future has a null result as soon as the task has begun, or was lost with its JVM. Side
     * effects: once, in part, or not at all, and nobody is told.
     */
    MAYBE
}
