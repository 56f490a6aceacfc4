package io.dipc.engine.replication;

import io.dipc.engine.protocol.Entry;
import io.dipc.engine.protocol.Holding;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.View;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A copy of one partition: all objects whose keys fall into it. Replicas to which the same entries were applied are
 * equal.
 */
final class Replica {
    private static final int HEADER = 0;
    private static final int OBJECT = 1;
    private static final int STATE = 2;

    /** A key that was removed; remembered so that a late user learns why, and a repeated request what it did. */
    record Removal(long incarnation, long session, long reference, long at) {}

    private final int partition;
    private final Map<String, ReplicatedObject> byKey = new LinkedHashMap<>();
    private final Map<Long, ReplicatedObject> byIncarnation = new HashMap<>();
    /** Those for which time passes. */
    private final Map<Long, ReplicatedObject> timed = new LinkedHashMap<>();

    /** Those that keep something aside. */
    private final Map<Long, ReplicatedObject> doubtful = new LinkedHashMap<>();

    private final Map<Long, Removal> removals = new LinkedHashMap<>();
    private final Lineage lineage = new Lineage();
    private final Reunions reunions = new Reunions();
    /** See {@link #unheard}. */
    private final List<Long> unheard = new ArrayList<>();

    private long view;
    private long index;
    /** While restoring: the object whose state comes next. */
    private ReplicatedObject restoring;

    Replica(int partition) {
        this.partition = partition;
    }

    Holding holding() {
        return new Holding(partition, view, index);
    }

    long index() {
        return index;
    }

    /** The replica is active in a view. */
    void activate(View current) {
        view = current.number();
        if (current.quorum() == null) {
            unheard.add(view);
        }
    }

    /** A restored replica is as old as the copy that it was made from. */
    void restored(Holding copy) {
        view = copy.view();
        index = copy.index();
        restoring = null;
    }

    Collection<ReplicatedObject> objects() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** The objects for which time passes. */
    Collection<ReplicatedObject> timed() {
        return Collections.unmodifiableCollection(timed.values());
    }

    /** The objects that keep something aside, since it may have arrived at a session that is over. */
    Collection<ReplicatedObject> doubtful() {
        return Collections.unmodifiableCollection(doubtful.values());
    }

    ReplicatedObject find(String key) {
        return byKey.get(key);
    }

    ReplicatedObject find(long incarnation) {
        return byIncarnation.get(incarnation);
    }

    Lineage lineage() {
        return lineage;
    }

    /**
     * The views since the newest one of the lineage in which this copy was active. Their homes have begun only after it was,
     * and it has had none of their entries: nothing that was done in them was acknowledged.
     */
    List<Long> unheard() {
        return unheard;
    }

    Reunions reunions() {
        return reunions;
    }

    Removal removal(long incarnation) {
        return removals.get(incarnation);
    }

    /** Whether a request to remove a key has been executed before. */
    boolean removedBy(long session, long reference) {
        return removals.values().stream().anyMatch(r -> r.session() == session && r.reference() == reference);
    }

    /** Whether something is remembered that ended before a moment. */
    boolean remembersBefore(long moment) {
        for (Removal removal : removals.values()) {
            if (removal.at() < moment) {
                return true;
            }
        }
        for (ReplicatedObject object : byKey.values()) {
            for (SessionRecord session : object.sessions()) {
                if (session.endedBefore(moment)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Applies the next entry. */
    void apply(Entry entry, Outcomes outcomes) {
        index++;
        if (entry instanceof Entry.Apply e) {
            find(e.incarnation()).apply(e.id(), e.command(), e.repeats(), outcomes);
        } else if (entry instanceof Entry.Accept e) {
            find(e.incarnation()).accept(e.target(), outcomes);
        } else if (entry instanceof Entry.Cancel e) {
            find(e.incarnation()).cancel(e.target(), outcomes);
        } else if (entry instanceof Entry.Decline e) {
            find(e.incarnation()).decline(e.target(), outcomes);
        } else if (entry instanceof Entry.Time e) {
            find(e.incarnation()).time(e.now(), outcomes);
        } else if (entry instanceof Entry.Create e) {
            add(ReplicatedObject.create(e));
        } else if (entry instanceof Entry.Attach e) {
            find(e.incarnation()).attach(e.session());
        } else if (entry instanceof Entry.Detach e) {
            ReplicatedObject object = find(e.incarnation());
            object.detach(e.session(), outcomes);
            if (object.droppable()) {
                byKey.remove(object.key());
                forget(object);
            }
        } else if (entry instanceof Entry.EndSessions e) {
            for (ReplicatedObject object : byKey.values()) {
                object.endSessions(e.ended(), e.now(), outcomes);
                if (!object.doubts().isEmpty()) {
                    doubtful.put(object.incarnation(), object);
                }
            }
            dropUnused();
        } else if (entry instanceof Entry.Settle e) {
            ReplicatedObject object = find(e.incarnation());
            object.settle(e.session(), e.accepted(), outcomes);
            if (object.doubts().isEmpty()) {
                doubtful.remove(e.incarnation());
            }
        } else if (entry instanceof Entry.Begin e) {
            begin(e);
        } else if (entry instanceof Entry.OfferAgain e) {
            find(e.incarnation()).offerAgain(e.used(), e.elements(), outcomes);
            e.known().forEach(end -> reunions.offered(end.view(), e.former(), end.ids(), e.now()));
        } else if (entry instanceof Entry.Remove e) {
            remove(e, outcomes);
        } else if (entry instanceof Entry.Forget e) {
            removals.values().removeIf(r -> r.at() < e.before());
            byKey.values().forEach(o -> o.forget(e.before()));
            dropUnused();
        }
    }

    /** The copy in pieces, made lazily. Nothing may be applied while it is iterated. */
    Iterator<byte[]> snapshot() {
        ArrayDeque<ReplicatedObject> rest = new ArrayDeque<>(byKey.values());
        return new Iterator<>() {
            private boolean headerWritten;
            private Iterator<byte[]> pieces = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                return !headerWritten || pieces.hasNext() || !rest.isEmpty();
            }

            @Override
            public byte[] next() {
                if (!headerWritten) {
                    headerWritten = true;
                    return header();
                }
                if (pieces.hasNext()) {
                    byte[] piece = pieces.next();
                    return new WireWriter(piece.length + 1)
                            .putByte(STATE)
                            .putRaw(piece, 0, piece.length)
                            .toBytes();
                }
                ReplicatedObject object = rest.poll();
                if (object == null) {
                    throw new NoSuchElementException();
                }
                pieces = object.machine().snapshot();
                WireWriter out = new WireWriter(256);
                out.putByte(OBJECT);
                object.writeHeader(out);
                return out.toBytes();
            }
        };
    }

    /** Takes the next piece of a copy. */
    void restore(byte[] piece) {
        WireReader in = new WireReader(piece);
        switch (in.getByte()) {
            case HEADER -> {
                int size = in.getInt();
                for (int i = 0; i < size; i++) {
                    Removal r = new Removal(in.getLong(), in.getFixedLong(), in.getLong(), in.getLong());
                    removals.put(r.incarnation(), r);
                }
                lineage.read(in);
                reunions.read(in);
                unheard.addAll(in.getList(WireReader::getLong));
            }
            case OBJECT -> {
                restoring = ReplicatedObject.readHeader(in);
                add(restoring);
            }
            default -> restoring.machine().restore(in.getRaw(in.remaining()));
        }
    }

    private byte[] header() {
        WireWriter out = new WireWriter(64);
        out.putByte(HEADER).putInt(removals.size());
        for (Removal r : removals.values()) {
            out.putLong(r.incarnation())
                    .putFixedLong(r.session())
                    .putLong(r.reference())
                    .putLong(r.at());
        }
        lineage.write(out);
        reunions.write(out);
        out.putList(unheard, WireWriter::putLong);
        return out.toBytes();
    }

    private void begin(Entry.Begin e) {
        unheard.clear();
        long over = lineage.begin(e, index);
        if (over != 0) {
            byKey.values().forEach(object -> object.mark(over, lineage));
        }
    }

    private void add(ReplicatedObject object) {
        byKey.put(object.key(), object);
        byIncarnation.put(object.incarnation(), object);
        if (object.timed() != null) {
            timed.put(object.incarnation(), object);
        }
        if (!object.doubts().isEmpty()) {
            doubtful.put(object.incarnation(), object);
        }
    }

    private void remove(Entry.Remove e, Outcomes outcomes) {
        ReplicatedObject object = byIncarnation.remove(e.incarnation());
        byKey.remove(object.key());
        timed.remove(e.incarnation());
        doubtful.remove(e.incarnation());
        removals.put(e.incarnation(), new Removal(e.incarnation(), e.session(), e.reference(), e.now()));
        for (var waiting : object.machine().info().waiting()) {
            outcomes.ended(e.incarnation(), waiting.id(), Status.REMOVED, null);
        }
    }

    private void dropUnused() {
        Iterator<ReplicatedObject> all = byKey.values().iterator();
        while (all.hasNext()) {
            ReplicatedObject object = all.next();
            if (object.droppable()) {
                all.remove();
                forget(object);
            }
        }
    }

    private void forget(ReplicatedObject object) {
        byIncarnation.remove(object.incarnation());
        timed.remove(object.incarnation());
        doubtful.remove(object.incarnation());
    }
}
