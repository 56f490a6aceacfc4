package io.dipc.engine.view;

import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.persistence.RaftEndpointPersistentState;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RaftStore;
import java.util.List;
import java.util.TreeMap;

/**
 * Which views are in the log of this voter. Nothing is stored: a voter that ends never comes back under the same session.
 */
final class AcceptedViews implements RaftStore {
    private final TreeMap<Long, Long> numbers = new TreeMap<>();

    /** The number of the newest one, or 0. */
    long newest() {
        return numbers.isEmpty() ? 0 : numbers.lastEntry().getValue();
    }

    @Override
    public void persistLogEntries(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            if (entry.getOperation() instanceof Proposal proposal) {
                numbers.put(entry.getIndex(), proposal.next().number());
            }
        }
    }

    @Override
    public void truncateLogEntriesFrom(long index) {
        numbers.tailMap(index, true).clear();
    }

    @Override
    public void truncateLogEntriesUntil(long index) {
        numbers.headMap(index, true).clear();
    }

    @Override
    public void persistAndFlushLocalEndpoint(RaftEndpointPersistentState state) {}

    @Override
    public void persistAndFlushInitialGroupMembers(RaftGroupMembersView members) {}

    @Override
    public void persistAndFlushTerm(RaftTermPersistentState term) {}

    @Override
    public void persistSnapshotChunk(SnapshotChunk chunk) {}

    @Override
    public void deleteSnapshotChunks(long index, int count) {}

    @Override
    public void flush() {}
}
