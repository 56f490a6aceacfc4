package io.dipc.engine.simulation;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import io.dipc.histories.Verdict;
import io.dipc.histories.checks.ElementAccount;
import io.dipc.histories.checks.HistoryCheck;
import io.dipc.histories.checks.PermitAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the clients of a run saw, and whether it can have been so. */
final class Observations {
    static final String QUEUE = "q";
    static final String SEMAPHORE = "s";

    private final Action exclusion;
    private final Recorder recorder;
    private final List<String> violations = new ArrayList<>();
    /** From when on a session may have ended, which is known when it has. */
    private final Map<String, Long> suspected = new HashMap<>();

    /** One for each end of a session. */
    private final List<String> excluded = new ArrayList<>();

    private final List<Operation> ends = new ArrayList<>();
    private final LongSupplier clock;
    /** Who is excluded after this moment, and has not been told so before, was in all views then. */
    private long settledAt;

    private int operations;
    private long last;

    /**
     * @param waits whether the cluster waits for the word of members that it has excluded
     * @param time in which the run takes place; events at one moment have their order in the history all the same
     */
    Observations(boolean waits, SimulatedTime time) {
        exclusion = waits ? Action.MAY_BE_EXCLUDED : Action.SESSION_MAY_END;
        clock = () -> last = Math.max(last + 1, time.now());
        recorder = new Recorder(clock);
    }

    void check(boolean condition, String violation) {
        if (!condition) {
            violations.add(violation);
        }
    }

    Recorder.Call begin(String object, String session, String client, Action action, List<String> elements) {
        operations++;
        return recorder.begin(object, session, client, action, elements, object.equals(SEMAPHORE) ? 1 : 0);
    }

    /** The session is over as soon as the cluster finds out that its JVM is dead. */
    void dies(String session) {
        long from = suspected.getOrDefault(session, clock.getAsLong());
        ends.add(end(Action.SESSION_MAY_END, session, from, Operation.NEVER));
    }

    /** From now on the cluster may exclude the session, whose JVM lives. */
    void sessionMayEnd(String session) {
        suspected.putIfAbsent(session, clock.getAsLong());
    }

    /**
     * The cluster has excluded the session, perhaps long after the fault that led to it, and its JVM may not know yet.
     */
    void isOver(String session) {
        suspected.putIfAbsent(session, settledAt);
    }

    /** The JVM has found out that its session is over. */
    void excluded(String session) {
        isOver(session);
        excluded.add(session);
    }

    /** All members agree on which sessions are over. */
    void settled() {
        settledAt = clock.getAsLong();
        for (String session : excluded) {
            ends.add(end(exclusion, session, suspected.get(session), settledAt));
        }
        excluded.clear();
        suspected.clear();
    }

    private static Operation end(Action how, String session, long from, long to) {
        return new Operation("", session, session, how, Outcome.PENDING, List.of(), 0, from, to);
    }

    int operations() {
        return operations;
    }

    History history() {
        return History.of(List.of(recorder.history(), new History(ends)));
    }

    /**
     * After everything that was left has been taken and all permits have been returned.
     *
     * @param linearizability whether to search for an order as well, which may take long for long histories
     */
    List<String> violations(int capacity, int permits, boolean linearizability) {
        Map<String, History> histories = history().byObject();
        Verdict verdict = Verdict.GOOD;
        History queue = histories.get(QUEUE);
        if (queue != null) {
            verdict = verdict.and(
                    linearizability ? HistoryCheck.queue(queue, capacity) : ElementAccount.check(queue, capacity));
        }
        History semaphore = histories.get(SEMAPHORE);
        if (semaphore != null) {
            verdict = verdict.and(
                    linearizability
                            ? HistoryCheck.semaphore(semaphore, permits, true)
                            : PermitAccount.check(semaphore, permits));
        }
        List<String> all = new ArrayList<>(violations);
        all.addAll(verdict.violations());
        verdict.undecided().forEach(what -> all.add("undecided: " + what));
        return all;
    }
}
