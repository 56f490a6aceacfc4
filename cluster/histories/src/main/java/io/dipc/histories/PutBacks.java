package io.dipc.histories;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which calls may have been granted something that goes back to the object, as a step of its own that others may see: an
 * element to its place, permits to those available.
 */
public final class PutBacks {
    private final Map<String, List<Operation>> ends = new HashMap<>();
    /** For each call that was answered, when the client's next answer came. */
    private final Map<Operation, Long> nextAnswer = new HashMap<>();

    /**
     * @param history calls on one object
     */
    public PutBacks(History history) {
        Map<String, List<Operation>> answers = new HashMap<>();
        for (Operation operation : history.operations()) {
            if (operation.endsSession()) {
                ends.computeIfAbsent(operation.session(), session -> new ArrayList<>())
                        .add(operation);
            } else if (answered(operation)) {
                answers.computeIfAbsent(operation.client(), client -> new ArrayList<>())
                        .add(operation);
            }
        }
        for (List<Operation> calls : answers.values()) {
            calls.sort(Comparator.comparingLong(Operation::invoked));
            for (int i = 0; i + 1 < calls.size(); i++) {
                nextAnswer.put(calls.get(i), calls.get(i + 1).completed());
            }
        }
    }

    private static boolean answered(Operation operation) {
        return operation.outcome() == Outcome.DONE || operation.outcome() == Outcome.REFUSED;
    }

    private static boolean takes(Operation operation) {
        return operation.removes() || operation.action() == Action.ACQUIRE || operation.action() == Action.DRAIN;
    }

    /** Whether a call without an answer may have been granted something that its caller never got. */
    public static boolean unheard(Operation operation) {
        return takes(operation) && !answered(operation);
    }

    /**
     * Whether a call that was answered may have been granted something before, in a session that ended meanwhile, so that
     * it was issued again by the next one.
     */
    public boolean reissued(Operation operation) {
        return answered(operation) && !reissues(operation).isEmpty();
    }

    /**
     * The ends of sessions after which a call that takes may have been issued again by the next session of its JVM, and
     * may have been granted something by each.
     *
     * @return in the order in which they may have come
     */
    public List<Operation> reissues(Operation operation) {
        if (!takes(operation)) {
            return List.of();
        }
        return ends.getOrDefault(operation.session(), List.of()).stream()
                .filter(end -> outlived(end)
                        && end.invoked() <= operation.completed()
                        && operation.invoked() <= end.completed())
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
    }

    /** Whether the JVM lived on. */
    private static boolean outlived(Operation end) {
        return end.action() == Action.MAY_BE_EXCLUDED || end.completed() != Operation.NEVER;
    }

    /**
     * Whether what a caller got may have gone back: its session may have ended, with its JVM or unheard, before the cluster
     * heard that the caller had it, which it has heard when it answers the client's next call on the object.
     *
     * @return the moment from which it may have gone back, or {@link Operation#NEVER}
     */
    public long lostFrom(Operation operation) {
        if (!operation.removes() || !operation.done()) {
            return Operation.NEVER;
        }
        return ends.getOrDefault(operation.session(), List.of()).stream()
                .filter(end -> end.action() == Action.SESSION_MAY_END
                        && end.completed() >= operation.invoked()
                        && !heard(operation, end))
                .mapToLong(end -> Math.max(end.invoked(), operation.invoked()))
                .min()
                .orElse(Operation.NEVER);
    }

    /** The moment after which what a caller got cannot have gone back any more, since the cluster had heard of it. */
    public long lostUntil(Operation operation) {
        return nextAnswer.getOrDefault(operation, Operation.NEVER);
    }

    /** Whether the client had another answer before the session could end; then everything before it had been heard. */
    private boolean heard(Operation operation, Operation end) {
        return nextAnswer.getOrDefault(operation, Operation.NEVER) < end.invoked();
    }
}
