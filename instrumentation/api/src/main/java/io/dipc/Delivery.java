package io.dipc;

/** What becomes of an element that a thread has taken from a queue when the thread's JVM dies. */
public enum Delivery {
    /** It is gone with the JVM, as it would be in a program that runs in one JVM only. */
    AT_MOST_ONCE,
    /**
     * It goes back to the head of the queue and is given to another thread, unless the one that took it had come back to
     * the queue, by whatever method, or had ended. An element may so be worked on twice; that its result counts once is
     * for the program to see to.
     */
    AT_LEAST_ONCE
}
