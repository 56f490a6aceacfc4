package io.dipc.histories.linearizability;

import io.dipc.histories.History;
import io.dipc.histories.Verdict;
import java.util.List;

/** Checks histories of one object each ({@link History#byObject}). */
public final class Linearizability {

    /** Enough for whatever can be decided in some seconds. */
    public static final int LIMIT = 200_000;

    private Linearizability() {}

    /**
     * Whether a queue or deque can have behaved so.
     *
     * @param history calls on one queue, whose elements are all different
     * @param capacity how many elements it holds; put-backs may exceed it
     * @param limit how many configurations to look at before giving up
     */
    public static Verdict queue(History history, int capacity, int limit) {
        return check(new QueueModel(capacity), history, limit);
    }

    /**
     * Whether a semaphore can have behaved so.
     *
     * @param history calls on one semaphore
     * @param permits how many it was built with
     * @param returned whether permits of a session that ended by a crash go back
     * @param limit how many configurations to look at before giving up
     */
    public static Verdict semaphore(History history, int permits, boolean returned, int limit) {
        return check(new SemaphoreModel(permits, returned), history, limit);
    }

    /**
     * Whether a word of memory can have behaved so.
     *
     * @param history calls on one word, whose values are all different
     * @param initial the value that it had at first
     * @param limit how many configurations to look at before giving up
     */
    public static Verdict register(History history, String initial, int limit) {
        return check(new RegisterModel(initial), history, limit);
    }

    private static <S> Verdict check(Model<S> model, History history, int limit) {
        Search<S> search = new Search<>(model, history);
        return switch (search.run(limit)) {
            case FOUND -> Verdict.GOOD;
            case NOT_FOUND -> Verdict.bad(List.of("not linearizable: " + search.obstacle()));
            case LIMIT ->
                new Verdict(
                        List.of(), List.of("no order found among " + limit + " configurations: " + search.obstacle()));
        };
    }
}
