package io.dipc.histories.linearizability;

import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.PutBacks;
import io.dipc.histories.linearizability.Step.Kind;
import java.util.ArrayList;
import java.util.List;

/** Makes steps out of calls, in what is the same for all objects. */
final class Steps {
    private final PutBacks putBacks;
    private final List<Step> steps = new ArrayList<>();
    private int ids;

    Steps(History history) {
        putBacks = new PutBacks(history);
    }

    List<Step> steps() {
        return steps;
    }

    /** It took effect within the call. */
    void effect(Operation operation, long rank) {
        steps.add(new Step(Kind.EFFECT, operation, ids++, operation.invoked(), operation.completed(), true, rank));
    }

    /** It certainly took effect, before a moment. */
    void effectBefore(Operation operation, long moment, long rank) {
        steps.add(new Step(Kind.EFFECT, operation, ids++, operation.invoked(), moment, true, rank));
    }

    /** Nobody knows whether it took effect, and when. */
    void perhaps(Operation operation) {
        steps.add(new Step(Kind.EFFECT, operation, ids++, operation.invoked(), Operation.NEVER, false, Long.MAX_VALUE));
    }

    void sessionEnd(Operation operation) {
        steps.add(new Step(
                Kind.SESSION_END, operation, ids++, operation.invoked(), operation.completed(), false, Long.MAX_VALUE));
    }

    /**
     * What a call that takes may have been granted beside its answer: one grant by each session that ended while it was in
     * progress, and one by the last session if its caller never heard of it.
     */
    void grants(Operation operation) {
        boolean unheard = PutBacks.unheard(operation);
        long from = operation.invoked();
        for (Operation end : putBacks.reissues(operation)) {
            grant(operation, from, unheard ? end.completed() : Math.min(end.completed(), operation.completed()));
            from = Math.max(from, end.invoked());
        }
        if (unheard) {
            grant(operation, from, Operation.NEVER);
        }
    }

    private void grant(Operation operation, long from, long until) {
        int id = ids++;
        steps.add(new Step(Kind.GRANT, operation, id, from, until, false, Long.MAX_VALUE));
        putBack(operation, id, from, Operation.NEVER);
    }

    private void putBack(Operation operation, int id, long from, long to) {
        steps.add(new Step(Kind.PUT_BACK, operation, id, from, to, false, Long.MAX_VALUE));
    }

    /**
     * A removal that took effect, and which may have been undone later.
     *
     * @return the step's id if it may have been undone, else -1
     */
    int removal(Operation operation) {
        int id = ids++;
        steps.add(
                new Step(Kind.EFFECT, operation, id, operation.invoked(), operation.completed(), true, Long.MIN_VALUE));
        long lostFrom = putBacks.lostFrom(operation);
        if (lostFrom == Operation.NEVER) {
            return -1;
        }
        putBack(operation, id, lostFrom, Math.max(lostFrom, putBacks.lostUntil(operation)));
        return id;
    }

    /** Whether what was granted to a call, and is in hand in the end, may have gone with its caller. */
    static boolean mayBeLost(Operation operation) {
        return operation.outcome() == Outcome.PENDING || operation.outcome() == Outcome.UNKNOWN;
    }
}
