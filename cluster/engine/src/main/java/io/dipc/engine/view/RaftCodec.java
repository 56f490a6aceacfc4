package io.dipc.engine.view;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.microraft.model.RaftModelFactory;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.message.AppendEntriesFailureResponse;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.message.VoteRequest;
import io.microraft.model.message.VoteResponse;

/** The messages of the Raft library as bytes. Its snapshots and hand-overs of leadership do not occur. */
final class RaftCodec {
    private static final RaftModelFactory FACTORY = new DefaultRaftModelFactory();

    private static final int PRE_VOTE = 1;
    private static final int PRE_VOTED = 2;
    private static final int VOTE = 3;
    private static final int VOTED = 4;
    private static final int APPEND = 5;
    private static final int APPENDED = 6;
    private static final int NOT_APPENDED = 7;

    private static final int NEW_TERM = 0;
    private static final int VIEW = 1;

    private RaftCodec() {}

    static void write(RaftMessage message, WireWriter out) {
        if (message instanceof PreVoteRequest m) {
            head(out, PRE_VOTE, m).putInt(m.getLastLogTerm()).putLong(m.getLastLogIndex());
        } else if (message instanceof PreVoteResponse m) {
            head(out, PRE_VOTED, m).putBoolean(m.isGranted());
        } else if (message instanceof VoteRequest m) {
            head(out, VOTE, m)
                    .putInt(m.getLastLogTerm())
                    .putLong(m.getLastLogIndex())
                    .putBoolean(m.isSticky());
        } else if (message instanceof VoteResponse m) {
            head(out, VOTED, m).putBoolean(m.isGranted());
        } else if (message instanceof AppendEntriesRequest m) {
            head(out, APPEND, m)
                    .putInt(m.getPreviousLogTerm())
                    .putLong(m.getPreviousLogIndex())
                    .putLong(m.getCommitIndex())
                    .putLong(m.getQuerySequenceNumber())
                    .putLong(m.getFlowControlSequenceNumber())
                    .putList(m.getLogEntries(), RaftCodec::write);
        } else if (message instanceof AppendEntriesSuccessResponse m) {
            head(out, APPENDED, m)
                    .putLong(m.getLastLogIndex())
                    .putLong(m.getQuerySequenceNumber())
                    .putLong(m.getFlowControlSequenceNumber());
        } else if (message instanceof AppendEntriesFailureResponse m) {
            head(out, NOT_APPENDED, m)
                    .putLong(m.getExpectedNextIndex())
                    .putLong(m.getQuerySequenceNumber())
                    .putLong(m.getFlowControlSequenceNumber());
        } else {
            throw new IllegalStateException("message of the voters that should not occur: " + message);
        }
    }

    static RaftMessage read(WireReader in, long group) {
        int type = in.getByte();
        RaftVoters.Voter sender = new RaftVoters.Voter(in.getFixedLong());
        int term = in.getInt();
        return switch (type) {
            case PRE_VOTE ->
                FACTORY.createPreVoteRequestBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogTerm(in.getInt())
                        .setLastLogIndex(in.getLong())
                        .build();
            case PRE_VOTED ->
                FACTORY.createPreVoteResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(in.getBoolean())
                        .build();
            case VOTE ->
                FACTORY.createVoteRequestBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogTerm(in.getInt())
                        .setLastLogIndex(in.getLong())
                        .setSticky(in.getBoolean())
                        .build();
            case VOTED ->
                FACTORY.createVoteResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(in.getBoolean())
                        .build();
            case APPEND ->
                FACTORY.createAppendEntriesRequestBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setPreviousLogTerm(in.getInt())
                        .setPreviousLogIndex(in.getLong())
                        .setCommitIndex(in.getLong())
                        .setQuerySequenceNumber(in.getLong())
                        .setFlowControlSequenceNumber(in.getLong())
                        .setLogEntries(in.getList(RaftCodec::entry))
                        .build();
            case APPENDED ->
                FACTORY.createAppendEntriesSuccessResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(in.getLong())
                        .setQuerySequenceNumber(in.getLong())
                        .setFlowControlSequenceNumber(in.getLong())
                        .build();
            case NOT_APPENDED ->
                FACTORY.createAppendEntriesFailureResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setExpectedNextIndex(in.getLong())
                        .setQuerySequenceNumber(in.getLong())
                        .setFlowControlSequenceNumber(in.getLong())
                        .build();
            default -> throw new IllegalArgumentException("unknown type of message between voters: " + type);
        };
    }

    private static WireWriter head(WireWriter out, int type, RaftMessage message) {
        return out.putByte(type)
                .putFixedLong(((RaftVoters.Voter) message.getSender()).session())
                .putInt(message.getTerm());
    }

    private static void write(WireWriter out, LogEntry entry) {
        out.putLong(entry.getIndex()).putInt(entry.getTerm());
        if (entry.getOperation() instanceof Proposal proposal) {
            out.putByte(VIEW).putLong(proposal.base());
            proposal.next().write(out);
        } else {
            out.putByte(NEW_TERM);
        }
    }

    private static LogEntry entry(WireReader in) {
        return FACTORY.createLogEntryBuilder()
                .setIndex(in.getLong())
                .setTerm(in.getInt())
                .setOperation(in.getByte() == VIEW ? new Proposal(in.getLong(), View.read(in)) : Proposal.NewTerm.ENTRY)
                .build();
    }
}
