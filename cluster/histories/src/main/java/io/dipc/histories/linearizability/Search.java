package io.dipc.histories.linearizability;

import io.dipc.histories.History;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of the required steps, and of as many optional ones as it takes, in which each is possible.
 *
 * <p>Depth first. A step can be next if no required step that is left had to happen before it. A set of steps done
 * together with the state that they led to is looked at once (Lowe). Beyond the published algorithm: a step that leaves
 * the state as it is is taken at once without alternative, if it stands in nobody's way; and orders with few grants in
 * hand at once that nobody heard of are tried first, since what goes wrong mostly goes wrong seldom.
 *
 * @param <S> states of the model
 */
final class Search<S> {

    /** How a search ended. */
    enum End {
        FOUND,
        NOT_FOUND,
        LIMIT
    }

    private static final int[] BUDGETS = {0, 1, 2, 4, 8, Integer.MAX_VALUE};

    private record Configuration(int low, BitSet window, BitSet optional, Object state) {}

    private record Choice<S>(Step step, int index, S state) {}

    private static final class Node<S> {
        final Choice<S> how;
        final long latestFrom;
        final ArrayDeque<Choice<S>> untried;

        Node(Choice<S> how, long latestFrom, ArrayDeque<Choice<S>> untried) {
            this.how = how;
            this.latestFrom = latestFrom;
            this.untried = untried;
        }
    }

    private final Model<S> model;
    private final List<Step> required = new ArrayList<>();
    private final OptionalSteps optional;
    private final BitSet done = new BitSet();
    private int low;
    private int most = -1;
    private String obstacle = "";
    private boolean optionalLeftOut;

    Search(Model<S> model, History history) {
        this.model = model;
        List<Step> may = new ArrayList<>();
        for (Step step : model.steps(history)) {
            (step.required() ? required : may).add(step);
        }
        required.sort(Comparator.comparingLong(Step::from));
        optional = new OptionalSteps(may);
    }

    /** How far it came, and why not further. */
    String obstacle() {
        return obstacle;
    }

    /**
     * Searches, with few grants at once first.
     *
     * @param limit how many configurations to look at for each number of grants at once
     */
    End run(int limit) {
        for (int budget : BUDGETS) {
            End end = run(budget, limit);
            if (end == End.FOUND || end == End.NOT_FOUND && !optionalLeftOut) {
                return end;
            }
        }
        return End.LIMIT;
    }

    private End run(int budget, int limit) {
        done.clear();
        optional.clear();
        low = 0;
        optionalLeftOut = false;
        Set<Configuration> seen = new HashSet<>();
        ArrayDeque<Node<S>> path = new ArrayDeque<>();
        S initial = model.initial();
        path.push(new Node<>(null, Long.MIN_VALUE, choices(initial, Long.MIN_VALUE, budget)));
        if (ended(initial)) {
            return End.FOUND;
        }
        while (!path.isEmpty()) {
            Node<S> node = path.peek();
            Choice<S> choice = node.untried.poll();
            if (choice == null) {
                path.pop();
                undo(node.how);
                continue;
            }
            redo(choice);
            if (!seen.add(configuration(choice.state()))) {
                undo(choice);
                continue;
            }
            if (ended(choice.state())) {
                return End.FOUND;
            }
            if (seen.size() > limit) {
                return End.LIMIT;
            }
            long latestFrom = Math.max(node.latestFrom, choice.step().from());
            path.push(new Node<>(choice, latestFrom, choices(choice.state(), latestFrom, budget)));
        }
        return End.NOT_FOUND;
    }

    private boolean ended(S state) {
        return low == required.size() && model.mayEnd(state);
    }

    private Configuration configuration(S state) {
        return new Configuration(low, done.get(low, Math.max(low, done.length())), optional.taken(), state);
    }

    private void redo(Choice<S> choice) {
        if (choice.step().required()) {
            done.set(choice.index());
            low = done.nextClearBit(low);
        } else {
            optional.take(choice.index());
        }
    }

    private void undo(Choice<S> choice) {
        if (choice == null) {
            return;
        }
        if (choice.step().required()) {
            done.clear(choice.index());
            low = Math.min(low, choice.index());
        } else {
            optional.giveBack(choice.index());
        }
    }

    private ArrayDeque<Choice<S>> choices(S state, long latestFrom, int budget) {
        long first = Long.MAX_VALUE;
        List<Choice<S>> choices = new ArrayList<>();
        List<Integer> candidates = new ArrayList<>();
        for (int i = low; i < required.size() && required.get(i).from() <= first; i++) {
            if (!done.get(i)) {
                candidates.add(i);
                first = Math.min(first, required.get(i).to());
            }
        }
        for (int i : candidates) {
            Step step = required.get(i);
            if (step.from() > first) {
                continue;
            }
            int before = choices.size();
            model.next(state, step, next -> choices.add(new Choice<>(step, i, next)));
            if (choices.size() == before + 1
                    && choices.get(before).state().equals(state)
                    && !optional.expire(latestFrom, step.from())) {
                return new ArrayDeque<>(choices.subList(before, before + 1));
            }
        }
        choices.sort(Comparator.comparingLong(c -> c.step().rank()));
        note(state, candidates);
        boolean grant = optional.outstanding() < budget;
        boolean grants = optional.offer(model.inHand(state), latestFrom, first, grant, i -> {
            Step step = optional.get(i);
            model.next(state, step, next -> choices.add(new Choice<>(step, i, next)));
        });
        optionalLeftOut |= grants && !grant;
        return new ArrayDeque<>(choices);
    }

    private void note(S state, List<Integer> candidates) {
        if (done.cardinality() > most) {
            most = done.cardinality();
            List<Step> stuck = candidates.stream().limit(8).map(required::get).toList();
            StringBuilder text = new StringBuilder()
                    .append(most)
                    .append(" of ")
                    .append(required.size())
                    .append(" steps can be ordered; then, in state ")
                    .append(state)
                    .append(", these cannot all follow:");
            stuck.forEach(step -> text.append("\n    ").append(step.operation()));
            obstacle = text.toString();
        }
    }
}
