package io.dipc.engine.view;

import io.dipc.engine.network.Member;
import io.dipc.engine.protocol.ViewMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How members get into the view: whom this one asks to take it in, and who asks it. */
final class Joins {
    /** More than ever join at once. */
    private static final int REMEMBERED = 1024;

    private final Member self;
    /** Members of the last view of the session before. */
    private final List<Long> former;

    private final Set<Long> reached = new LinkedHashSet<>();
    private final Map<Long, ViewMessage.Join> asking = new LinkedHashMap<>();
    private List<Member> network = List.of();

    /**
     * @param former of the session before, or null
     * @param last the last view of the session before, or null
     */
    Joins(Member self, Joins former, View last) {
        this.self = self;
        this.former = last != null ? sessions(last) : former != null ? former.former : List.of();
    }

    private static List<Long> sessions(View view) {
        return view.members().stream().map(m -> m.member().session()).toList();
    }

    /** The members that the network shows. */
    void network(List<Member> oldestFirst) {
        network = List.copyOf(oldestFirst);
    }

    /** Whether this member is the oldest that the network shows. */
    boolean oldest() {
        return !network.isEmpty() && network.get(0).session() == self.session();
    }

    /** Whoever may know of the newest view, whether the network shows it at present or not. */
    Set<Long> contacts(View newest, Set<Long> over) {
        Set<Long> contacts = new LinkedHashSet<>();
        network.forEach(m -> contacts.add(m.session()));
        contacts.addAll(newest == null ? former : sessions(newest));
        contacts.removeAll(over);
        contacts.remove(self.session());
        return contacts;
    }

    /** Somebody has answered this member. Returns whether that is news. */
    boolean reached(long session) {
        return reached.add(session);
    }

    /** How this member asks to be taken in. */
    ViewMessage.Join request() {
        return new ViewMessage.Join(self, List.copyOf(reached));
    }

    /** A member asks to be taken in. */
    void asks(long session, ViewMessage.Join join) {
        asking.put(session, join);
        while (asking.size() > REMEMBERED) {
            asking.remove(asking.keySet().iterator().next());
        }
    }

    /** A member does not want to be taken in any more: it is, or its session is over. */
    void settled(long session) {
        asking.remove(session);
    }

    /**
     * Who may be in the next view: newcomers that have reached all that will be in it.
     *
     * @param members who will be in it, so far
     */
    List<ViewMember> admitted(View newest, List<ViewMember> members, long number) {
        List<ViewMember> all = new ArrayList<>(members);
        for (ViewMessage.Join join : asking.values()) {
            boolean reachesAll = all.stream()
                    .map(m -> m.member().session())
                    .allMatch(s -> s == self.session() || join.reached().contains(s));
            if (newest.find(join.joiner().session()) == null && reachesAll) {
                all.add(new ViewMember(join.joiner(), false, false, number));
            }
        }
        return all;
    }
}
