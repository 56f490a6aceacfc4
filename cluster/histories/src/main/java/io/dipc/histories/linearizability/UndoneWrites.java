package io.dipc.histories.linearizability;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What sessions that ended wrote to shared memory and may have died with them: what was written after the last release
 * that they saw completed, and after the last write of theirs that another session has seen, and was seen by nobody else.
 * Only calls of the same session can depend on that; without all of these the others must find each word as if they had
 * never been.
 */
final class UndoneWrites {

    private record Value(String object, String value) {}

    private final History history;
    private final Map<String, Long> ends = new HashMap<>();
    /** By session. */
    private final Map<String, Set<Value>> undone = new HashMap<>();

    UndoneWrites(History history) {
        this.history = history;
        history.sessionEnds().forEach(end -> ends.merge(end.session(), end.invoked(), Math::min));
        ends.keySet().forEach(session -> undone.put(session, undoneOf(session)));
    }

    private Set<Value> undoneOf(String session) {
        Map<Value, Operation> writes = new HashMap<>();
        Set<Value> visible = new HashSet<>();
        long cut = Long.MIN_VALUE;
        for (Operation operation : history.operations()) {
            if (!operation.session().equals(session)) {
                found(operation, visible);
            } else if (operation.action() == Action.RELEASE && operation.done()) {
                cut = Math.max(cut, operation.invoked());
            } else if (mayHaveWritten(operation)) {
                writes.put(written(operation), operation);
            }
        }
        visible.retainAll(writes.keySet());
        for (Value seen : visible) {
            cut = Math.max(cut, writes.get(seen).invoked());
        }
        for (Map.Entry<Value, Operation> write : writes.entrySet()) {
            if (write.getValue().done() && write.getValue().completed() < cut) {
                visible.add(write.getKey());
            }
        }
        // What was replaced by something visible was there.
        boolean more = true;
        while (more) {
            more = false;
            for (Value value : List.copyOf(visible)) {
                Operation write = writes.get(value);
                Value replaced = new Value(value.object(), write.elements().get(0));
                more |= write.action() == Action.COMPARE_AND_SET
                        && writes.containsKey(replaced)
                        && visible.add(replaced);
            }
        }
        Set<Value> rest = new HashSet<>(writes.keySet());
        rest.removeAll(visible);
        return rest;
    }

    /** What a call has found in a word. */
    private static void found(Operation operation, Set<Value> values) {
        boolean reads = operation.action() == Action.READ || operation.action() == Action.COMPARE_AND_SET;
        if (reads && (operation.done() || operation.outcome() == Outcome.REFUSED)) {
            values.add(new Value(operation.object(), operation.elements().get(0)));
        }
    }

    private static boolean mayHaveWritten(Operation operation) {
        return (operation.action() == Action.WRITE || operation.action() == Action.COMPARE_AND_SET)
                && (operation.done()
                        || operation.outcome() == Outcome.PENDING
                        || operation.outcome() == Outcome.UNKNOWN);
    }

    private static Value written(Operation operation) {
        List<String> values = operation.elements();
        return new Value(operation.object(), values.get(values.size() - 1));
    }

    /** The history without what has died with the sessions that ended before a moment. */
    History removed(long moment) {
        return new History(history.operations().stream()
                .filter(operation -> ends.getOrDefault(operation.session(), Operation.NEVER) >= moment
                        || operation.elements().stream()
                                .map(value -> new Value(operation.object(), value))
                                .noneMatch(undone.getOrDefault(operation.session(), Set.of())::contains))
                .toList());
    }

    /** How many writes that had ended may have died with their writers. */
    long count() {
        return history.operations().stream()
                .filter(operation -> operation.done() && mayHaveWritten(operation))
                .filter(operation ->
                        undone.getOrDefault(operation.session(), Set.of()).contains(written(operation)))
                .count();
    }
}
