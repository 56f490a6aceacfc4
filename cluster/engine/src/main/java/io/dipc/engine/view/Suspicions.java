package io.dipc.engine.view;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is suspected: who has not been heard of for as long as a lease, and of two that cannot reach each other, one. That the
 * network does not show a member says nothing: its lease would not be over sooner, and it may be back before.
 */
final class Suspicions {
    private final long self;
    private final Set<Long> over;
    /** When who was heard of last. */
    private final Map<Long, Long> heard = new HashMap<>();
    /** Who complains about whom, and when it did last. */
    private final Map<List<Long>, Long> complaints = new HashMap<>();

    private long lastTick;

    /** @param over sessions that are over, as they become known */
    Suspicions(long self, Set<Long> over, long now) {
        this.self = self;
        this.over = over;
        this.lastTick = now;
    }

    /** Time has passed. */
    void tick(long now, long leaseNanos) {
        if (now - lastTick > leaseNanos / 4) {
            // This JVM itself stood still: that it has heard of nobody says nothing.
            heard.replaceAll((session, then) -> now);
        }
        lastTick = now;
    }

    void heard(long session, long now) {
        heard.put(session, now);
    }

    /** Those of some members that have not been heard of for that long. */
    List<Long> silent(Collection<Long> sessions, long now, long nanos) {
        return sessions.stream()
                .filter(session -> session != self && now - heard.getOrDefault(session, lastTick) > nanos)
                .toList();
    }

    /** A member cannot reach another one, or does not hear it. */
    void complaint(long from, long about, long now) {
        complaints.put(List.of(from, about), now);
    }

    /** Complaints that were not repeated for some time do not count any more. */
    void forgetComplaints(long now, long nanos) {
        complaints.values().removeIf(then -> now - then > nanos);
    }

    /** A view has begun. */
    void viewInstalled(View view, long now) {
        complaints.clear();
        heard.keySet().removeIf(session -> view.find(session) == null);
        view.members().forEach(m -> heard.putIfAbsent(m.member().session(), now));
    }

    /** Whether a member of the view is suspected. */
    boolean suspected(long session, View view, long leaseNanos, long now) {
        if (now - heard.getOrDefault(session, lastTick) > leaseNanos) {
            return true;
        }
        // Two that cannot reach each other: the one that more others cannot reach goes, or the younger.
        for (List<Long> pair : complaints.keySet()) {
            long other = pair.get(0) == session ? pair.get(1) : pair.get(1) == session ? pair.get(0) : 0;
            if (other != 0 && heardLately(session, leaseNanos, now) && heardLately(other, leaseNanos, now)) {
                int more = partners(session).size() - partners(other).size();
                if (other == self || more > 0 || more == 0 && younger(view, session, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether what a member is suspected for holds now: it is silent still, or a complaint in which it is named has just been
     * repeated. Two that have found each other again stop complaining before their complaints are forgotten.
     *
     * @param nanos how old a complaint may be
     */
    boolean confirmed(long session, long leaseNanos, long now, long nanos) {
        return now - heard.getOrDefault(session, lastTick) > leaseNanos
                || complaints.entrySet().stream()
                        .anyMatch(each -> each.getKey().contains(session) && now - each.getValue() < nanos);
    }

    private boolean heardLately(long session, long leaseNanos, long now) {
        return session == self || !over.contains(session) && now - heard.getOrDefault(session, now) < leaseNanos / 2;
    }

    /** The members that complain about one, or that it complains about. */
    private Set<Long> partners(long session) {
        Set<Long> partners = new HashSet<>();
        for (List<Long> pair : complaints.keySet()) {
            if (pair.contains(session)) {
                partners.addAll(pair);
            }
        }
        return partners;
    }

    private static boolean younger(View view, long session, long other) {
        for (ViewMember m : view.members()) {
            if (m.member().session() == other) {
                return true;
            }
            if (m.member().session() == session) {
                return false;
            }
        }
        return false;
    }
}
