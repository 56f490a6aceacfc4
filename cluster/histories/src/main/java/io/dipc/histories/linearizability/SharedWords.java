package io.dipc.histories.linearizability;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words of memory that sessions share which may be killed. Each word is a register; but what a session wrote after its last
 * release that it saw completed may be undone with it, unless another session has seen any of that.
 */
public final class SharedWords {
    private static final Set<Action> ACCESSES = EnumSet.of(Action.READ, Action.WRITE, Action.COMPARE_AND_SET);

    private SharedWords() {}

    /**
     * Whether the words can have behaved so. Until each end of a session, what it has written counts in any case.
     *
     * @param history calls on words, whose values are all different; releases, of whatever object; and ends of sessions,
     *     each at a moment before the session ended
     * @param initial the value that each word had at first
     * @param limit how many configurations to look at of each word before giving up
     */
    public static Verdict check(History history, String initial, int limit) {
        UndoneWrites undone = new UndoneWrites(history);
        Set<Long> moments = new TreeSet<>(Set.of(Operation.NEVER));
        history.sessionEnds().forEach(end -> moments.add(end.invoked()));
        Verdict verdict = Verdict.GOOD;
        for (long moment : moments) {
            Map<String, History> words =
                    accesses(undone.removed(moment), moment).byObject();
            for (Map.Entry<String, History> word : words.entrySet()) {
                Verdict of = Linearizability.register(word.getValue(), initial, limit);
                String what = word.getKey() + (moment == Operation.NEVER ? "" : " until " + moment) + ": ";
                verdict = verdict.and(new Verdict(
                        of.violations().stream().map(what::concat).toList(),
                        of.undecided().stream().map(what::concat).toList()));
            }
        }
        return verdict;
    }

    /** How many writes that had ended may have died with their writers, as nobody else has seen them or what followed. */
    public static long undone(History history) {
        return new UndoneWrites(history).count();
    }

    /** What had begun before a moment; nobody knows what came of it later. */
    private static History accesses(History history, long moment) {
        List<Operation> begun = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (ACCESSES.contains(operation.action()) && operation.invoked() < moment) {
                if (operation.completed() < moment) {
                    begun.add(operation);
                } else if (operation.action() != Action.READ && operation.outcome() != Outcome.REFUSED) {
                    begun.add(pending(operation));
                }
            }
        }
        return new History(begun);
    }

    private static Operation pending(Operation operation) {
        return operation.outcome() == Outcome.FAILED
                ? operation
                : new Operation(
                        operation.object(),
                        operation.session(),
                        operation.client(),
                        operation.action(),
                        Outcome.PENDING,
                        operation.elements(),
                        operation.number(),
                        operation.invoked(),
                        Operation.NEVER);
    }
}
