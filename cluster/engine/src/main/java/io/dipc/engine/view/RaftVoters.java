package io.dipc.engine.view;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.RaftRole;
import io.microraft.impl.RaftNodeImpl;
import io.microraft.impl.state.RaftState;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.RaftMessage;
import io.microraft.report.RaftNodeReport;
import io.microraft.statemachine.StateMachine;
import io.microraft.transport.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Several voters, by the Raft algorithm (Ongaro and Ousterhout, 2014) as MicroRaft implements it. The members of a Raft
 * group never change here: a view with other voters is the last one that a group decides, and the first state of the
 * next group, as in Stoppable Paxos (Lamport, Malkhi, Zhou, 2008). Raft's own change of members goes one member at a
 * time, through groups of two that one death stops.
 */
final class RaftVoters implements Voters {
    private static final int HEARTBEAT_SECONDS = 1;
    private static final int TIMEOUT_SECONDS = 10;
    /** Elections of voters that begin together are apart by this. */
    private static final int ELECTION_MILLIS = 1000;

    private static final int ELECTION_STEP_MILLIS = 400;
    /** More than a group lives to decide: it never takes a snapshot. */
    private static final int LOG_ENTRIES = 8192;

    /** A voter, by its session. */
    record Voter(Long session) implements RaftEndpoint {
        @Override
        public Object getId() {
            return session;
        }
    }

    private final long self;
    private final long group;
    /** The voters that may live, the oldest first. */
    private final List<Long> waiting;

    private final Port port;
    private final RaftTime time;
    private final AcceptedViews accepted = new AcceptedViews();
    private final RaftNode raft;
    private boolean leading;
    private int term;
    /** The term whose first entry is decided here. */
    private int knownTerm = -1;

    private boolean proposing;
    private Voter leader;

    RaftVoters(long self, Electors electors, LongSupplier nanoClock, Random random, Port port) {
        this.self = self;
        this.group = electors.group();
        this.waiting = new ArrayList<>(electors.voters());
        this.port = port;
        this.time = new RaftTime(nanoClock, electors.leaseMillis());
        int rank = electors.voters().indexOf(self);
        raft = RaftNode.newBuilder()
                .setGroupId(group)
                .setLocalEndpoint(new Voter(self))
                .setInitialGroupMembers(endpoints(electors.voters()))
                .setConfig(RaftConfig.newBuilder()
                        .setLeaderElectionTimeoutMillis(ELECTION_MILLIS + (long) rank * ELECTION_STEP_MILLIS)
                        .setLeaderHeartbeatPeriodSecs(HEARTBEAT_SECONDS)
                        .setLeaderHeartbeatTimeoutSecs(TIMEOUT_SECONDS)
                        .setCommitCountToTakeSnapshot(LOG_ENTRIES)
                        .setMaxPendingLogEntryCount(16)
                        .build())
                .setExecutor(time)
                .setTransport(new Wire())
                .setStateMachine(new Decisions())
                .setStore(accepted)
                .setRandom(random)
                .setClock(time)
                .setRaftNodeReportListener(this::report)
                .build();
        raft.start();
        time.run();
    }

    private static Collection<RaftEndpoint> endpoints(List<Long> voters) {
        return voters.stream().map(v -> (RaftEndpoint) new Voter(v)).toList();
    }

    private void report(RaftNodeReport report) {
        term = report.getTerm().getTerm();
        leading = report.getRole() == RaftRole.LEADER;
        leader = (Voter) report.getTerm().getLeaderEndpoint();
    }

    @Override
    public boolean leads() {
        return leading && knownTerm == term;
    }

    @Override
    public int term() {
        return term;
    }

    @Override
    public boolean proposing() {
        return proposing;
    }

    @Override
    public void propose(long base, View next) {
        proposing = true;
        raft.replicate(new Proposal(base, next)).whenComplete((done, failure) -> proposing = false);
        time.run();
    }

    @Override
    public long accepted() {
        return accepted.newest();
    }

    @Override
    public void received(byte[] message) {
        RaftMessage read = RaftCodec.read(new WireReader(message), group);
        if (read instanceof PreVoteRequest request) {
            yieldTo(request);
        }
        raft.handle(read);
        if (read instanceof PreVoteResponse response) {
            catchUpWith(response);
        }
        time.run();
        endPreVote();
    }

    /**
     * A candidate makes way for a voter whose log is ahead of its own: it cannot be elected as long as that one lives, and by
     * beginning one term after the other it keeps that one from ever ending its pre-vote.
     */
    private void yieldTo(PreVoteRequest request) {
        RaftState state = ((RaftNodeImpl) raft).state();
        int term = state.log().lastLogOrSnapshotTerm();
        boolean ahead = request.getLastLogTerm() > term
                || request.getLastLogTerm() == term
                        && request.getLastLogIndex() > state.log().lastLogOrSnapshotIndex();
        if (state.role() == RaftRole.CANDIDATE && ahead) {
            ((RaftNodeImpl) raft).toFollower(state.term());
        }
    }

    /**
     * A follower that asks for pre-votes of a term which others have gone beyond goes there, too. MicroRaft 0.7 and 0.8 read
     * nothing of a refusal, and ask for the same term for ever. (Who refuses for another reason repeats the term asked for.)
     */
    private void catchUpWith(PreVoteResponse response) {
        RaftState state = ((RaftNodeImpl) raft).state();
        if (!response.isGranted() && state.role() == RaftRole.FOLLOWER && response.getTerm() > state.term() + 1) {
            ((RaftNodeImpl) raft).toFollower(response.getTerm());
        }
    }

    /**
     * A follower that hears of its leader again while it asks for pre-votes goes on asking in MicroRaft 0.7 and 0.8, and
     * does not notice any more if that leader dies: its task of heartbeats waits for the end of the pre-vote, and the
     * pre-vote for the end of the leader.
     */
    private void endPreVote() {
        RaftState state = ((RaftNodeImpl) raft).state();
        RaftEndpoint follows = state.leader();
        if (follows != null && state.role() == RaftRole.FOLLOWER && state.preCandidateState() != null) {
            ((RaftNodeImpl) raft).toFollower(state.term());
            ((RaftNodeImpl) raft).leader(follows);
        }
    }

    @Override
    public void tick() {
        time.run();
    }

    @Override
    public void over(long voter) {
        waiting.remove(voter);
        if (leader != null && leader.session() == voter) {
            // Nobody shall hold on to it until its heartbeats time out. The oldest is the first candidate.
            time.advance((TIMEOUT_SECONDS + 1) * 1000L);
            if (waiting.get(0) == self) {
                time.hurry();
            }
            time.run();
        }
    }

    @Override
    public void close() {
        time.close();
    }

    private final class Wire implements Transport {
        @Override
        public void send(RaftEndpoint target, RaftMessage message) {
            WireWriter out = new WireWriter(128);
            RaftCodec.write(message, out);
            port.send(((Voter) target).session(), out.toBytes());
        }

        @Override
        public boolean isReachable(RaftEndpoint endpoint) {
            return true;
        }
    }

    private final class Decisions implements StateMachine {
        @Override
        public Object runOperation(long index, Object operation) {
            if (operation instanceof Proposal proposal) {
                port.decided(proposal.base(), proposal.next());
            } else {
                knownTerm = term;
            }
            return null;
        }

        @Override
        public void takeSnapshot(long index, Consumer<Object> chunks) {
            throw new IllegalStateException("a group of voters decided " + index + " views (expected: fewer)");
        }

        @Override
        public void installSnapshot(long index, List<Object> chunks) {
            throw new IllegalStateException("a snapshot of the voters' log (expected: none is ever taken)");
        }

        @Override
        public Object getNewTermOperation() {
            return Proposal.NewTerm.ENTRY;
        }
    }
}
