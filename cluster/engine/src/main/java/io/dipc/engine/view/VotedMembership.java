package io.dipc.engine.view;

import io.dipc.engine.network.Member;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.ViewMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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

    private final Member self;
    private final VotingOptions options;
    private final Port port;
    private final LeaseEnds leaseEnds;
    private final Survivors survivors;
    private final Departures departures;
    private final Suspicions suspicions;
    private final Joins joins;
    private final Letters letters;
    private final OwnVote vote;
    private final Heartbeats heartbeats;

    private volatile View newest;
    private Boolean leaving;
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
        this.leaseEnds = new LeaseEnds(self.session(), options, port);
        this.survivors = new Survivors(self.session(), this::newest, former == null ? null : former.survivors);
        this.departures = new Departures(former == null ? null : former.departures);
        this.suspicions = new Suspicions(self.session(), departures.over(), now());
        this.joins = former == null ? new Joins(self, null, null) : new Joins(self, former.joins, former.newest);
        this.letters = new Letters(self.session(), port, this::newest, departures);
        this.vote = new OwnVote(self.session(), options, new OwnVote.Port() {
            @Override
            public void send(long voter, ViewMessage message) {
                port.send(voter, message);
            }

            @Override
            public void decided(long base, View next, boolean leader) {
                votersDecided(base, next, leader);
            }
        });
        this.heartbeats = new Heartbeats(self.session(), port, letters, leaseEnds, vote);
        this.lastBeat = now() - options.heartbeatNanos();
    }

    /** The same JVM's part in its next session, after this one is over. */
    public VotedMembership successor(Member newSelf, Port newPort) {
        ended = true;
        vote.close();
        return new VotedMembership(newSelf, options, newPort, this);
    }

    @Override
    public View newest() {
        return newest;
    }

    @Override
    public long leaseNanos(long nowNanos, long nowMillis) {
        if (newest == null) {
            return 0;
        }
        return options.leases() ? heartbeats.leaseNanos(nowNanos, nowMillis) : Long.MAX_VALUE;
    }

    @Override
    public void members(List<Member> oldestFirst) {
        if (!ended) {
            joins.network(oldestFirst);
            survivors.network(List.copyOf(oldestFirst));
            if (newest == null) {
                askToJoin(contacts());
            }
            act();
        }
    }

    @Override
    public void over(long session, boolean dead) {
        if (ended || session == self.session()) {
            return;
        }
        boolean died = dead && departures.died(session);
        boolean over = departures.ended(session);
        if (newest != null && (died || over && newest.find(session) != null)) {
            // Also of one that is not in the view any more: what it was given may be kept aside until this is known.
            letters.toAll(new ViewMessage.Ended(session, dead));
        }
        if (over) {
            joins.settled(session);
            if (newest != null
                    && newest.find(session) != null
                    && newest.quorum().has(session)) {
                vote.over(session);
            }
            act();
        }
    }

    @Override
    public boolean dead(long session) {
        return departures.dead(session);
    }

    @Override
    public boolean departed(long session) {
        return departures.departed(session);
    }

    @Override
    public void leave(boolean orderly) {
        leaving = orderly;
        if (!ended && newest != null && !newest.find(self.session()).leaving()) {
            goodbye(self.session(), orderly);
            letters.toVoters(new ViewMessage.Goodbye(orderly));
        }
    }

    @Override
    public boolean received(long from, Message message) {
        if (!(message instanceof Message.OfViews ofViews)) {
            return false;
        }
        if (!ended && !over().contains(from)) {
            received(from, ofViews.content());
        }
        return true;
    }

    private void received(long from, ViewMessage message) {
        suspicions.heard(from, now());
        if (message instanceof ViewMessage.Heartbeat m) {
            heartbeats.received(from, m, newest, now());
        } else if (message instanceof ViewMessage.Echo m) {
            heartbeats.echoed(from, m, newest);
        } else if (message instanceof ViewMessage.Raft m) {
            if (vote.received(m)) {
                act();
            }
        } else if (message instanceof ViewMessage.Decided m) {
            if (newest == null && m.view().quorum() != null && joins.reached(from)) {
                askToJoin(m.view().quorum().voters());
            }
            decided(m.view());
        } else if (message instanceof ViewMessage.Join m) {
            join(from, m);
        } else if (message instanceof ViewMessage.Silence m) {
            if (votes() && m.view() == newest.number()) {
                leaseEnds.asked(from, m, now());
            }
        } else if (message instanceof ViewMessage.Silenced m) {
            if (vote.leads() && m.view() == newest.number()) {
                leaseEnds.silenced(from, m, now());
                act();
            }
        } else if (message instanceof ViewMessage.Suspect m) {
            if (newest != null && m.view() == newest.number()) {
                suspicions.complaint(from, m.session(), now());
            }
        } else if (message instanceof ViewMessage.Goodbye m) {
            goodbye(from, m.orderly());
        } else if (message instanceof ViewMessage.Ended m) {
            if (m.session() == self.session()) {
                exclude();
            } else {
                over(m.session(), m.dead());
            }
        } else if (message instanceof ViewMessage.Query m) {
            m.over().forEach(session -> over(session, false));
            port.send(from, new ViewMessage.Answer(newest));
        } else if (message instanceof ViewMessage.Answer m) {
            survivors.answered(from, m.newest());
            if (m.newest() != null) {
                decided(m.newest());
            }
            act();
        }
    }

    private void join(long from, ViewMessage.Join m) {
        if (newest == null) {
            return;
        }
        if (departures.leftOut(from)) {
            port.send(from, new ViewMessage.Ended(from, false));
            return;
        }
        if (newest.find(from) == null) {
            joins.asks(from, m);
        }
        port.send(from, new ViewMessage.Decided(newest));
        act();
    }

    private void goodbye(long session, boolean orderly) {
        if (departures.goodbye(session, orderly)) {
            act();
        }
    }

    @Override
    public void tick() {
        if (ended) {
            return;
        }
        long now = now();
        suspicions.tick(now, leaseNanos());
        vote.tick();
        if (!ended && now - lastBeat >= (newest == null ? options.joinNanos() : options.heartbeatNanos())) {
            beat(now);
        }
        act();
    }

    private void beat(long now) {
        lastBeat = now;
        survivors.asked().forEach(session -> port.send(session, new ViewMessage.Query(List.copyOf(over()))));
        if (newest == null) {
            askToJoin(contacts());
            return;
        }
        heartbeats.send(newest, this::contacts, now, millis());
        if (leaving != null && !newest.find(self.session()).leaving()) {
            letters.toVoters(new ViewMessage.Goodbye(leaving));
        }
        for (ViewMember m : newest.members()) {
            if (over().contains(m.member().session())) {
                letters.toAll(new ViewMessage.Ended(
                        m.member().session(), departures.dead(m.member().session())));
            }
        }
        Set<Long> unreachable = new LinkedHashSet<>(port.stalled());
        unreachable.addAll(suspicions.silent(shouldBeHeard(), now, leaseNanos() * 3 / 2));
        for (long session : unreachable) {
            suspicions.complaint(self.session(), session, now);
            letters.toVoters(new ViewMessage.Suspect(newest.number(), session));
        }
        suspicions.forgetComplaints(now, 3 * options.heartbeatNanos());
    }

    /** Heartbeats go to voters, and their echoes to all. */
    private List<Long> shouldBeHeard() {
        return votes()
                ? newest.members().stream().map(m -> m.member().session()).toList()
                : newest.quorum().voters();
    }

    private void askToJoin(Collection<Long> sessions) {
        letters.to(sessions, joins.request());
    }

    private Set<Long> contacts() {
        return joins.contacts(newest, over());
    }

    private Set<Long> over() {
        return departures.over();
    }

    /** Does whatever can be done now. */
    private void act() {
        if (ended) {
            return;
        }
        if (newest == null
                || newest.quorum().voters().stream().filter(over()::contains).count()
                        > newest.quorum().voters().size() - newest.quorum().majority()) {
            actWithoutMajority();
        } else if (vote.mayPropose()) {
            propose();
        }
    }

    private boolean votes() {
        return newest != null && newest.quorum().has(self.session());
    }

    /** A majority of the voters is proven dead, or there never was any: somebody must begin. */
    private void actWithoutMajority() {
        if (!survivors.begins(over())) {
            return;
        }
        if (newest != null && !survivors.asking() && !leased(now(), millis())) {
            // Before they died they may have excluded this member.
            exclude();
            return;
        }
        List<Long> asked = survivors.ask(over());
        if (!asked.isEmpty()) {
            asked.forEach(session -> port.send(session, new ViewMessage.Query(List.copyOf(over()))));
            return;
        }
        if (survivors.complete()) {
            long number = View.numberAfter(survivors.floor(), self.session());
            List<ViewMember> members = new ArrayList<>();
            if (newest == null) {
                members.add(new ViewMember(self, false, false, number));
            } else {
                newest.members().stream()
                        .filter(m -> !over().contains(m.member().session()))
                        .forEach(members::add);
            }
            install(next(number, members));
            letters.announce(newest);
        }
    }

    private void propose() {
        leaseEnds.leads(vote.term());
        long number = View.numberAfter(newest.number(), self.session());
        List<ViewMember> members = new ArrayList<>();
        for (ViewMember m : newest.members()) {
            long session = m.member().session();
            if (!over().contains(session) && !exclusionDue(session)) {
                members.add(departures.inNextView(m));
            }
        }
        members = joins.admitted(newest, members, number);
        if (!members.equals(newest.members()) && !members.isEmpty()) {
            vote.propose(newest.number(), next(number, members));
        }
    }

    private View next(long number, List<ViewMember> members) {
        Electors before = newest == null ? null : newest.quorum();
        return new View(
                number,
                newest == null ? options.backups() : newest.backups(),
                List.copyOf(members),
                departures.endedInOrder(members),
                departures.dead(),
                Electors.of(members, number, before, leaseMillis()));
    }

    /** Whether a member is suspected and its lease must have ended. Sees to it that it ends. */
    private boolean exclusionDue(long session) {
        long now = now();
        if (session == self.session() || !suspicions.suspected(session, newest, leaseNanos(), now)) {
            leaseEnds.trust(session, newest);
            return false;
        }
        return leaseEnds.over(session, newest, now)
                && suspicions.confirmed(session, leaseNanos(), now, options.heartbeatNanos() * 3 / 2);
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
        vote.close();
        port.excluded();
    }

    private void install(View view) {
        long now = now();
        Electors before = newest == null ? null : newest.quorum();
        departures.viewInstalled(newest, view);
        newest = view;
        survivors.viewInstalled(view);
        suspicions.viewInstalled(view, now);
        leaseEnds.viewInstalled(view, now);
        heartbeats.viewInstalled(view, now, millis());
        view.members().forEach(m -> joins.settled(m.member().session()));
        if (before == null || before.group() != view.quorum().group()) {
            vote.electors(view.quorum(), over());
        }
        port.install(view);
        beat(now);
        act();
    }

    private void votersDecided(long base, View next, boolean leader) {
        if (newest.number() == base) {
            View last = newest;
            decided(next);
            if (leader && !ended) {
                letters.announce(last);
            }
        }
    }

    @Override
    public boolean stranded() {
        return newest == null && joins.oldest() && !survivors.begins(over());
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
}
