package io.dipc.engine.view;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of sessions that end: who said goodbye, whose session is over, whom views have left out. */
final class Departures {
    /** More than ever leave or die at once. */
    private static final int REMEMBERED = 1024;

    /** Who has said goodbye, and whether in order. */
    private final Map<Long, Boolean> goodbyes = new LinkedHashMap<>();

    private final Set<Long> over = new LinkedHashSet<>();
    /** Those of them whose JVMs do not run any more, or have left. */
    private final Set<Long> dead = new LinkedHashSet<>();
    /** They do not come back. */
    private final Set<Long> leftOut = new LinkedHashSet<>();

    /** @param former what the session before knew, or null */
    Departures(Departures former) {
        if (former != null) {
            over.addAll(former.over);
            dead.addAll(former.dead);
        }
    }

    /** The sessions that are proven to be over, as they become known. */
    Set<Long> over() {
        return Collections.unmodifiableSet(over);
    }

    /** A session is proven to be over. Returns whether that is news. */
    boolean ended(long session) {
        boolean news = over.add(session);
        limit(over);
        return news;
    }

    /** A session's JVM is proven not to run any more, or has left. Returns whether that is news. */
    boolean died(long session) {
        boolean news = dead.add(session);
        limit(dead);
        return news;
    }

    /** Whether a session's JVM is proven not to run any more, or has left. */
    boolean dead(long session) {
        return dead.contains(session);
    }

    /** Whether a session's JVM is proven not to run any more, or has left, and the session had said goodbye. */
    boolean departed(long session) {
        return dead.contains(session) && goodbyes.containsKey(session);
    }

    /** The sessions of which {@link #dead} is true, for the next view. */
    List<Long> dead() {
        return List.copyOf(dead);
    }

    /** A member says goodbye. Returns whether that is news. */
    boolean goodbye(long session, boolean orderly) {
        boolean news = goodbyes.putIfAbsent(session, orderly) == null;
        limit(goodbyes.keySet());
        return news;
    }

    /** Whether a view has left a session out. */
    boolean leftOut(long session) {
        return leftOut.contains(session);
    }

    /**
     * A view follows another one.
     *
     * @param before null if it is the first
     */
    void viewInstalled(View before, View view) {
        if (before != null) {
            before.members().stream()
                    .map(m -> m.member().session())
                    .filter(session -> view.find(session) == null)
                    .forEach(leftOut::add);
            limit(leftOut);
        }
        view.ended().forEach(session -> goodbyes.putIfAbsent(session, true));
        view.dead().forEach(this::died);
        for (ViewMember m : view.members()) {
            if (m.leaving()) {
                goodbyes.putIfAbsent(m.member().session(), m.orderly());
            }
        }
    }

    /** A member as the next view has it: leaving, if it has said goodbye. */
    ViewMember inNextView(ViewMember member) {
        Boolean orderly = goodbyes.get(member.member().session());
        return orderly != null && !member.leaving() ? member.goodbye(orderly) : member;
    }

    /** The sessions that ended in order and are not among the members of the next view. */
    List<Long> endedInOrder(List<ViewMember> members) {
        Set<Long> orderly = new LinkedHashSet<>();
        goodbyes.forEach((session, inOrder) -> {
            if (inOrder) {
                orderly.add(session);
            }
        });
        members.forEach(m -> orderly.remove(m.member().session()));
        return List.copyOf(orderly);
    }

    private static void limit(Collection<Long> remembered) {
        while (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.iterator().next());
        }
    }
}
