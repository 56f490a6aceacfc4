package io.dipc.engine.view;

import io.dipc.engine.network.Member;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.ViewMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Agrees on views by majority: each view is decided by a majority of the voters of the view before. The network finds
 * members and says what is certain, nothing more.
 *
 * <p>Leases: every member sends heartbeats to the voters, who echo them. A member may answer within a lease from the
 * moment at which the last heartbeat was sent that a majority echoed. The leader of the voters takes a member out of the
 * view when it is proven that its session is over, or when a majority of voters have promised not to echo it any more and
 * the lease after their last echo is over.
 *
 * <p>A voter that has accepted a view, decided or not, echoes heartbeats of no older view: so what other voters promise
 * in the next view holds for members that have not heard of it.
 */
public final class VotedMembership implements Membership {

    /** What this needs of the node. */
    public interface Port {
        /** Sends a message, which may be lost. */
        void send(long session, ViewMessage message);

        /** Makes a view the current one here. */
        void install(View view);

        /** The cluster goes on without this session: it is over. Nothing is called after that. */
        void excluded();

        /** Members of the view that have acknowledged nothing for as long as a lease. */
        Collection<Long> stalled();
    }

    /** More than ever leave, join or die at once. */
    private static final int REMEMBERED = 1024;

    private final Member self;
    private final VotingOptions options;
    private final Port port;
    private final Lease lease;
    private final Echoes echoes = new Echoes();
    private final Exclusions exclusions = new Exclusions();
    private final Survivors survivors;
    private final Map<Long, Long> heard = new HashMap<>();
    private final Map<Long, Boolean> goodbyes = new LinkedHashMap<>();
    private final Map<Long, ViewMessage.Join> joins = new LinkedHashMap<>();
    private final Set<Long> over = new LinkedHashSet<>();
    /** Sessions that views have left out: they do not come back. */
    private final Set<Long> leftOut = new LinkedHashSet<>();

    private final Set<Long> reached = new LinkedHashSet<>();
    /** Who complains about whom, and when it did last. */
    private final Map<List<Long>, Long> complaints = new HashMap<>();

    /** Members of the last view of the session before. */
    private final List<Long> former;

    private List<Member> network = List.of();
    private View newest;
    private Voters voters;
    private int suspectingTerm;
    private Boolean leaving;
    private long lastTick;
    private long lastBeat;
    private boolean ended;

    public VotedMembership(Member self, VotingOptions options, Port port) {
        this(self, options, port, null);
    }

    /**
     * @param former the same JVM's in the session before, or null: who excluded it may be out of sight, and it must not
     *     begin beside them
     */
    private VotedMembership(Member self, VotingOptions options, Port port, VotedMembership former) {
        this.self = self;
        this.options = options;
        this.port = port;
        this.lease = new Lease(self.session());
        this.survivors = new Survivors(self.session(), this::newest, former == null ? null : former.survivors);
        this.former = former == null ? List.of() : former.newest == null ? former.former : sessions(former.newest);
        this.lastTick = now();
        this.lastBeat = lastTick - options.heartbeatNanos();
        if (former != null) {
            over.addAll(former.over);
        }
    }

    /** The same JVM's part in its next session, after this one is over. */
    public VotedMembership successor(Member newSelf) {
        ended = true;
        closeVoters();
        return new VotedMembership(newSelf, options, port, this);
    }

    @Override
    public View newest() {
        return newest;
    }

    @Override
    public boolean leased(long nowNanos, long nowMillis) {
        return newest != null && (!options.leases() || lease.valid(nowNanos, nowMillis));
    }

    @Override
    public void members(List<Member> oldestFirst) {
        if (!ended) {
            network = List.copyOf(oldestFirst);
            survivors.network(network);
            if (newest == null) {
                askToJoin(contacts());
            }
            act();
        }
    }

    @Override
    public void over(long session) {
        if (!ended && session != self.session() && over.add(session)) {
            limit(over);
            joins.remove(session);
            if (newest != null && newest.find(session) != null) {
                toAll(new ViewMessage.Ended(session));
                if (voters != null && newest.quorum().has(session)) {
                    voters.over(session);
                }
            }
            act();
        }
    }

    @Override
    public void leave(boolean orderly) {
        leaving = orderly;
        if (!ended && newest != null && !newest.find(self.session()).leaving()) {
            goodbye(self.session(), orderly);
            toVoters(new ViewMessage.Goodbye(orderly));
        }
    }

    @Override
    public boolean received(long from, Message message) {
        if (!(message instanceof Message.OfViews ofViews)) {
            return false;
        }
        if (!ended && !over.contains(from)) {
            received(from, ofViews.content());
        }
        return true;
    }

    private void received(long from, ViewMessage message) {
        heard.put(from, now());
        if (message instanceof ViewMessage.Heartbeat m) {
            heartbeat(from, m);
        } else if (message instanceof ViewMessage.Echo m) {
            if (newest != null && m.view() == newest.number() && newest.quorum().has(from)) {
                lease.echoed(from, m.nanos(), m.millis());
            }
        } else if (message instanceof ViewMessage.Raft m) {
            if (voters != null && newest.quorum().group() == m.group()) {
                voters.received(m.message());
                act();
            }
        } else if (message instanceof ViewMessage.Decided m) {
            if (newest == null && m.view().quorum() != null && reached.add(from)) {
                askToJoin(m.view().quorum().voters());
            }
            decided(m.view());
        } else if (message instanceof ViewMessage.Join m) {
            join(from, m);
        } else if (message instanceof ViewMessage.Silence m) {
            silence(from, m);
        } else if (message instanceof ViewMessage.Silenced m) {
            if (leads() && m.term() == voters.term() && m.view() == newest.number()) {
                exclusions.promised(m.session(), from, now() - m.sinceEcho());
                act();
            }
        } else if (message instanceof ViewMessage.Suspect m) {
            if (newest != null && m.view() == newest.number()) {
                complaints.put(List.of(from, m.session()), now());
            }
        } else if (message instanceof ViewMessage.Goodbye m) {
            goodbye(from, m.orderly());
        } else if (message instanceof ViewMessage.Ended m) {
            if (m.session() == self.session()) {
                exclude();
            } else {
                over(m.session());
            }
        } else if (message instanceof ViewMessage.Query m) {
            m.over().forEach(this::over);
            port.send(from, new ViewMessage.Answer(newest));
        } else if (message instanceof ViewMessage.Answer m) {
            survivors.answered(from, m.newest());
            if (m.newest() != null) {
                decided(m.newest());
            }
            act();
        }
    }

    private void heartbeat(long from, ViewMessage.Heartbeat m) {
        if (newest == null) {
            return;
        }
        if (m.view() < newest.number()) {
            port.send(from, new ViewMessage.Decided(newest));
        } else if (m.view() > newest.number()) {
            port.send(from, new ViewMessage.Query(List.of()));
        } else if (votes() && newest.find(from) != null && mayEcho(from)) {
            echoes.echoed(from, now());
            port.send(from, new ViewMessage.Echo(m.view(), m.nanos(), m.millis()));
        }
    }

    private boolean mayEcho(long session) {
        return echoes.allowed(session) && voters.accepted() <= newest.number();
    }

    private void join(long from, ViewMessage.Join m) {
        if (newest == null) {
            return;
        }
        if (leftOut.contains(from)) {
            port.send(from, new ViewMessage.Ended(from));
            return;
        }
        if (newest.find(from) == null) {
            joins.put(from, m);
            limit(joins.keySet());
        }
        port.send(from, new ViewMessage.Decided(newest));
        act();
    }

    private void silence(long from, ViewMessage.Silence m) {
        if (!votes() || m.view() != newest.number()) {
            return;
        }
        if (m.silent()) {
            echoes.silence(m.term(), m.session());
            port.send(
                    from, new ViewMessage.Silenced(m.term(), m.view(), m.session(), echoes.since(m.session(), now())));
        } else {
            echoes.lift(m.term(), m.session());
        }
    }

    private void goodbye(long session, boolean orderly) {
        if (goodbyes.putIfAbsent(session, orderly) == null) {
            limit(goodbyes.keySet());
            act();
        }
    }

    @Override
    public void tick() {
        if (ended) {
            return;
        }
        long now = now();
        if (now - lastTick > leaseNanos() / 4) {
            // This JVM itself stood still: that it has heard of nobody says nothing.
            heard.replaceAll((session, then) -> now);
        }
        lastTick = now;
        if (voters != null) {
            voters.tick();
        }
        if (!ended && now - lastBeat >= (newest == null ? options.joinNanos() : options.heartbeatNanos())) {
            beat(now);
        }
        act();
    }

    private void beat(long now) {
        lastBeat = now;
        survivors.asked().forEach(session -> port.send(session, new ViewMessage.Query(List.copyOf(over))));
        if (newest == null) {
            askToJoin(contacts());
            return;
        }
        ViewMessage.Heartbeat heartbeat = new ViewMessage.Heartbeat(newest.number(), now, millis());
        if (votes() && mayEcho(self.session())) {
            echoes.echoed(self.session(), now);
            lease.echoed(self.session(), heartbeat.nanos(), heartbeat.millis());
        }
        toVoters(heartbeat);
        if (!lease.valid(now, heartbeat.millis())) {
            // Voters may be others by now, whom this member does not know.
            for (long session : contacts()) {
                if (!newest.quorum().has(session)) {
                    port.send(session, heartbeat);
                }
            }
        }
        if (leaving != null && !newest.find(self.session()).leaving()) {
            toVoters(new ViewMessage.Goodbye(leaving));
        }
        for (ViewMember m : newest.members()) {
            if (over.contains(m.member().session())) {
                toAll(new ViewMessage.Ended(m.member().session()));
            }
        }
        for (long session : port.stalled()) {
            complaints.put(List.of(self.session(), session), now);
            toVoters(new ViewMessage.Suspect(newest.number(), session));
        }
        complaints.values().removeIf(then -> now - then > 3 * options.heartbeatNanos());
    }

    private void askToJoin(Collection<Long> sessions) {
        ViewMessage.Join join = new ViewMessage.Join(self, List.copyOf(reached));
        sessions.forEach(session -> port.send(session, join));
    }

    /** Whoever may know of the newest view, whether the network shows it at present or not. */
    private Set<Long> contacts() {
        Set<Long> contacts = new LinkedHashSet<>(sessions(network));
        contacts.addAll(newest == null ? former : sessions(newest));
        contacts.removeAll(over);
        contacts.remove(self.session());
        return contacts;
    }

    private static List<Long> sessions(View view) {
        return view.members().stream().map(m -> m.member().session()).toList();
    }

    private static List<Long> sessions(List<Member> members) {
        return members.stream().map(Member::session).toList();
    }

    /** Does whatever can be done now. */
    private void act() {
        if (ended) {
            return;
        }
        if (newest == null
                || newest.quorum().voters().stream().filter(over::contains).count()
                        > newest.quorum().voters().size() - newest.quorum().majority()) {
            actWithoutMajority();
        } else if (leads() && !voters.proposing()) {
            propose();
        }
    }

    private boolean leads() {
        return voters != null && voters.leads();
    }

    private boolean votes() {
        return newest != null && newest.quorum().has(self.session());
    }

    /** A majority of the voters is proven dead, or there never was any: somebody must begin. */
    private void actWithoutMajority() {
        if (!survivors.begins(over)) {
            return;
        }
        if (newest != null && !survivors.asking() && !leased(now(), millis())) {
            // Before they died they may have excluded this member.
            exclude();
            return;
        }
        List<Long> asked = survivors.ask(over);
        if (!asked.isEmpty()) {
            asked.forEach(session -> port.send(session, new ViewMessage.Query(List.copyOf(over))));
            return;
        }
        if (survivors.complete()) {
            long number = View.numberAfter(survivors.floor(), self.session());
            List<ViewMember> members = new ArrayList<>();
            if (newest == null) {
                members.add(new ViewMember(self, false, false, number));
            } else {
                newest.members().stream()
                        .filter(m -> !over.contains(m.member().session()))
                        .forEach(members::add);
            }
            install(next(number, members));
            announce(newest);
        }
    }

    private void propose() {
        if (suspectingTerm != voters.term()) {
            suspectingTerm = voters.term();
            exclusions.reset();
        }
        long number = View.numberAfter(newest.number(), self.session());
        List<ViewMember> members = new ArrayList<>();
        for (ViewMember m : newest.members()) {
            long session = m.member().session();
            if (over.contains(session) || exclusionDue(session)) {
                continue;
            }
            Boolean orderly = goodbyes.get(session);
            members.add(orderly != null && !m.leaving() ? m.goodbye(orderly) : m);
        }
        for (ViewMessage.Join join : joins.values()) {
            long session = join.joiner().session();
            boolean reachesAll = members.stream()
                    .map(m -> m.member().session())
                    .allMatch(s -> s == self.session() || join.reached().contains(s));
            if (newest.find(session) == null && reachesAll) {
                members.add(new ViewMember(join.joiner(), false, false, number));
            }
        }
        if (!members.equals(newest.members()) && !members.isEmpty()) {
            voters.propose(newest.number(), next(number, members));
        }
    }

    private View next(long number, List<ViewMember> members) {
        Set<Long> orderly = new LinkedHashSet<>();
        goodbyes.forEach((session, inOrder) -> {
            if (inOrder) {
                orderly.add(session);
            }
        });
        members.forEach(m -> orderly.remove(m.member().session()));
        Electors before = newest == null ? null : newest.quorum();
        return new View(
                number,
                newest == null ? options.backups() : newest.backups(),
                List.copyOf(members),
                List.copyOf(orderly),
                Electors.of(members, number, before, leaseMillis()));
    }

    /** Whether a member is suspected and its lease must have ended. Sees to it that it ends. */
    private boolean exclusionDue(long session) {
        if (session == self.session()) {
            return false;
        }
        long now = now();
        if (!suspect(session, now)) {
            if (exclusions.trust(session)) {
                echoes.lift(voters.term(), session);
                toVoters(new ViewMessage.Silence(voters.term(), newest.number(), session, false));
            }
            return false;
        }
        if (!options.leases()) {
            return true;
        }
        boolean first = exclusions.suspect(session);
        if (exclusions.ask(session, now, options.heartbeatNanos())) {
            for (long voter : newest.quorum().voters()) {
                if (voter != self.session() && exclusions.missing(session, voter)) {
                    port.send(voter, new ViewMessage.Silence(voters.term(), newest.number(), session, true));
                }
            }
        }
        if (first && votes()) {
            echoes.silence(voters.term(), session);
            exclusions.promised(session, self.session(), now - echoes.since(session, now));
        }
        return exclusions.leaseOver(session, newest.quorum(), now);
    }

    private boolean suspect(long session, long now) {
        // That the network does not show it says nothing: the lease would not be over sooner, and it may be back
        // before.
        if (now - heard.getOrDefault(session, lastTick) > leaseNanos()) {
            return true;
        }
        // Two that cannot reach each other: the one that more others cannot reach goes, or the younger.
        for (List<Long> pair : complaints.keySet()) {
            long other = pair.get(0) == session ? pair.get(1) : pair.get(1) == session ? pair.get(0) : 0;
            if (other != 0 && heardLately(session, now) && heardLately(other, now)) {
                int more = partners(session).size() - partners(other).size();
                if (other == self.session() || more > 0 || more == 0 && younger(session, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean heardLately(long session, long now) {
        return session == self.session()
                || !over.contains(session) && now - heard.getOrDefault(session, now) < leaseNanos() / 2;
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

    private boolean younger(long session, long other) {
        for (ViewMember m : newest.members()) {
            if (m.member().session() == other) {
                return true;
            }
            if (m.member().session() == session) {
                return false;
            }
        }
        return false;
    }

    /** A view that was decided, here or elsewhere. */
    private void decided(View view) {
        if (ended || view.quorum() == null || newest != null && view.number() <= newest.number()) {
            return;
        }
        ViewMember me = view.find(self.session());
        if (newest == null) {
            if (me != null) {
                install(view);
            }
        } else if (me == null || me.since() != newest.find(self.session()).since()) {
            exclude();
        } else {
            install(view);
        }
    }

    private void exclude() {
        ended = true;
        closeVoters();
        port.excluded();
    }

    private void install(View view) {
        long now = now();
        Electors before = newest == null ? null : newest.quorum();
        if (newest != null) {
            sessions(newest).stream().filter(s -> view.find(s) == null).forEach(leftOut::add);
            limit(leftOut);
        }
        newest = view;
        survivors.viewInstalled(view);
        exclusions.reset();
        complaints.clear();
        echoes.viewInstalled(view, now);
        lease.electors(view.quorum(), now, millis());
        view.ended().forEach(session -> goodbyes.putIfAbsent(session, true));
        heard.keySet().removeIf(session -> view.find(session) == null);
        for (ViewMember m : view.members()) {
            heard.putIfAbsent(m.member().session(), now);
            joins.remove(m.member().session());
            if (m.leaving()) {
                goodbyes.putIfAbsent(m.member().session(), m.orderly());
            }
        }
        if (before == null || before.group() != view.quorum().group()) {
            closeVoters();
            if (votes()) {
                voters = open(view.quorum());
                over.forEach(voters::over);
            }
        }
        port.install(view);
        beat(now);
        act();
    }

    private Voters open(Electors electors) {
        long group = electors.group();
        Voters.Port votersPort = new Voters.Port() {
            @Override
            public void send(long voter, byte[] message) {
                port.send(voter, new ViewMessage.Raft(group, message));
            }

            @Override
            public void decided(long base, View next) {
                if (newest.number() == base) {
                    View last = newest;
                    boolean leader = leads();
                    VotedMembership.this.decided(next);
                    if (leader && !ended) {
                        announce(last);
                    }
                }
            }
        };
        return electors.voters().size() == 1
                ? new SoleVoter(votersPort)
                : new RaftVoters(self.session(), electors, options.nanoClock(), options.random(), votersPort);
    }

    /** Tells all whom the newest view concerns: its members, and those of the one before. */
    private void announce(View before) {
        View view = newest;
        Set<Long> concerned = new LinkedHashSet<>();
        view.members().forEach(m -> concerned.add(m.member().session()));
        before.members().forEach(m -> concerned.add(m.member().session()));
        for (long session : concerned) {
            if (session != self.session() && !over.contains(session)) {
                port.send(session, new ViewMessage.Decided(view));
            }
        }
    }

    private void closeVoters() {
        if (voters != null) {
            voters.close();
            voters = null;
        }
    }

    private void toVoters(ViewMessage message) {
        for (long voter : newest.quorum().voters()) {
            if (voter != self.session()) {
                port.send(voter, message);
            }
        }
    }

    private void toAll(ViewMessage message) {
        for (ViewMember m : newest.members()) {
            if (m.member().session() != self.session()
                    && !over.contains(m.member().session())) {
                port.send(m.member().session(), message);
            }
        }
    }

    @Override
    public boolean stranded() {
        return newest == null
                && !network.isEmpty()
                && network.get(0).session() == self.session()
                && !survivors.begins(over);
    }

    @Override
    public String waitsFor() {
        return newest == null
                ? "a majority of the members that decide to take this one in"
                : "a majority of "
                        + newest.quorum().voters().stream()
                                .map(v -> newest.find(v) == null
                                        ? Long.toHexString(v)
                                        : newest.find(v).member().name())
                                .toList()
                        + " to be reached";
    }

    private long leaseMillis() {
        return newest == null ? options.leaseMillis() : newest.quorum().leaseMillis();
    }

    private long leaseNanos() {
        return leaseMillis() * 1_000_000;
    }

    private long now() {
        return options.nanoClock().getAsLong();
    }

    private long millis() {
        return options.wallClock().getAsLong();
    }

    private static void limit(Collection<Long> remembered) {
        while (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.iterator().next());
        }
    }
}
