package io.dipc.engine.replication;

import io.dipc.engine.protocol.Accepted;
import io.dipc.engine.protocol.Entry;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.codec.WireWriter;

/** The requests to a home by which sessions create, join, leave and remove objects. Single-threaded. */
final class KeyRequests {
    private final int partition;
    private final Replica replica;
    private final CommitLog log;
    private final ClusterTime time;
    private final SessionEnds ends;
    private final Port port;
    private long created;

    KeyRequests(int partition, Replica replica, CommitLog log, ClusterTime time, SessionEnds ends, Port port) {
        this.partition = partition;
        this.replica = replica;
        this.log = log;
        this.time = time;
        this.ends = ends;
        this.port = port;
    }

    /** A number for an object to be created. */
    long newIncarnation() {
        return Incarnations.make(port.view(), partition, created++);
    }

    /**
     * The record of a session that uses an object, or null if it has not joined it. An object of another half of the cluster
     * comes with all who can reach it, whether they were on that side or on this one, where it was lost meanwhile.
     */
    SessionRecord attached(ReplicatedObject object, long session) {
        if (object.attached(session) == null
                && object.elements() != null
                && port.view().quorum() == null) {
            log.append(new Entry.Attach(object.incarnation(), session));
        }
        return object.attached(session);
    }

    /** What is said of an object that is not there. */
    Status gone(long incarnation) {
        return replica.removal(incarnation) != null ? Status.REMOVED : Status.LOST;
    }

    void open(long from, Request.Open r) {
        ReplicatedObject object = replica.find(r.key());
        if (object == null) {
            String mistake = mistake(r);
            if (mistake != null) {
                log.refuse(from, r.reference(), mistake);
                return;
            }
            long incarnation = newIncarnation();
            log.append(new Entry.Create(
                    r.key(), incarnation, r.descriptor(), r.contents(), from, r.origin(), r.reference()));
            object = replica.find(incarnation);
            time.tell(object);
        } else if (object.descriptor().kind() != r.descriptor().kind()) {
            WireWriter out = new WireWriter(128);
            out.putString(object.descriptor().kind().words())
                    .putString(object.descriptor().creator());
            log.reply(from, r.reference(), Status.MISMATCH, out.toBytes());
            return;
        } else if (object.attached(from) == null) {
            log.append(new Entry.Attach(object.incarnation(), from));
        }
        log.say(
                from,
                new SessionMessage.Opened(
                        port.view().number(),
                        r.reference(),
                        object.incarnation(),
                        object.descriptor(),
                        object.createdBy(r.origin(), r.reference())));
    }

    /** What keeps an object from being created, or null. To be found out before the backups are told to create it. */
    private static String mistake(Request.Open r) {
        try {
            ReplicatedObject.create(new Entry.Create(r.key(), 0, r.descriptor(), r.contents(), 0, 0, r.reference()));
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    void attach(long from, Request.Attach r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null || !object.key().equals(r.key())) {
            log.reply(from, r.reference(), gone(r.incarnation()), null);
            return;
        }
        if (object.attached(r.former()) != null) {
            // Asked again in the next view, in which it is over.
            return;
        }
        if (object.inDoubt(r.former())) {
            ends.settle(object, r.former(), r.accepted(), Doubts.End.NOT_ARRIVED);
        }
        if (object.attached(from) == null) {
            log.append(new Entry.Attach(r.incarnation(), from));
        }
        log.reply(from, r.reference(), Status.OK, null);
    }

    void detach(long from, Request.Detach r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object != null && object.attached(r.session()) != null) {
            log.append(new Entry.Detach(r.incarnation(), r.session()));
        } else if (object != null && object.inDoubt(r.session())) {
            ends.settle(object, r.session(), Accepted.EVERYTHING, Doubts.End.NOT_ARRIVED);
        }
        log.reply(from, r.reference(), Status.OK, null);
    }

    void outcome(long from, Request.Outcome r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null) {
            log.reply(from, r.reference(), gone(r.incarnation()), null);
            return;
        }
        SessionRecord.Slot slot = object.ended(r.id());
        boolean otherHalf = port.view().quorum() == null
                && r.view() != 0
                && !replica.lineage().has(r.view());
        if (otherHalf && object.elements() != null) {
            // It may have been applied there: then what it has put is offered again.
            log.reply(from, r.reference(), Status.NOT_ATTACHED, null);
        } else if (object.neverApplied(r.id())) {
            log.reply(from, r.reference(), Status.CANCELLED, null);
        } else if (slot == null) {
            log.reply(from, r.reference(), Status.NOT_ATTACHED, null);
        } else {
            log.reply(from, r.reference(), slot.status, slot.answer);
        }
    }

    void remove(long from, Request.Remove r) {
        ReplicatedObject object = replica.find(r.key());
        boolean existed = object != null || replica.removedBy(r.origin(), r.reference());
        if (object != null) {
            log.append(new Entry.Remove(object.incarnation(), r.origin(), r.reference(), port.wallClock()));
        }
        log.reply(from, r.reference(), Status.OK, new byte[] {(byte) (existed ? 1 : 0)});
    }
}
