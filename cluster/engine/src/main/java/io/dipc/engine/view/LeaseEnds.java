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

    LeaseEnds(long self, VotingOptions options, VotedMembership.Port port) {
        this.self = self;
        this.options = options;
        this.port = port;
    }

    /** A view has begun: nobody is suspected in it. */
    void viewInstalled(View view, long now) {
        exclusions.viewInstalled();
        echoes.viewInstalled(view, now);
    }

    /** This member leads the voters: who was suspected in an earlier term is not any more. */
    void leads(int term) {
        exclusions.leads(term);
    }

    /** Whether this voter, which has accepted views up to a number, may echo a member's heartbeats in the newest one. */
    boolean mayEcho(long session, View newest, long accepted) {
        return echoes.allowed(session) && accepted <= newest.number();
    }

    /** This voter has echoed a member. */
    void echoed(long session, long now) {
        echoes.echoed(session, now);
    }

    /**
     * A member that this voter was asked not to echo is heard, and whoever leads now must know: the leader that asked may
     * lead no more, or what it said last was lost. Without this the member would be in the view, for ever, without a lease.
     */
    void heardThoughSilenced(long session, View newest, long now) {
        long ballot = echoes.silencedBy(session);
        if (ballot != 0) {
            ViewMessage.Silenced word =
                    new ViewMessage.Silenced(ballot, newest.number(), session, echoes.since(session, now));
            exclusions.notEchoed(session);
            toOtherVoters(newest, word);
        }
    }

    /** A leader asks this voter to echo a member no more, or again. */
    void asked(long leader, ViewMessage.Silence m, long now) {
        echoes.said(m.ballot(), m.session(), m.silent());
        long ballot = echoes.silencedBy(m.session());
        if (ballot != 0) {
            port.send(leader, new ViewMessage.Silenced(ballot, m.view(), m.session(), echoes.since(m.session(), now)));
        }
    }

    /** A voter does not echo a member any more: it has promised that to this leader, or to an earlier one. */
    void silenced(long voter, ViewMessage.Silenced m, long now) {
        exclusions.promised(m.session(), m.ballot(), voter, now - m.sinceEcho());
        exclusions.notEchoed(m.session());
    }

    /**
     * Whether the lease of a suspected member must have ended. Called by the leader, again and again: it sees to it that it
     * does.
     */
    boolean over(long session, View newest, long now) {
        if (!options.leases()) {
            return true;
        }
        boolean first = exclusions.suspect(session);
        long ballot = exclusions.ballot(session);
        if (exclusions.ask(session, now, options.heartbeatNanos())) {
            for (long voter : newest.quorum().voters()) {
                if (voter != self && exclusions.missing(session, voter)) {
                    port.send(voter, new ViewMessage.Silence(ballot, newest.number(), session, true));
                }
            }
        }
        if (first && newest.quorum().has(self)) {
            echoes.said(ballot, session, true);
            exclusions.promised(session, ballot, self, now - echoes.since(session, now));
        }
        return exclusions.leaseOver(session, newest.quorum(), now);
    }

    /** The leader does not suspect a member, or not any more. */
    void trust(long session, View newest) {
        if (exclusions.trust(session)) {
            long ballot = exclusions.ballot(session);
            echoes.said(ballot, session, false);
            toOtherVoters(newest, new ViewMessage.Silence(ballot, newest.number(), session, false));
        }
    }

    private void toOtherVoters(View newest, ViewMessage message) {
        for (long voter : newest.quorum().voters()) {
            if (voter != self) {
                port.send(voter, message);
            }
        }
    }
}
