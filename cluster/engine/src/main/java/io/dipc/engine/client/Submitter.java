package io.dipc.engine.client;

/** How blocking calls reach the {@link Requests} of the current session. Thread-safe; never blocks. */
public interface Submitter {

    /** Does something with the requests, now or soon, in the order of the calls of each thread. */
    void execute(Action action);

    /**
     * The same for somebody who waits for what comes of it: should the action itself break down, the caller is told, too.
     */
    void execute(Action action, Caller caller);

    /** How many sessions of this JVM have ended by its exclusion. */
    int exclusions();

    /**
     * Whether this JVM has not reached a majority of the members that decide for so long that calls that do not wait for
     * others must not wait for that any longer.
     */
    boolean cutOff();

    /** Who waits for what comes of an action. */
    @FunctionalInterface
    interface Caller {
        /** Nothing comes of it any more. May be called again, and after an answer, without effect. */
        void failed(RuntimeException reason);
    }

    /** What is done on the node's thread. */
    @FunctionalInterface
    interface Action {
        void on(Requests requests);
    }
}
