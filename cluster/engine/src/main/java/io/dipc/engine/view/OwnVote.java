package io.dipc.engine.view;

import io.dipc.engine.protocol.ViewMessage;
import java.util.Set;

/** This member's part in the voters' decisions: there is one for as long as it is among them and they are the same. */
final class OwnVote {

    /** What this needs of its member. */
    interface Port {
        /** Sends a message to another voter. */
        void send(long voter, ViewMessage message);

        /** The voters have decided that a view follows on another one; by this member's proposal, or not. */
        void decided(long base, View next, boolean leader);
    }

    private final long self;
    private final VotingOptions options;
    private final Port port;
    private Voters voters;
    private long group;

    OwnVote(long self, VotingOptions options, Port port) {
        this.self = self;
        this.options = options;
        this.port = port;
    }

    /** These decide from now on. {@code over}: whose sessions are proven to be over. */
    void electors(Electors electors, Set<Long> over) {
        close();
        if (!electors.has(self)) {
            return;
        }
        group = electors.group();
        Voters.Port toOthers = new Voters.Port() {
            private final long ownGroup = group;

            @Override
            public void send(long voter, byte[] message) {
                port.send(voter, new ViewMessage.Raft(ownGroup, message));
            }

            @Override
            public void decided(long base, View next) {
                port.decided(base, next, leads());
            }
        };
        voters = electors.voters().size() == 1
                ? new SoleVoter(toOthers)
                : new RaftVoters(self, electors, options.nanoClock(), options.random(), toOthers);
        over.forEach(voters::over);
    }

    /** Another voter's message. Returns whether it was for these voters. */
    boolean received(ViewMessage.Raft m) {
        if (voters == null || group != m.group()) {
            return false;
        }
        voters.received(m.message());
        return true;
    }

    /** Time has passed. */
    void tick() {
        if (voters != null) {
            voters.tick();
        }
    }

    /** A session is proven to be over. */
    void over(long session) {
        if (voters != null) {
            voters.over(session);
        }
    }

    /** Whether this member leads the voters and knows everything that they have decided. */
    boolean leads() {
        return voters != null && voters.leads();
    }

    /** Whether this member leads, and nothing that it has proposed is undecided. */
    boolean mayPropose() {
        return leads() && !voters.proposing();
    }

    /** Grows with each leader. Only where this member votes. */
    int term() {
        return voters.term();
    }

    /** Proposes a view to follow on another one. Only where this member leads. */
    void propose(long base, View next) {
        voters.propose(base, next);
    }

    /** The number of the newest view that this voter has accepted, decided or not; 0 if there is none. Only where this member votes. */
    long accepted() {
        return voters.accepted();
    }

    /** This member does not vote any more. */
    void close() {
        if (voters != null) {
            voters.close();
            voters = null;
        }
    }
}
