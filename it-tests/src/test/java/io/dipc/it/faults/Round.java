package io.dipc.it.faults;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.Verdict;
import io.dipc.histories.checks.ElementAccount;
import io.dipc.histories.checks.HistoryCheck;
import io.dipc.histories.checks.PermitAccount;
import io.dipc.it.faults.apps.Objects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was seen from the moment at which all threads began to work until nothing was left in the objects. */
final class Round {
    private final Action exclusion;
    private final long begin = System.nanoTime();
    /** When the fault began that may end a session. */
    private final Map<String, Long> faults = new HashMap<>();

    private final Set<String> killed = new HashSet<>();
    /** One for each end of a session. */
    private final List<String> excluded = new ArrayList<>();

    private long over = Operation.NEVER;

    Round(Quorum quorum) {
        exclusion = quorum == Quorum.MAJORITY ? Action.MAY_BE_EXCLUDED : Action.SESSION_MAY_END;
    }

    /** The JVM is about to be killed. */
    void kills(String session) {
        sessionMayEnd(session);
        killed.add(session);
    }

    /** From now on the cluster may find that a session is over. */
    void sessionMayEnd(String session) {
        faults.putIfAbsent(session, System.nanoTime());
    }

    /** The faults are over, and every thread has got an answer since then. */
    void over() {
        over = System.nanoTime();
    }

    /** A JVM that lives was told that its session is over. */
    void excluded(String session) {
        excluded.add(session);
    }

    /** The sessions that ended although their JVMs lived; marked by {@code !} if nothing was done to them. */
    List<String> exclusions() {
        return excluded.stream()
                .distinct()
                .sorted()
                .map(session -> faults.containsKey(session) ? session : session + "!")
                .toList();
    }

    /** With the ends of sessions. */
    History complete(History calls) {
        List<Operation> ends = new ArrayList<>();
        for (String session : killed) {
            ends.add(end(Action.SESSION_MAY_END, session, faults.get(session), Operation.NEVER));
        }
        for (String session : excluded) {
            Long fault = faults.get(session);
            ends.add(
                    fault == null
                            ? end(exclusion, session, begin, Operation.NEVER)
                            : end(exclusion, session, fault, over));
        }
        return History.of(List.of(calls, new History(ends)));
    }

    private static Operation end(Action how, String session, long from, long to) {
        return new Operation("", session, session, how, Outcome.PENDING, List.of(), 0, from, to);
    }

    /** What each object's history says. */
    static Verdict check(History complete, boolean linearizability) {
        Verdict verdict = Verdict.GOOD;
        for (Map.Entry<String, History> object : complete.byObject().entrySet()) {
            String key = object.getKey();
            Verdict of = !linearizability
                    ? account(key, object.getValue())
                    : Objects.isSemaphore(key)
                            ? HistoryCheck.semaphore(object.getValue(), Objects.PERMITS, true)
                            : HistoryCheck.queue(object.getValue(), Objects.CAPACITY);
            verdict = verdict.and(new Verdict(
                    of.violations().stream().map(v -> key + ": " + v).toList(),
                    of.undecided().stream().map(v -> key + ": " + v).toList()));
        }
        return verdict;
    }

    /** What can be said of an object without a search. */
    static Verdict account(String key, History history) {
        return Objects.isSemaphore(key)
                ? PermitAccount.check(history, Objects.PERMITS)
                : ElementAccount.check(history, Objects.CAPACITY);
    }

    /** Additions that may still take effect after this round. */
    static List<Operation> open(History calls) {
        Set<String> removed = new HashSet<>();
        List<Operation> additions = new ArrayList<>();
        for (Operation operation : calls.operations()) {
            if (operation.removes() && operation.done()) {
                removed.addAll(operation.elements());
            } else if (operation.adds() && operation.outcome() == Outcome.UNKNOWN) {
                additions.add(operation);
            }
        }
        additions.removeIf(addition -> removed.containsAll(addition.elements()));
        return additions;
    }
}
