package io.dipc.engine.view;

import io.dipc.engine.network.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a cluster begins, and how it goes on when a majority of its voters is proven dead: the oldest one that may live
 * asks all others that may live for the newest view that they hold, and when all have answered makes the next one from
 * it. Every one of them must answer. That is enough, because a view comes into effect only when all its members have it:
 * whatever the dead decided and no survivor holds was never in effect.
 */
final class Survivors {
    /** By how much the numbers of views jump, so that they are above whatever the dead may have decided. */
    private static final long JUMP = 1024;

    private final long self;
    private final Supplier<View> newest;
    private final Set<Long> seen = new LinkedHashSet<>();
    private final Set<Long> unanswered = new LinkedHashSet<>();
    private final Set<Long> answered = new HashSet<>();
    private List<Member> network = List.of();
    private long floor;
    private boolean asking;

    /** @param former of the session before, or null */
    Survivors(long self, Supplier<View> newest, Survivors former) {
        this.self = self;
        this.newest = newest;
        if (former != null) {
            floor = former.floor;
            seen.addAll(former.seen);
            seen.remove(former.self);
        }
    }

    void network(List<Member> oldestFirst) {
        network = oldestFirst;
        oldestFirst.forEach(m -> seen.add(m.session()));
    }

    /** A view has begun: what was asked before is void. */
    void viewInstalled(View view) {
        floor = Math.max(floor, view.number());
        view.members().forEach(m -> seen.add(m.member().session()));
        asking = false;
        unanswered.clear();
        answered.clear();
    }

    /** Whether it is this member that begins. */
    boolean begins(Set<Long> over) {
        View view = newest.get();
        if (view != null) {
            for (ViewMember m : view.members()) {
                if (!over.contains(m.member().session())) {
                    return m.member().session() == self;
                }
            }
            return false;
        }
        if (network.isEmpty()
                || network.get(0).session() != self
                || !network.get(0).hosts()) {
            return false;
        }
        Set<Long> absent = new HashSet<>(seen);
        network.forEach(m -> absent.remove(m.session()));
        return over.containsAll(absent);
    }

    /** Whether it has begun to ask. */
    boolean asking() {
        return asking;
    }

    /** Whom to ask now, for the first time. */
    List<Long> ask(Set<Long> over) {
        asking = true;
        List<Long> now = new ArrayList<>();
        for (long session : others()) {
            if (!over.contains(session) && !answered.contains(session) && unanswered.add(session)) {
                now.add(session);
            }
        }
        unanswered.removeAll(over);
        unanswered.retainAll(others());
        return now;
    }

    private List<Long> others() {
        View view = newest.get();
        List<Long> others = new ArrayList<>();
        if (view == null) {
            network.forEach(m -> others.add(m.session()));
        } else {
            view.members().forEach(m -> others.add(m.member().session()));
        }
        others.remove(self);
        return others;
    }

    /** Whom to ask again. */
    Set<Long> asked() {
        return unanswered;
    }

    /** A survivor's newest view, or null. */
    void answered(long from, View view) {
        // Whoever holds a view will be heard of in it; a beginner must not begin beside it.
        if (newest.get() != null || view == null) {
            if (unanswered.remove(from)) {
                answered.add(from);
            }
        }
        if (view != null) {
            floor = Math.max(floor, view.number());
        }
    }

    /** Whether all have answered. */
    boolean complete() {
        return asking && unanswered.isEmpty();
    }

    /** The number above which the next view's must be. */
    long floor() {
        return floor == 0 ? 0 : floor + (JUMP << 16);
    }
}
