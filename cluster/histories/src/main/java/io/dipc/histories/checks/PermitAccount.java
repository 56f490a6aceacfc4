package io.dipc.histories.checks;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The permits of one semaphore that everybody returned in the end. */
public final class PermitAccount {
    private PermitAccount() {}

    /**
     * Never more permits were held than there are, and all were there when last asked for. A permit is held for certain
     * from the end of the acquire until the beginning of the release, or until its session may have ended.
     *
     * @param history calls on one semaphore
     * @param permits how many it was built with
     */
    public static Verdict check(History history, int permits) {
        List<String> violations = new ArrayList<>();
        List<long[]> changes = new ArrayList<>();
        List<long[]> ofSession = new ArrayList<>();
        Map<String, List<Operation>> sessions = new HashMap<>();
        for (Operation operation : history.operations()) {
            sessions.computeIfAbsent(operation.session(), session -> new ArrayList<>())
                    .add(operation);
        }
        for (List<Operation> operations : sessions.values()) {
            ofSession.clear();
            List<Operation> ends =
                    operations.stream().filter(Operation::endsSession).toList();
            operations.forEach(operation -> change(operation, ends, ofSession));
            ofSession.sort(
                    Comparator.<long[]>comparingLong(change -> change[0]).thenComparingLong(change -> change[1]));
            long held = 0;
            for (long[] change : ofSession) {
                long after = Math.max(0, held + change[1]);
                changes.add(new long[] {change[0], after - held});
                held = after;
            }
        }
        long most = Sweep.most(changes);
        if (most > permits) {
            violations.add(most + " permits held at once (expected: at most " + permits + ")");
        }
        history.operations().stream()
                .filter(o -> o.action() == Action.AVAILABLE && o.done())
                .max(Comparator.comparingLong(Operation::completed))
                .filter(last -> last.number() != permits)
                .ifPresent(last ->
                        violations.add(last.number() + " permits in the end (expected: " + permits + "): " + last));
        return Verdict.bad(violations);
    }

    private static void change(Operation operation, List<Operation> ends, List<long[]> changes) {
        switch (operation.action()) {
            case ACQUIRE, DRAIN -> {
                long moment = operation.completed();
                if (operation.done()
                        && ends.stream().noneMatch(end -> end.invoked() <= moment && moment <= end.completed())) {
                    changes.add(new long[] {moment, operation.number()});
                }
            }
            case RELEASE -> changes.add(new long[] {operation.invoked(), -operation.number()});
            case SESSION_MAY_END, MAY_BE_EXCLUDED -> changes.add(new long[] {operation.invoked(), Integer.MIN_VALUE});
            default -> {}
        }
    }
}
