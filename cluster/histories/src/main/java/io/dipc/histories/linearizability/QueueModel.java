package io.dipc.histories.linearizability;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.linearizability.Step.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A queue or deque with a capacity. An element that a taker never got goes back to its place as a step of its own, even
 * above the capacity; an element may be lost with a taker that died.
 */
final class QueueModel implements Model<QueueModel.Named> {

    /** A state that prints its elements. */
    record Named(QueueState state, QueueModel model) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Named named && state.equals(named.state);
        }

        @Override
        public int hashCode() {
            return state.hashCode();
        }

        @Override
        public String toString() {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < state.elements().length; i++) {
                String name = model.names.get(state.elements()[i]);
                texts.add(state.present(i) ? name : "(" + name + ")");
            }
            return texts.toString();
        }
    }

    private final int capacity;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    /** When each element was removed by somebody who got it. */
    private final Map<String, Operation> removals = new HashMap<>();
    /** The grants that must have gone back in the end. */
    private final BitSet returning = new BitSet();
    /** The removals that may have been undone. */
    private final BitSet undoable = new BitSet();

    QueueModel(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public List<Step> steps(History history) {
        List<Operation> operations = history.operations().stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
        for (Operation operation : operations) {
            operation.elements().forEach(this::number);
            if (operation.removes() && operation.done()) {
                operation.elements().forEach(e -> removals.putIfAbsent(e, operation));
            }
        }
        Steps steps = new Steps(history);
        for (Operation operation : operations) {
            if (operation.adds()) {
                addition(steps, operation);
            } else if (!operation.endsSession()) {
                if (operation.removes() && operation.done()) {
                    int id = steps.removal(operation);
                    if (id >= 0) {
                        undoable.set(id);
                    }
                } else if (operation.done() || operation.outcome() == Outcome.REFUSED) {
                    steps.effect(operation, Long.MIN_VALUE);
                }
                steps.grants(operation);
            }
        }
        for (Step step : steps.steps()) {
            if (step.kind() == Kind.GRANT && !Steps.mayBeLost(step.operation())) {
                returning.set(step.id());
            }
        }
        return steps.steps();
    }

    /** Of additions that could be next, the one whose element leaves first is tried first. */
    private void addition(Steps steps, Operation operation) {
        Operation removal = removals.get(operation.elements().get(0));
        long rank = removal == null ? Long.MAX_VALUE : removal.completed();
        if (operation.done() || operation.outcome() == Outcome.REFUSED) {
            steps.effect(operation, rank);
        } else if (Steps.mayBeLost(operation)) {
            if (removal == null) {
                steps.perhaps(operation);
            } else if (removal.completed() >= operation.invoked()) {
                steps.effectBefore(operation, removal.completed(), rank);
            }
        }
    }

    private int number(String element) {
        return numbers.computeIfAbsent(element, e -> {
            names.add(e);
            return names.size() - 1;
        });
    }

    @Override
    public Named initial() {
        return new Named(QueueState.EMPTY, this);
    }

    @Override
    public void next(Named named, Step step, Consumer<Named> states) {
        QueueState state = named.state();
        QueueState next = switch (step.kind()) {
            case EFFECT -> effect(state, step);
            case GRANT -> grant(state, step);
            case PUT_BACK -> state.putBack(step.id());
            case SESSION_END -> null;
        };
        if (next == state) {
            states.accept(named);
        } else if (next != null) {
            states.accept(new Named(next, this));
        }
    }

    private QueueState effect(QueueState state, Step step) {
        Operation operation = step.operation();
        boolean refused = operation.outcome() == Outcome.REFUSED;
        return switch (operation.action()) {
            case ADD_FIRST, ADD_LAST -> {
                boolean full = state.size() >= capacity;
                if (refused) {
                    yield full ? state : null;
                }
                yield full
                        ? null
                        : state.add(number(operation.elements().get(0)), operation.action() == Action.ADD_FIRST);
            }
            case REMOVE_FIRST, REMOVE_LAST ->
                refused ? whenEmpty(state) : remove(state, step, operation.action() == Action.REMOVE_FIRST);
            case PEEK_FIRST, PEEK_LAST -> {
                boolean first = operation.action() == Action.PEEK_FIRST;
                yield refused
                        ? whenEmpty(state)
                        : state.end(first) == number(operation.elements().get(0)) ? state : null;
            }
            case SIZE -> state.size() == operation.number() ? state : null;
            default -> throw new IllegalArgumentException(operation + " (expected: a call on a queue)");
        };
    }

    private static QueueState whenEmpty(QueueState state) {
        return state.size() == 0 ? state : null;
    }

    private QueueState remove(QueueState state, Step step, boolean first) {
        QueueState rest = state;
        for (String element : step.operation().elements()) {
            if (rest.end(first) != number(element)) {
                return null;
            }
            rest = undoable.get(step.id()) ? rest.grant(first, step.id()) : rest.remove(first);
        }
        return rest;
    }

    /** A call that removes up to a number of elements gets as many as there are. */
    private static QueueState grant(QueueState state, Step step) {
        boolean first = step.operation().action() == Action.REMOVE_FIRST;
        int count = Math.min(state.size(), Math.max(1, step.operation().number()));
        QueueState rest = state;
        for (int i = 0; i < count; i++) {
            rest = rest.grant(first, step.id());
        }
        return count == 0 ? null : rest;
    }

    @Override
    public int[] inHand(Named named) {
        return named.state().inHand();
    }

    @Override
    public boolean mayEnd(Named named) {
        for (int step : named.state().inHand()) {
            if (returning.get(step)) {
                return false;
            }
        }
        return true;
    }
}
