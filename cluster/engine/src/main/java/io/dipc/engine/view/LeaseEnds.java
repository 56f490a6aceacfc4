package io.dipc.engine.view;

import io.dipc.engine.protocol.ViewMessage;

/**
 * How the leases of suspected members end: the leader of the voters asks all of them not to echo such a member any more,
 * and waits until the lease after their last echo must be over.
 */
final class LeaseEnds {
    private final long self;
    private final VotingOptions options;
    private final VotedMembership.Port port;
    private final Echoes echoes = new Echoes();
    private final Exclusions exclusions = new Exclusions();
    private int leadingTerm;

    LeaseEnds(long self, VotingOptions options, VotedMembership.Port port) {
        this.self = self;
        this.options = options;
        this.port = port;
    }

    /** A view has begun: nobody is suspected in it. */
    void viewInstalled(View view, long now) {
        exclusions.reset();
        echoes.viewInstalled(view, now);
    }

    /** This member leads the voters: who was suspected in an earlier term is not any more. */
    void leads(int term) {
        if (leadingTerm != term) {
            leadingTerm = term;
            exclusions.reset();
        }
    }

    /** Whether this voter may echo a member's heartbeats in the newest view. */
    boolean mayEcho(long session, View newest, Voters voters) {
        return echoes.allowed(session) && voters.accepted() <= newest.number();
    }

    /** This voter has echoed a member. */
    void echoed(long session, long now) {
        echoes.echoed(session, now);
    }

    /** A leader asks this voter to echo a member no more, or again. */
    void asked(long leader, ViewMessage.Silence m, long now) {
        if (m.silent()) {
            echoes.silence(m.term(), m.session());
            port.send(
                    leader, new ViewMessage.Silenced(m.term(), m.view(), m.session(), echoes.since(m.session(), now)));
        } else {
            echoes.lift(m.term(), m.session());
        }
    }

    /** A voter has promised this leader not to echo a member any more. */
    void promised(long voter, ViewMessage.Silenced m, long now) {
        exclusions.promised(m.session(), voter, now - m.sinceEcho());
    }

    /**
     * Whether the lease of a suspected member must have ended. Called by the leader, again and again: it sees to it that it
     * does.
     */
    boolean over(long session, View newest, Voters voters, long now) {
        if (!options.leases()) {
            return true;
        }
        boolean first = exclusions.suspect(session);
        if (exclusions.ask(session, now, options.heartbeatNanos())) {
            for (long voter : newest.quorum().voters()) {
                if (voter != self && exclusions.missing(session, voter)) {
                    port.send(voter, new ViewMessage.Silence(voters.term(), newest.number(), session, true));
                }
            }
        }
        if (first && newest.quorum().has(self)) {
            echoes.silence(voters.term(), session);
            exclusions.promised(session, self, now - echoes.since(session, now));
        }
        return exclusions.leaseOver(session, newest.quorum(), now);
    }

    /** The leader does not suspect a member, or not any more. */
    void trust(long session, View newest, Voters voters) {
        if (exclusions.trust(session)) {
            echoes.lift(voters.term(), session);
            for (long voter : newest.quorum().voters()) {
                if (voter != self) {
                    port.send(voter, new ViewMessage.Silence(voters.term(), newest.number(), session, false));
                }
            }
        }
    }
}
