package io.dipc.histories.checks;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.PutBacks;
import io.dipc.histories.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The elements of one queue that was emptied in the end ("total queue"): each that was added was removed once, each that
 * was removed had been added, those of one producer came in its order, and there were never more than the capacity.
 */
public final class ElementAccount {
    private final History history;
    private final int capacity;
    private final PutBacks putBacks;
    private final Map<String, Operation> added = new LinkedHashMap<>();
    private final Map<String, List<Operation>> removed = new LinkedHashMap<>();
    /** How many elements may have gone with takers that died. */
    private long mayBeGone;

    private final List<String> violations = new ArrayList<>();

    private ElementAccount(History history, int capacity) {
        this.history = history;
        this.capacity = capacity;
        this.putBacks = new PutBacks(history);
        for (Operation operation : history.operations()) {
            if (operation.adds()) {
                added.put(operation.elements().get(0), operation);
            } else if (operation.removes() && operation.done()) {
                operation
                        .elements()
                        .forEach(e -> removed.computeIfAbsent(e, element -> new ArrayList<>())
                                .add(operation));
            } else if (operation.removes()
                    && (operation.outcome() == Outcome.PENDING || operation.outcome() == Outcome.UNKNOWN)) {
                mayBeGone += Math.max(1, operation.number());
            }
        }
    }

    /**
     * @param history calls on one queue, whose elements are all different, until it was empty
     * @param capacity how many elements it holds
     */
    public static Verdict check(History history, int capacity) {
        ElementAccount account = new ElementAccount(history, capacity);
        account.lost();
        account.duplicated();
        account.unexpected();
        account.reordered();
        account.overfilled();
        return Verdict.bad(account.violations);
    }

    private void lost() {
        List<Operation> lost = added.values().stream()
                .filter(add -> add.done() && !removed.containsKey(add.elements().get(0)))
                .toList();
        if (lost.size() > mayBeGone) {
            violations.add("lost: " + lost.size() + " elements (expected: at most " + mayBeGone
                    + ", with takers that died): " + lost);
        }
    }

    private void duplicated() {
        removed.forEach((element, removals) -> {
            long kept = removals.stream()
                    .filter(removal -> putBacks.lostFrom(removal) == Operation.NEVER)
                    .count();
            if (removals.size() > 1 && kept > 1) {
                violations.add("duplicated: " + element + " by " + removals);
            }
        });
    }

    private void unexpected() {
        Set<String> strangers = new HashSet<>(removed.keySet());
        strangers.removeAll(added.keySet());
        if (!strangers.isEmpty()) {
            violations.add("unexpected: " + strangers);
        }
        removed.forEach((element, removals) -> {
            Operation add = added.get(element);
            if (add == null) {
                return;
            }
            boolean without = add.outcome() == Outcome.REFUSED
                    || add.outcome() == Outcome.GAVE_UP
                    || add.outcome() == Outcome.FAILED;
            // a transfer that its taker had not confirmed before its session ended has had no effect
            boolean kept = removals.stream().anyMatch(removal -> putBacks.lostFrom(removal) == Operation.NEVER);
            if (without && kept) {
                violations.add("unexpected: " + add + ", and yet " + removals);
            } else if (!without && removals.stream().anyMatch(removal -> removal.precedes(add))) {
                violations.add("unexpected: removed before it was added: " + add + " " + removals);
            }
        });
    }

    /** Elements that one client added behind each other and that were removed in the opposite order. */
    private void reordered() {
        long firstExcuse = history.operations().stream()
                .filter(o -> o.removes()
                        && (PutBacks.unheard(o) || putBacks.reissued(o) || putBacks.lostFrom(o) != Operation.NEVER))
                .mapToLong(Operation::invoked)
                .min()
                .orElse(Operation.NEVER);
        boolean queue = history.operations().stream()
                .noneMatch(o -> o.action() == Action.ADD_FIRST || o.action() == Action.REMOVE_LAST);
        if (!queue) {
            return;
        }
        Map<String, List<Operation>> producers = new HashMap<>();
        added.values().stream()
                .filter(add -> add.done()
                        && removed.getOrDefault(add.elements().get(0), List.of())
                                        .size()
                                == 1)
                .sorted(Comparator.comparingLong(Operation::invoked).reversed())
                .forEach(add -> producers
                        .computeIfAbsent(add.client(), client -> new ArrayList<>())
                        .add(add));
        for (List<Operation> additions : producers.values()) {
            Operation earliest = null;
            for (Operation add : additions) {
                Operation removal = removed.get(add.elements().get(0)).get(0);
                if (earliest != null && earliest.precedes(removal) && earliest.completed() < firstExcuse) {
                    violations.add("reordered: " + add + " was followed by " + earliest.elements() + " and yet "
                            + earliest + " " + removal);
                }
                if (earliest == null || removal.completed() < earliest.completed()) {
                    earliest = removal;
                }
            }
        }
    }

    /** At no moment were there certainly more elements than the capacity and what may have come back. */
    private void overfilled() {
        List<long[]> changes = new ArrayList<>();
        added.forEach((element, add) -> {
            if (add.done() && removed.containsKey(element)) {
                long gone = removed.get(element).stream()
                        .mapToLong(Operation::invoked)
                        .min()
                        .getAsLong();
                if (add.completed() < gone) {
                    changes.add(new long[] {add.completed(), 1});
                    changes.add(new long[] {gone, -1});
                }
            }
        });
        history.operations().stream()
                .filter(o -> o.removes()
                        && (PutBacks.unheard(o) || putBacks.reissued(o) || putBacks.lostFrom(o) != Operation.NEVER))
                .forEach(o -> changes.add(new long[] {o.invoked(), -Math.max(1, o.number())}));
        long most = Sweep.most(changes);
        if (most > capacity) {
            violations.add("overfilled: " + most + " elements (expected: at most " + capacity + ")");
        }
    }
}
