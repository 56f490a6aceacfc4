package io.dipc.memory.simulation;

import io.dipc.histories.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may die with its writer: what it wrote after the last release that it saw completed, unless somebody else has seen
 * any of that or of what came later.
 */
final class Survival {

    record Write(int value, String member, long moment) {}

    private final Observations observations;
    private final Set<String> dead = new HashSet<>();
    /** For each member the latest of its writes that must have survived it. */
    private final Map<String, Long> surviving = new HashMap<>();
    /** For each member the first of its writes that has not. */
    private final Map<String, Long> lost = new HashMap<>();

    private final Set<String> reverted = new HashSet<>();
    /** Whether what died with its reader need not have been seen. */
    private final boolean together;

    private final List<Sight> sights = new ArrayList<>();
    private long moments;

    /** What a member read at a moment. */
    private record Sight(String reader, long moment, Write write) {}

    /**
     * @param together whether several members may be lost together; then what only those have seen may die with them, if
     *     what they did afterwards does, too
     */
    Survival(Observations observations, boolean together) {
        this.observations = observations;
        this.together = together;
    }

    long moment() {
        return ++moments;
    }

    Write write(int value, String member) {
        return new Write(value, member, moment());
    }

    void died(String member) {
        dead.add(member);
    }

    void released(String member, long moment) {
        survives(member, moment);
    }

    /** Somebody has read it. */
    void seen(Write write, String reader) {
        if (write.member.equals(reader)) {
            return;
        }
        if (together) {
            sights.add(new Sight(reader, moment(), write));
        } else {
            survives(write.member, write.moment);
        }
    }

    /**
     * What members have seen that live, or at moments that survived them, survives its writer, too. As long as the writer lives
     * that is not asked: they may still die together.
     */
    void judge() {
        boolean more = true;
        while (more) {
            more = false;
            for (Sight sight : sights) {
                String writer = sight.write.member;
                if (!dead.contains(writer)) {
                    continue;
                }
                boolean counts =
                        !dead.contains(sight.reader) || surviving.getOrDefault(sight.reader, 0L) >= sight.moment;
                if (counts && surviving.getOrDefault(writer, 0L) < sight.write.moment) {
                    survives(writer, sight.write.moment);
                    more = true;
                }
            }
        }
    }

    private void survives(String member, long moment) {
        surviving.merge(member, moment, Math::max);
        check(member);
    }

    boolean mayRevert(Write write) {
        if (!dead.contains(write.member)) {
            return false;
        }
        judge();
        return surviving.getOrDefault(write.member, 0L) < write.moment;
    }

    void revert(Write write) {
        reverted.add(Integer.toString(write.value));
        lost.merge(write.member, write.moment, Math::min);
        check(write.member);
    }

    private void check(String member) {
        long last = surviving.getOrDefault(member, 0L);
        long first = lost.getOrDefault(member, Long.MAX_VALUE);
        observations.check(
                last < first,
                () -> "what " + member + " wrote at " + first + " is lost, but not what it did until " + last);
    }

    int reverted() {
        return reverted.size();
    }

    /** What was seen of writes that died was seen by those that died with them. */
    History withoutReverted(History history) {
        return reverted.isEmpty()
                ? history
                : new History(history.operations().stream()
                        .filter(operation -> operation.elements().stream().noneMatch(reverted::contains))
                        .toList());
    }
}
