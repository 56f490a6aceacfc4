package io.dipc.histories.linearizability;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.linearizability.Step.Kind;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A semaphore whose permits are available, in hand of a call, or held by a session. What a session holds goes back when
 * it ends, if the semaphore is so.
 */
final class SemaphoreModel implements Model<SemaphoreModel.Permits> {

    /** Where the permits are. The maps are never changed. */
    record Permits(int available, TreeMap<String, Integer> held, TreeMap<Integer, Integer> inHand) {

        Permits acquired(String session, int count) {
            return new Permits(available - count, with(held, session, count), inHand);
        }

        Permits released(String session, int count) {
            return new Permits(available + count, with(held, session, -count), inHand);
        }

        Permits charged(String releasing, String other, int count) {
            int own = held.getOrDefault(releasing, 0);
            TreeMap<String, Integer> rest = with(held, releasing, -own);
            int charged = other == null ? 0 : Math.min(count - own, rest.getOrDefault(other, 0));
            return new Permits(available + count, charged == 0 ? rest : with(rest, other, -charged), inHand);
        }

        private static <K> TreeMap<K, Integer> with(TreeMap<K, Integer> map, K key, int count) {
            TreeMap<K, Integer> copy = new TreeMap<>(map);
            if (copy.merge(key, count, Integer::sum) == 0) {
                copy.remove(key);
            }
            return copy;
        }
    }

    private final int permits;
    private final boolean returned;
    private final BitSet returning = new BitSet();

    SemaphoreModel(int permits, boolean returned) {
        this.permits = permits;
        this.returned = returned;
    }

    @Override
    public List<Step> steps(History history) {
        Steps steps = new Steps(history);
        history.operations().stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .forEach(operation -> add(steps, operation));
        for (Step step : steps.steps()) {
            if (step.kind() == Kind.GRANT && !Steps.mayBeLost(step.operation())) {
                returning.set(step.id());
            }
        }
        return steps.steps();
    }

    private void add(Steps steps, Operation operation) {
        if (operation.endsSession()) {
            if (returned) {
                steps.sessionEnd(operation);
            }
            return;
        }
        if (operation.done() || operation.outcome() == Outcome.REFUSED) {
            steps.effect(operation, operation.completed());
        } else if (operation.action() == Action.RELEASE && Steps.mayBeLost(operation)) {
            steps.perhaps(operation);
        }
        steps.grants(operation);
    }

    @Override
    public Permits initial() {
        return new Permits(permits, new TreeMap<>(), new TreeMap<>());
    }

    @Override
    public void next(Permits state, Step step, Consumer<Permits> states) {
        Operation operation = step.operation();
        switch (step.kind()) {
            case EFFECT -> effect(state, step, states);
            case GRANT -> {
                int count = operation.action() == Action.DRAIN ? state.available() : operation.number();
                if (count > 0 && count <= state.available()) {
                    states.accept(new Permits(
                            state.available() - count, state.held(), Permits.with(state.inHand(), step.id(), count)));
                }
            }
            case PUT_BACK -> {
                Integer count = state.inHand().get(step.id());
                if (count != null) {
                    states.accept(new Permits(
                            state.available() + count, state.held(), Permits.with(state.inHand(), step.id(), -count)));
                }
            }
            case SESSION_END -> {
                Integer count = state.held().get(operation.session());
                if (count != null) {
                    states.accept(state.released(operation.session(), count));
                }
            }
        }
    }

    private static void effect(Permits state, Step step, Consumer<Permits> states) {
        Operation operation = step.operation();
        String session = operation.session();
        int number = operation.number();
        boolean refused = operation.outcome() == Outcome.REFUSED;
        switch (operation.action()) {
            case ACQUIRE -> {
                if (refused != number <= state.available()) {
                    states.accept(refused ? state : state.acquired(session, number));
                }
            }
            case RELEASE -> release(state, step, states);
            case DRAIN -> {
                if (number == state.available()) {
                    states.accept(number == 0 ? state : state.acquired(session, number));
                }
            }
            case AVAILABLE -> {
                if (number == state.available()) {
                    states.accept(state);
                }
            }
            default -> throw new IllegalArgumentException(operation + " (expected: a call on a semaphore)");
        }
    }

    /**
     * A release that nobody answered counts only for what its own session holds: after the session's end it has no effect
     * any more. One that was answered may be of permits that another session acquired and handed over.
     */
    private static void release(Permits state, Step step, Consumer<Permits> states) {
        String session = step.operation().session();
        int number = step.operation().number();
        if (state.held().getOrDefault(session, 0) >= number) {
            states.accept(state.released(session, number));
        } else if (step.required()) {
            boolean[] charged = {false};
            for (String other : state.held().keySet()) {
                if (!other.equals(session)) {
                    charged[0] = true;
                    states.accept(state.charged(session, other, number));
                }
            }
            if (!charged[0]) {
                states.accept(state.charged(session, null, number));
            }
        }
    }

    @Override
    public int[] inHand(Permits state) {
        return state.inHand().keySet().stream().mapToInt(id -> id).toArray();
    }

    @Override
    public boolean mayEnd(Permits state) {
        return state.inHand().keySet().stream().noneMatch(returning::get);
    }
}
