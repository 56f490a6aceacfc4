package io.dipc.engine.replication;

import io.dipc.engine.protocol.Completed;
import io.dipc.engine.protocol.Holding;
import io.dipc.engine.view.View;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the members of a view say to the home of a partition of their copies, and which copy has every entry that was ever
 * acknowledged: the newest one of those that members have kept from view to view, since a copy that is void is dropped
 * before anything is executed beside it. If there is none, because all who had one are dead or excluded, the copy of a
 * member that was excluded and is back will do, if it is known that nothing was executed without it: by a member that has
 * been there since, which would have heard of it.
 */
final class Reports {
    /** A member's copy. */
    record Source(long member, Holding copy) {}

    private final View view;
    private final Set<Long> missing = new HashSet<>();
    private final Map<Long, Holding> holdings = new HashMap<>();
    private final Map<Long, Holding> former = new HashMap<>();
    private Completed completed;

    /**
     * @param members whose reports there will be
     */
    Reports(View view, Collection<Long> members) {
        this.view = view;
        missing.addAll(members);
    }

    /**
     * A member reports. A report that is not missing is ignored.
     *
     * @param holding its copy, or null
     * @param formerHolding its copy in its session before this one, or null
     * @param known what it knows of the partition, or null
     * @return whether nothing is missing now, and something was
     */
    boolean add(long from, Holding holding, Holding formerHolding, Completed known) {
        if (!missing.remove(from)) {
            return false;
        }
        if (holding != null) {
            holdings.put(from, holding);
        }
        if (formerHolding != null) {
            former.put(from, formerHolding);
        }
        completed = newer(completed, known);
        return missing.isEmpty();
    }

    /** Of two words of a partition, of which each may be null, the newer one. */
    static Completed newer(Completed a, Completed b) {
        return a == null || b != null && b.view() > a.view() ? b : a;
    }

    /** Who has not reported yet. */
    Set<Long> missing() {
        return Set.copyOf(missing);
    }

    /** A member's copy, or null; not that of a former session. */
    Holding holding(long member) {
        return holdings.get(member);
    }

    /** Who has the copy that is to be taken, or null if nobody has it. Of equal ones it is that of the preferred member. */
    Source best(long preferred) {
        Source best = newest(holdings, preferred);
        if (best != null) {
            return best;
        }
        Source back = newest(former, preferred);
        return back != null && nothingSince(back.copy().view()) ? back : null;
    }

    private static Source newest(Map<Long, Holding> copies, long preferred) {
        Holding own = copies.get(preferred);
        Source best = own == null ? null : new Source(preferred, own);
        for (Map.Entry<Long, Holding> each : copies.entrySet()) {
            if (best == null || each.getValue().compareTo(best.copy()) > 0) {
                best = new Source(each.getKey(), each.getValue());
            }
        }
        return best;
    }

    private boolean nothingSince(long number) {
        return (completed == null || completed.view() <= number)
                && view.members().stream().anyMatch(m -> m.since() <= number);
    }

    /** Who had copies when the partition was complete for the last time, and is not in the view any more. */
    List<Long> absentHolders() {
        return completed == null
                ? List.of()
                : completed.holders().stream()
                        .filter(session -> view.find(session) == null)
                        .toList();
    }
}
