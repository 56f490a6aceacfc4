package io.dipc.histories.linearizability;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** A word of memory. Calls that failed had no effect. */
final class RegisterModel implements Model<String> {
    private static final int[] NOTHING = {};

    private final String initial;

    RegisterModel(String initial) {
        this.initial = initial;
    }

    @Override
    public List<Step> steps(History history) {
        Steps steps = new Steps(history);
        history.operations().stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .forEach(operation -> {
                    if (operation.done() || foundAnother(operation)) {
                        steps.effect(operation, operation.completed());
                    } else if (operation.action() != Action.READ && mayHaveHappened(operation)) {
                        steps.perhaps(operation);
                    }
                });
        return steps.steps();
    }

    private static boolean foundAnother(Operation operation) {
        return operation.action() == Action.COMPARE_AND_SET && operation.outcome() == Outcome.REFUSED;
    }

    private static boolean mayHaveHappened(Operation operation) {
        return !operation.endsSession()
                && (operation.outcome() == Outcome.PENDING || operation.outcome() == Outcome.UNKNOWN);
    }

    @Override
    public String initial() {
        return initial;
    }

    @Override
    public void next(String state, Step step, Consumer<String> states) {
        Operation operation = step.operation();
        List<String> values = operation.elements();
        switch (operation.action()) {
            case READ -> {
                if (values.get(0).equals(state)) {
                    states.accept(state);
                }
            }
            case WRITE -> states.accept(values.get(0));
            case COMPARE_AND_SET -> {
                if (values.get(0).equals(state)) {
                    states.accept(foundAnother(operation) ? state : values.get(1));
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "action: " + operation.action() + " (expected: one of a word of memory)");
        }
    }

    @Override
    public int[] inHand(String state) {
        return NOTHING;
    }

    @Override
    public boolean mayEnd(String state) {
        return true;
    }
}
