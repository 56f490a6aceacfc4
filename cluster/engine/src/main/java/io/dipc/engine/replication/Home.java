package io.dipc.engine.replication;

import io.dipc.engine.protocol.Entry;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.View;
import io.dipc.objects.CommandId;
import java.util.List;

/**
 * An active home: executes the requests for one partition in one view: commands and queries here, others in the classes
 * that it hands them to. What it says goes through its {@link CommitLog}.
 */
final class Home {
    /** How long ended sessions and removed keys are remembered. */
    static final long REMEMBER_MILLIS = 600_000;

    private final Replica replica;
    private final CommitLog log;
    private final ClusterTime time;
    private final SessionEnds ends;
    private final KeyRequests keys;
    private final ReunionRequests reunions;

    Home(int partition, Replica replica, long[] backups, Port port) {
        this.replica = replica;
        log = new CommitLog(partition, replica, backups, port, this::ended);
        time = new ClusterTime(replica, log, port);
        ends = new SessionEnds(replica, log, port);
        keys = new KeyRequests(partition, replica, log, time, ends, port);
        reunions = new ReunionRequests(replica, log, time, keys, port);
        if (port.view().quorum() == null) {
            log.append(begin(port.view()));
        }
        ends.begin();
        time.due();
    }

    private Entry.Begin begin(View view) {
        List<Long> unheard =
                replica.unheard().stream().filter(v -> v != view.number()).toList();
        List<Long> members = view.members().stream()
                .filter(member -> !member.leaving())
                .map(member -> member.member().session())
                .toList();
        boolean lost = replica.lineage().members().stream()
                .anyMatch(session -> view.find(session) == null && !view.departed(session));
        return new Entry.Begin(view.number(), unheard, members, lost);
    }

    /** Executes a session's request. */
    void request(long from, Request request) {
        if (request instanceof Request.Command r) {
            command(from, r);
        } else if (request instanceof Request.Accept r) {
            CommandId id = new CommandId(from, r.slot(), r.sequence());
            if (state(r.incarnation(), id) == SessionRecord.State.ENDED) {
                log.append(new Entry.Accept(r.incarnation(), id));
            }
        } else if (request instanceof Request.Query r) {
            query(from, r);
        } else if (request instanceof Request.Cancel r) {
            CommandId id = new CommandId(from, r.slot(), r.sequence());
            if (state(r.incarnation(), id) == SessionRecord.State.PARKED) {
                log.append(new Entry.Cancel(r.incarnation(), id));
            }
        } else if (request instanceof Request.Decline r) {
            decline(from, r);
        } else if (request instanceof Request.Open r) {
            keys.open(from, r);
        } else if (request instanceof Request.Attach r) {
            keys.attach(from, r);
        } else if (request instanceof Request.Outcome r) {
            keys.outcome(from, r);
        } else if (request instanceof Request.Remove r) {
            keys.remove(from, r);
        } else if (request instanceof Request.Detach r) {
            keys.detach(from, r);
        } else if (request instanceof Request.Sync r) {
            log.reply(from, r.reference(), Status.OK, null);
        } else if (request instanceof Request.Compare r) {
            reunions.compare(from, r);
        } else if (request instanceof Request.OfferAgain r) {
            reunions.offerAgain(from, r);
        }
    }

    /** A backup has applied all entries up to an index. */
    void replicated(long backup, long index) {
        log.replicated(backup, index);
    }

    /** Runs when a batch of inputs is done. */
    void settle() {
        log.settle();
    }

    /** Forgets what has been remembered for long enough. */
    void tick() {
        ends.tick();
    }

    /** Tells the time to the objects that wait for it. */
    void due() {
        time.due();
    }

    /** How many elements are kept aside, since they may have arrived at sessions that are over. */
    int inDoubt() {
        return ends.inDoubt();
    }

    private void command(long from, Request.Command r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null) {
            log.answer(from, r.incarnation(), r.slot(), r.sequence(), keys.gone(r.incarnation()), null);
            return;
        }
        SessionRecord session = keys.attached(object, from);
        if (session == null) {
            log.answer(from, r.incarnation(), r.slot(), r.sequence(), Status.NOT_ATTACHED, null);
            return;
        }
        SessionRecord.Slot slot = session.slot(r.slot());
        if (r.sequence() > slot.sequence) {
            time.tell(object);
            log.append(new Entry.Apply(
                    r.incarnation(), new CommandId(from, r.slot(), r.sequence()), r.bytes(), r.repeats()));
            time.wakeLater(object);
        } else if (r.sequence() == slot.sequence && slot.state == SessionRecord.State.ENDED) {
            log.answer(from, r.incarnation(), r.slot(), r.sequence(), slot.status, slot.answer);
        }
    }

    private void decline(long from, Request.Decline r) {
        CommandId id = new CommandId(from, r.slot(), r.sequence());
        SessionRecord.State state = state(r.incarnation(), id);
        if (state == SessionRecord.State.ENDED) {
            log.append(new Entry.Decline(r.incarnation(), id));
        } else if (state != SessionRecord.State.PARKED) {
            log.answer(from, r.incarnation(), r.slot(), r.sequence(), Status.CANCELLED, null);
        }
    }

    private void query(long from, Request.Query r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null) {
            log.reply(from, r.reference(), keys.gone(r.incarnation()), null);
            return;
        }
        try {
            log.reply(from, r.reference(), Status.OK, object.machine().query(r.bytes()));
        } catch (IllegalArgumentException e) {
            log.refuse(from, r.reference(), String.valueOf(e.getMessage()));
        }
    }

    private SessionRecord.State state(long incarnation, CommandId id) {
        ReplicatedObject object = replica.find(incarnation);
        SessionRecord session = object == null ? null : object.attached(id.session());
        SessionRecord.Slot slot = session == null ? null : session.find(id);
        return slot == null ? null : slot.state;
    }

    private void ended(long incarnation, CommandId id, Status status, byte[] bytes) {
        log.answer(id.session(), incarnation, id.slot(), id.sequence(), status, bytes);
    }
}
