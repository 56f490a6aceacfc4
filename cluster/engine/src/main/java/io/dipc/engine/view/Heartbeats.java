package io.dipc.engine.view;

import io.dipc.engine.protocol.ViewMessage;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * This member's heartbeats to the voters and the lease that their echoes give it and, where it is a voter, its echoes of
 * others' heartbeats. Single-threaded but for what is said to be otherwise.
 */
final class Heartbeats {
    private final long self;
    private final VotedMembership.Port port;
    private final Letters letters;
    private final LeaseEnds leaseEnds;
    private final OwnVote vote;
    private final Lease lease;

    Heartbeats(long self, VotedMembership.Port port, Letters letters, LeaseEnds leaseEnds, OwnVote vote) {
        this.self = self;
        this.port = port;
        this.letters = letters;
        this.leaseEnds = leaseEnds;
        this.vote = vote;
        this.lease = new Lease(self);
    }

    /** See {@link Lease#left}. May be called by any thread. */
    long leaseNanos(long nowNanos, long nowMillis) {
        return lease.left(nowNanos, nowMillis);
    }

    /** A view has begun, whose voters these are. */
    void viewInstalled(View view, long nowNanos, long nowMillis) {
        lease.electors(view.quorum(), nowNanos, nowMillis);
    }

    /**
     * Sends one to the voters of the newest view, or without a lease to all who may know others.
     *
     * @param contacts who that is
     */
    void send(View newest, Supplier<Set<Long>> contacts, long nowNanos, long nowMillis) {
        if (newest.quorum().has(self) && echoes(self, newest, nowNanos)) {
            lease.echoed(self, nowNanos, nowMillis);
        }
        ViewMessage.Heartbeat heartbeat = new ViewMessage.Heartbeat(newest.number(), nowNanos, nowMillis);
        letters.toVoters(heartbeat);
        if (!lease.valid(nowNanos, nowMillis)) {
            // Voters may be others by now, whom this member does not know.
            for (long session : contacts.get()) {
                if (!newest.quorum().has(session)) {
                    port.send(session, heartbeat);
                }
            }
        }
    }

    /** A voter has echoed one of this member's. */
    void echoed(long voter, ViewMessage.Echo m, View newest) {
        if (newest != null && m.view() == newest.number() && newest.quorum().has(voter)) {
            lease.echoed(voter, m.nanos(), m.millis());
        }
    }

    /** One of another member has come. */
    void received(long from, ViewMessage.Heartbeat m, View newest, long now) {
        if (newest == null) {
            return;
        }
        if (m.view() < newest.number()) {
            port.send(from, new ViewMessage.Decided(newest));
        } else if (m.view() > newest.number()) {
            port.send(from, new ViewMessage.Query(List.of()));
        } else if (newest.quorum().has(self) && newest.find(from) != null && echoes(from, newest, now)) {
            port.send(from, new ViewMessage.Echo(m.view(), m.nanos(), m.millis()));
        }
    }

    /** Whether this voter echoes a member; if not, whoever leads is told that it is heard. */
    private boolean echoes(long member, View newest, long now) {
        boolean may = leaseEnds.mayEcho(member, newest, vote.accepted());
        if (may) {
            leaseEnds.echoed(member, now);
        } else {
            leaseEnds.heardThoughSilenced(member, newest, now);
        }
        return may;
    }
}
