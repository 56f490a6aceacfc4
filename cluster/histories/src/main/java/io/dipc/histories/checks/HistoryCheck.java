package io.dipc.histories.checks;

import io.dipc.histories.History;
import io.dipc.histories.Verdict;
import io.dipc.histories.linearizability.Linearizability;

/** All checks of the history of one object ({@link History#byObject}). */
public final class HistoryCheck {
    private HistoryCheck() {}

    /**
     * A queue or deque that was emptied in the end.
     *
     * @param history calls on one queue, whose elements are all different
     * @param capacity how many elements it holds; put-backs may exceed it
     */
    public static Verdict queue(History history, int capacity) {
        return ElementAccount.check(history, capacity)
                .and(Linearizability.queue(history, capacity, Linearizability.LIMIT));
    }

    /**
     * A semaphore whose permits were returned in the end.
     *
     * @param history calls on one semaphore
     * @param permits how many it was built with
     * @param returned whether permits of a session that ended by a crash go back
     */
    public static Verdict semaphore(History history, int permits, boolean returned) {
        return PermitAccount.check(history, permits)
                .and(Linearizability.semaphore(history, permits, returned, Linearizability.LIMIT));
    }
}
