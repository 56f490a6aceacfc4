package io.dipc.engine.view;

import io.dipc.engine.network.Member;
import io.dipc.engine.protocol.CoordinatorMessage;
import io.dipc.engine.protocol.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides views for {@code quorum=none}, where suspicion counts as proof: the oldest member that the network shows makes
 * the views, from what the network shows. A member that has become the oldest first asks all others for the newest view
 * that they know, so that its own are newer.
 *
 * <p>Single-threaded. Every member has one; it acts only where the member is the oldest.
 */
public final class Coordinator implements Membership {

    /** What the coordinator needs of the node. */
    public interface Port {
        /** Sends a message to a member. */
        void send(long session, Message message);

        /** Makes a view the current one here. */
        void install(View view);

        /** Members are left out of the view that was just made, and nobody has proof that they are dead. */
        void suspected(Collection<Member> members);
    }

    /** More than ever leave at once. */
    private static final int REMEMBERED = 256;

    private final long self;
    private final int backups;
    private final Port port;
    /** Sessions that said goodbye, and whether in order; the oldest goodbye first. */
    private final Map<Long, Boolean> goodbyes = new LinkedHashMap<>();

    /** Sessions that are over beyond doubt, the first to be known so first. */
    private final Set<Long> proven = new LinkedHashSet<>();

    private final Set<Long> unanswered = new HashSet<>();
    private List<Member> network = List.of();
    private boolean leading;
    private View newest;

    public Coordinator(long self, int backups, Port port) {
        this.self = self;
        this.backups = backups;
        this.port = port;
    }

    @Override
    public View newest() {
        return newest;
    }

    /** Suspicion counts as proof: who is suspected is out, and no lease could tell it. */
    @Override
    public long leaseNanos(long nowNanos, long nowMillis) {
        return Long.MAX_VALUE;
    }

    /** The session that decides, as far as this member knows, or 0. */
    private long leader() {
        return network.isEmpty() ? 0 : network.get(0).session();
    }

    /** The network shows it by {@link #members}; this tells that it is right. */
    @Override
    public void over(long session, boolean dead) {
        proven.add(session);
        if (proven.size() > REMEMBERED) {
            proven.remove(proven.iterator().next());
        }
    }

    @Override
    public void tick() {}

    @Override
    public void leave(boolean orderly) {
        long leader = leader();
        if (leader == self) {
            goodbye(self, orderly);
        } else if (leader != 0 && newest != null && newest.alive(self)) {
            port.send(leader, new CoordinatorMessage.Goodbye(orderly));
        }
    }

    @Override
    public boolean received(long from, Message message) {
        if (message instanceof CoordinatorMessage.ViewQuery) {
            port.send(from, new CoordinatorMessage.ViewAnswer(newest));
        } else if (message instanceof CoordinatorMessage.ViewAnswer m) {
            answered(from, m.newest());
        } else if (message instanceof CoordinatorMessage.ViewDecided m) {
            decided(m.decided());
        } else if (message instanceof CoordinatorMessage.Goodbye m) {
            goodbye(from, m.orderly());
        } else {
            return false;
        }
        return true;
    }

    @Override
    public String waitsFor() {
        return "the oldest member to name the members";
    }

    @Override
    public void members(List<Member> oldestFirst) {
        network = List.copyOf(oldestFirst);
        Set<Long> present = new HashSet<>();
        network.forEach(m -> present.add(m.session()));
        unanswered.retainAll(present);
        if (leader() != self) {
            leading = false;
            unanswered.clear();
            return;
        }
        if (!leading) {
            leading = true;
            for (Member member : network) {
                if (member.session() != self) {
                    unanswered.add(member.session());
                    port.send(member.session(), new CoordinatorMessage.ViewQuery());
                }
            }
        }
        propose();
    }

    /** A member says goodbye. */
    void goodbye(long session, boolean orderly) {
        if (!goodbyes.containsKey(session)) {
            remember(session, orderly);
            propose();
        }
    }

    /** A member answers with the newest view that it knows, or null. */
    void answered(long session, View view) {
        learn(view);
        if (unanswered.remove(session)) {
            propose();
        }
    }

    /** Another member decided a view. Views that are older than the newest, or do not contain this member, are void. */
    void decided(View view) {
        if ((newest == null || view.number() > newest.number()) && view.find(self) != null) {
            learn(view);
            port.install(view);
        }
    }

    private void remember(long session, boolean orderly) {
        goodbyes.putIfAbsent(session, orderly);
        if (goodbyes.size() > REMEMBERED) {
            goodbyes.keySet().remove(goodbyes.keySet().iterator().next());
        }
    }

    private void learn(View view) {
        if (view == null || newest != null && view.number() <= newest.number()) {
            return;
        }
        newest = view;
        view.ended().forEach(session -> remember(session, true));
        for (ViewMember m : view.members()) {
            if (m.leaving()) {
                remember(m.member().session(), m.orderly());
            }
        }
    }

    private void propose() {
        if (!leading || !unanswered.isEmpty()) {
            return;
        }
        List<ViewMember> members = new ArrayList<>();
        for (Member member : network) {
            Boolean orderly = goodbyes.get(member.session());
            members.add(new ViewMember(member, orderly != null, orderly != null && orderly));
        }
        if (newest != null && newest.members().equals(members)) {
            return;
        }
        View view = new View(
                View.numberAfter(newest == null ? 0 : newest.number(), self),
                newest == null ? backups : newest.backups(),
                List.copyOf(members),
                ended(members));
        List<Member> suspected = newest == null ? List.of() : suspected(newest, view);
        newest = view;
        port.install(view);
        for (Member member : network) {
            if (member.session() != self) {
                port.send(member.session(), new CoordinatorMessage.ViewDecided(view));
            }
        }
        if (!suspected.isEmpty()) {
            port.suspected(suspected);
        }
    }

    private List<Member> suspected(View before, View after) {
        return before.members().stream()
                .map(ViewMember::member)
                .filter(m -> after.find(m.session()) == null
                        && !goodbyes.containsKey(m.session())
                        && !proven.contains(m.session()))
                .toList();
    }

    private List<Long> ended(List<ViewMember> members) {
        Set<Long> ended = new LinkedHashSet<>();
        goodbyes.forEach((session, orderly) -> {
            if (orderly) {
                ended.add(session);
            }
        });
        members.forEach(m -> ended.remove(m.member().session()));
        return List.copyOf(ended);
    }
}
