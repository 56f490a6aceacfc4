package io.dipc.engine.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients have put and taken in a cluster that parted in two halves and met again, and what of that must not be.
 * Nothing of which a client was told that it was put may be lost; elements that were there when the halves parted, or whose
 * taking was not known to all copies when they met, may be taken once more.
 */
final class HealingObservations {
    /** Longer than a call takes, and what follows from it, if nothing is lost on the way. */
    private static final long ARRIVES = 400 * SimulatedTime.MILLI;

    /** Elements, and when somebody began to put them. */
    private final Map<String, Long> begun = new LinkedHashMap<>();

    private final Map<String, Long> added = new LinkedHashMap<>();
    private final Map<String, List<Taking>> taken = new LinkedHashMap<>();
    private final List<Round> rounds = new ArrayList<>();

    void begun(String element, long now) {
        begun.put(element, now);
    }

    void added(String element, long now) {
        added.put(element, now);
    }

    Taking taken(String element, long now) {
        Taking taking = new Taking(now);
        taken.computeIfAbsent(element, e -> new ArrayList<>()).add(taking);
        return taking;
    }

    void partedAndMet(long parted, long meeting, long met) {
        rounds.add(new Round(parted, meeting, met));
    }

    /** How many elements were put while there were two halves. */
    long putApart() {
        return added.entrySet().stream()
                .filter(e ->
                        rounds.stream().anyMatch(r -> begun.get(e.getKey()) > r.parted() && e.getValue() < r.meeting()))
                .count();
    }

    /** What should not have happened. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        List<String> lost =
                added.keySet().stream().filter(e -> !taken.containsKey(e)).toList();
        if (!lost.isEmpty()) {
            violations.add("lost: " + lost);
        }
        taken.forEach((element, times) -> {
            if (!begun.containsKey(element)) {
                violations.add("unexpected: " + element);
            }
            if (times.size() > 1 && !mayBeTakenTwice(element, times)) {
                violations.add("duplicated: " + element + ", put from " + begun.get(element) + " to "
                        + added.get(element) + ", taken at " + times + " in " + rounds);
            }
        });
        return violations;
    }

    /** Whether two halves explain each further time that it was taken. */
    private boolean mayBeTakenTwice(String element, List<Taking> times) {
        for (int i = 1; i < times.size(); i++) {
            Taking first = times.get(i - 1);
            Taking second = times.get(i);
            if (rounds.stream()
                    .noneMatch(r -> r.explains(begun.get(element), added.getOrDefault(element, 0L), first, second))) {
                return false;
            }
        }
        return true;
    }

    /** That somebody has got an element. */
    static final class Taking {
        private final long at;
        /** When all copies of the taker's half were known to have heard of it: later, if messages were lost. */
        private long known = Long.MAX_VALUE;

        private Taking(long at) {
            this.at = at;
        }

        void knownAt(long when) {
            known = when;
        }

        @Override
        public String toString() {
            return at + (known == Long.MAX_VALUE ? " (never known)" : " (known at " + known + ")");
        }
    }

    /** When halves parted, began to meet, and were one. */
    private record Round(long parted, long meeting, long met) {
        boolean explains(long begun, long ended, Taking first, Taking second) {
            boolean inBoth = begun <= parted + ARRIVES && second.at >= parted;
            // Who leaves the smaller half alone parts from it, too.
            boolean inProgress = whileMeeting(begun) || begun < meeting && ended >= meeting;
            return inBoth || inProgress || unknownWhileMeeting(first) || unknownWhileMeeting(second);
        }

        /** Who met the others meanwhile has offered it again if its copy was one that had not heard of it. */
        private boolean unknownWhileMeeting(Taking taking) {
            return taking.at <= met + ARRIVES && taking.known >= meeting;
        }

        private boolean whileMeeting(long when) {
            return when >= meeting - ARRIVES && when <= met + ARRIVES;
        }
    }
}
