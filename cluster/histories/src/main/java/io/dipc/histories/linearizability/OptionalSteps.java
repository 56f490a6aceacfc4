package io.dipc.histories.linearizability;

import io.dipc.histories.Action;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.linearizability.Step.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The steps that may have happened, and which of them were taken so far. Of grants that may happen for ever and are alike
 * in all else, only the first one that is left is offered: whatever another one explains, it explains as well. Grants of
 * one call, which several sessions issued one after the other, are never in hand at once: what an earlier session was
 * granted has gone back before a later one issues anything.
 */
final class OptionalSteps {

    private record Alike(Action action, int number, boolean mayBeLost) {}

    private final List<Step> steps;
    private final BitSet taken = new BitSet();
    /** Grants that are alike, by their index, the earliest first. */
    private final Map<Alike, List<Integer>> grants = new LinkedHashMap<>();

    private final Map<Integer, Integer> putBacks = new HashMap<>();
    /** For grants of calls that have several, the ids of all of them, by index. */
    private final Map<Integer, Set<Integer>> ofOneCall = new HashMap<>();

    private final List<Integer> others = new ArrayList<>();
    /** Those that happen before some moment or not at all. */
    private final List<Integer> finite = new ArrayList<>();

    private int outstanding;

    OptionalSteps(List<Step> optional) {
        steps = optional.stream().sorted(Comparator.comparingLong(Step::from)).toList();
        Map<Operation, Set<Integer>> calls = new IdentityHashMap<>();
        for (Step step : steps) {
            if (step.kind() == Kind.GRANT) {
                calls.computeIfAbsent(step.operation(), call -> new HashSet<>()).add(step.id());
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.to() != Operation.NEVER) {
                finite.add(i);
            }
            if (step.kind() == Kind.PUT_BACK) {
                putBacks.put(step.id(), i);
            } else if (step.kind() == Kind.GRANT && calls.get(step.operation()).size() > 1) {
                ofOneCall.put(i, calls.get(step.operation()));
                others.add(i);
            } else if (step.kind() == Kind.GRANT && step.to() == Operation.NEVER) {
                Operation o = step.operation();
                grants.computeIfAbsent(
                                new Alike(o.action(), o.number(), Steps.mayBeLost(o)), alike -> new ArrayList<>())
                        .add(i);
            } else {
                others.add(i);
            }
        }
    }

    Step get(int index) {
        return steps.get(index);
    }

    void clear() {
        taken.clear();
        outstanding = 0;
    }

    void take(int index) {
        taken.set(index);
        outstanding += change(index);
    }

    void giveBack(int index) {
        taken.clear(index);
        outstanding -= change(index);
    }

    private int change(int index) {
        Step step = steps.get(index);
        return step.kind() == Kind.GRANT
                ? 1
                : step.kind() == Kind.PUT_BACK && step.operation().outcome() != Outcome.DONE ? -1 : 0;
    }

    /** How many grants have not gone back. */
    int outstanding() {
        return outstanding;
    }

    BitSet taken() {
        return (BitSet) taken.clone();
    }

    /** Whether a step that could be next could not be any more after one that begins at a moment. */
    boolean expire(long latestFrom, long moment) {
        for (int index : finite) {
            long to = steps.get(index).to();
            if (!taken.get(index) && latestFrom <= to && to < moment) {
                return true;
            }
        }
        return false;
    }

    /**
     * Offers those that could be next.
     *
     * @param inHand the ids of what could go back
     * @param latestFrom no step may have to happen before this moment
     * @param first no step may have to happen after this moment
     * @param grant whether grants are offered as well
     * @return whether grants would have been offered
     */
    boolean offer(int[] inHand, long latestFrom, long first, boolean grant, IntConsumer candidates) {
        for (int id : inHand) {
            Integer index = putBacks.get(id);
            if (index != null
                    && steps.get(index).from() <= first
                    && steps.get(index).to() >= latestFrom) {
                candidates.accept(index);
            }
        }
        boolean grants = false;
        for (int index : others) {
            Step step = steps.get(index);
            if (!taken.get(index) && step.from() <= first && step.to() >= latestFrom && !anotherInHand(index, inHand)) {
                if (step.kind() == Kind.GRANT) {
                    grants = true;
                }
                if (step.kind() != Kind.GRANT || grant) {
                    candidates.accept(index);
                }
            }
        }
        for (List<Integer> alike : this.grants.values()) {
            for (int index : alike) {
                if (!taken.get(index)) {
                    if (steps.get(index).from() <= first) {
                        grants = true;
                        if (grant) {
                            candidates.accept(index);
                        }
                    }
                    break;
                }
            }
        }
        return grants;
    }

    private boolean anotherInHand(int index, int[] inHand) {
        Set<Integer> ids = ofOneCall.get(index);
        return ids != null && Arrays.stream(inHand).anyMatch(ids::contains);
    }
}
