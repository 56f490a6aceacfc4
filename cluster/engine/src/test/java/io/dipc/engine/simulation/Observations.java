package io.dipc.engine.simulation;

import io.dipc.histories.Action;
import io.dipc.histories.History;
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

/** What the clients of a run saw, and whether it can have been so. */
final class Observations {
    static final String QUEUE = "q";
    static final String SEMAPHORE = "s";

    private final Recorder recorder;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Recorder.Call> endings = new HashMap<>();
    private int operations;
    private long last;

    /**
     * @param time in which the run takes place; events at one moment have their order in the history all the same
     */
    Observations(SimulatedTime time) {
        recorder = new Recorder(() -> last = Math.max(last + 1, time.now()));
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

    /** From now on the cluster may find that a session is over. */
    void sessionMayEnd(String session) {
        endings.put(session, recorder.begin("", session, session, Action.SESSION_MAY_END, List.of(), 0));
    }

    /** All members agree on which sessions are over; those of dead members stay so. */
    void settled(List<String> alive) {
        for (String session : alive) {
            Recorder.Call ending = endings.remove(session);
            if (ending != null) {
                ending.end(Outcome.DONE);
            }
        }
    }

    int operations() {
        return operations;
    }

    History history() {
        return recorder.history();
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
