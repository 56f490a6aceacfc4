package io.dipc.engine.replication;

import io.dipc.engine.protocol.Accepted;
import io.dipc.engine.protocol.Entry;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.Kind;
import io.dipc.objects.TimedStateMachine;
import io.dipc.objects.codec.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An active home: executes the requests for one partition in one view. The commit rule: nothing is heard by a session,
 * not even the answer to a question, before all backups have acknowledged every entry that it depends on.
 */
final class Home {
    private static final Logger LOG = LoggerFactory.getLogger(Home.class);
    /** How long ended sessions and removed keys are remembered. */
    static final long REMEMBER_MILLIS = 600_000;

    /** Answers up to this many bytes travel by way of the backup: they would cost more by themselves than on the way. */
    private static final int FORWARDED_BYTES = 1024;

    /** A message for this member's own session that waits until the backups have an entry. */
    private record Pending(long index, Message message) {}

    private final int partition;
    private final Replica replica;
    private final long[] backups;
    private final long[] acknowledged;
    private final Port port;
    private final long view;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final Outcomes outcomes = this::ended;
    /** Cluster time is the wall clock at the beginning, and goes on without its jumps. */
    private final long clusterTimeOffset;
    /** The sessions that wait for the backups, since these were last told so. */
    private final List<Long> unconfirmed = new ArrayList<>();

    private long committed;
    private long created;

    Home(int partition, Replica replica, long[] backups, Port port) {
        this.partition = partition;
        this.replica = replica;
        this.backups = backups;
        this.port = port;
        this.view = port.view().number();
        this.committed = replica.index();
        this.acknowledged = new long[backups.length];
        this.clusterTimeOffset = port.wallClock() * 1_000_000 - port.nanoTime();
        Arrays.fill(acknowledged, committed);
        endSessionsThatLeft();
        due();
    }

    /** Executes a session's request. */
    void request(long from, Request request) {
        if (request instanceof Request.Command r) {
            command(from, r);
        } else if (request instanceof Request.Accept r) {
            CommandId id = new CommandId(from, r.slot(), r.sequence());
            if (state(r.incarnation(), id) == SessionRecord.State.ENDED) {
                append(new Entry.Accept(r.incarnation(), id), false);
            }
        } else if (request instanceof Request.Query r) {
            query(from, r);
        } else if (request instanceof Request.Cancel r) {
            CommandId id = new CommandId(from, r.slot(), r.sequence());
            if (state(r.incarnation(), id) == SessionRecord.State.PARKED) {
                append(new Entry.Cancel(r.incarnation(), id), true);
            }
        } else if (request instanceof Request.Decline r) {
            decline(from, r);
        } else if (request instanceof Request.Open r) {
            open(from, r);
        } else if (request instanceof Request.Attach r) {
            attach(from, r);
        } else if (request instanceof Request.Outcome r) {
            outcome(from, r);
        } else if (request instanceof Request.Remove r) {
            remove(from, r);
        } else if (request instanceof Request.Detach r) {
            detach(from, r);
        } else if (request instanceof Request.Sync r) {
            reply(from, r.reference(), Status.OK, null);
        }
    }

    /** A backup has applied all entries up to an index. */
    void replicated(long backup, long index) {
        long all = Long.MAX_VALUE;
        for (int i = 0; i < backups.length; i++) {
            if (backups[i] == backup) {
                acknowledged[i] = Math.max(acknowledged[i], index);
            }
            all = Math.min(all, acknowledged[i]);
        }
        committed = all;
        release();
    }

    /** Forgets what has been remembered for long enough. */
    void tick() {
        long before = port.wallClock() - REMEMBER_MILLIS;
        for (ReplicatedObject object : List.copyOf(replica.doubtful())) {
            object.doubts().forEach(session -> settle(object, session, before));
        }
        if (replica.remembersBefore(before)) {
            append(new Entry.Forget(before), false);
        }
    }

    /** What a session that is over may have got goes back if that is certain now, or was not told before a moment. */
    private void settle(ReplicatedObject object, SessionRecord session, long before) {
        if (port.dead(session.session())) {
            settle(object, session.session(), Accepted.NOTHING, Doubts.End.DEAD);
        } else if (session.endedBefore(before)) {
            LOG.warn(
                    "{}: {} was cut off while {} {} were on the way to it, and was not heard of for {} min; they go back,"
                            + " and if it still runs, it may have what others have, too",
                    object.key(),
                    port.name(session.session()),
                    object.countInDoubt(session.session(), Accepted.EVERYTHING),
                    object.descriptor().kind() == Kind.SEMAPHORE ? "permits" : "elements",
                    REMEMBER_MILLIS / 60_000);
            settle(object, session.session(), Accepted.NOTHING, Doubts.End.EXPIRED);
        }
    }

    /** @param rest what is said of what was not accepted */
    private void settle(ReplicatedObject object, long session, Accepted accepted, Doubts.End rest) {
        int arrived = object.countInDoubt(session, accepted);
        port.doubts().end(Doubts.End.ARRIVED, arrived);
        port.doubts().end(rest, object.countInDoubt(session, Accepted.EVERYTHING) - arrived);
        append(new Entry.Settle(object.incarnation(), session, accepted), true);
    }

    /** Tells the time to the objects that wait for it. */
    void due() {
        for (ReplicatedObject object : replica.timed()) {
            if (object.timed().wakeAt() <= clusterTime()) {
                tellTime(object);
            }
            wakeLater(object);
        }
    }

    private long clusterTime() {
        return port.nanoTime() + clusterTimeOffset;
    }

    private void tellTime(ReplicatedObject object) {
        if (object.timed() != null) {
            append(new Entry.Time(object.incarnation(), clusterTime()), false);
        }
    }

    private void wakeLater(ReplicatedObject object) {
        if (object.timed() != null && object.timed().wakeAt() != TimedStateMachine.NEVER) {
            port.alarm(Math.max(0, object.timed().wakeAt() - clusterTime()));
        }
    }

    private void command(long from, Request.Command r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null) {
            answer(from, r.incarnation(), r.slot(), r.sequence(), gone(r.incarnation()), null);
            return;
        }
        SessionRecord session = object.attached(from);
        if (session == null) {
            answer(from, r.incarnation(), r.slot(), r.sequence(), Status.NOT_ATTACHED, null);
            return;
        }
        SessionRecord.Slot slot = session.slot(r.slot());
        if (r.sequence() > slot.sequence) {
            tellTime(object);
            append(
                    new Entry.Apply(
                            r.incarnation(), new CommandId(from, r.slot(), r.sequence()), r.bytes(), r.repeats()),
                    true);
            wakeLater(object);
        } else if (r.sequence() == slot.sequence && slot.state == SessionRecord.State.ENDED) {
            answer(from, r.incarnation(), r.slot(), r.sequence(), slot.status, slot.answer);
        }
    }

    private void decline(long from, Request.Decline r) {
        CommandId id = new CommandId(from, r.slot(), r.sequence());
        SessionRecord.State state = state(r.incarnation(), id);
        if (state == SessionRecord.State.ENDED) {
            append(new Entry.Decline(r.incarnation(), id), true);
        } else if (state != SessionRecord.State.PARKED) {
            answer(from, r.incarnation(), r.slot(), r.sequence(), Status.CANCELLED, null);
        }
    }

    private void query(long from, Request.Query r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null) {
            reply(from, r.reference(), gone(r.incarnation()), null);
            return;
        }
        try {
            reply(from, r.reference(), Status.OK, object.machine().query(r.bytes()));
        } catch (IllegalArgumentException e) {
            reply(from, r.reference(), Status.REFUSED, utf8(String.valueOf(e.getMessage())));
        }
    }

    private void open(long from, Request.Open r) {
        ReplicatedObject object = replica.find(r.key());
        if (object == null) {
            String mistake = mistake(r);
            if (mistake != null) {
                reply(from, r.reference(), Status.REFUSED, utf8(mistake));
                return;
            }
            long incarnation = Incarnations.make(port.view(), partition, created++);
            append(
                    new Entry.Create(
                            r.key(), incarnation, r.descriptor(), r.contents(), from, r.origin(), r.reference()),
                    true);
            object = replica.find(incarnation);
            tellTime(object);
        } else if (object.descriptor().kind() != r.descriptor().kind()) {
            WireWriter out = new WireWriter(128);
            out.putString(object.descriptor().kind().words())
                    .putString(object.descriptor().creator());
            reply(from, r.reference(), Status.MISMATCH, out.toBytes());
            return;
        } else if (object.attached(from) == null) {
            append(new Entry.Attach(object.incarnation(), from), true);
        }
        later(
                from,
                new Message.Opened(
                        view,
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

    private void attach(long from, Request.Attach r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null || !object.key().equals(r.key())) {
            reply(from, r.reference(), gone(r.incarnation()), null);
            return;
        }
        if (object.attached(r.former()) != null) {
            // Asked again in the next view, in which it is over.
            return;
        }
        if (object.inDoubt(r.former())) {
            settle(object, r.former(), r.accepted(), Doubts.End.NOT_ARRIVED);
        }
        if (object.attached(from) == null) {
            append(new Entry.Attach(r.incarnation(), from), true);
        }
        reply(from, r.reference(), Status.OK, null);
    }

    private void detach(long from, Request.Detach r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object != null && object.attached(r.session()) != null) {
            append(new Entry.Detach(r.incarnation(), r.session()), false);
        } else if (object != null && object.inDoubt(r.session())) {
            settle(object, r.session(), Accepted.EVERYTHING, Doubts.End.NOT_ARRIVED);
        }
        reply(from, r.reference(), Status.OK, null);
    }

    private void outcome(long from, Request.Outcome r) {
        ReplicatedObject object = replica.find(r.incarnation());
        if (object == null) {
            reply(from, r.reference(), gone(r.incarnation()), null);
            return;
        }
        SessionRecord.Slot slot = object.ended(r.id());
        if (object.neverApplied(r.id())) {
            reply(from, r.reference(), Status.CANCELLED, null);
        } else if (slot == null) {
            reply(from, r.reference(), Status.NOT_ATTACHED, null);
        } else {
            reply(from, r.reference(), slot.status, slot.answer);
        }
    }

    private void remove(long from, Request.Remove r) {
        ReplicatedObject object = replica.find(r.key());
        boolean existed = object != null || replica.removedBy(r.origin(), r.reference());
        if (object != null) {
            append(new Entry.Remove(object.incarnation(), r.origin(), r.reference(), port.wallClock()), true);
        }
        reply(from, r.reference(), Status.OK, new byte[] {(byte) (existed ? 1 : 0)});
    }

    private void endSessionsThatLeft() {
        Set<Long> gone = new LinkedHashSet<>();
        for (ReplicatedObject object : replica.objects()) {
            for (SessionRecord session : object.sessions()) {
                if (session.alive() && !port.view().alive(session.session())) {
                    gone.add(session.session());
                }
            }
        }
        if (!gone.isEmpty()) {
            List<EndedSession> ended = gone.stream()
                    .map(s -> new EndedSession(
                            s,
                            port.view().endedOrderly(s),
                            port.view().departed(s) || port.departed(s),
                            port.view().dead(s) || port.dead(s)))
                    .toList();
            int before = inDoubt();
            append(new Entry.EndSessions(ended, port.wallClock()), true);
            port.doubts().keepAside(inDoubt() - before);
        }
    }

    /** How many elements are kept aside, since they may have arrived at sessions that are over. */
    int inDoubt() {
        return replica.doubtful().stream()
                .mapToInt(ReplicatedObject::countInDoubt)
                .sum();
    }

    private SessionRecord.State state(long incarnation, CommandId id) {
        ReplicatedObject object = replica.find(incarnation);
        SessionRecord session = object == null ? null : object.attached(id.session());
        SessionRecord.Slot slot = session == null ? null : session.find(id);
        return slot == null ? null : slot.state;
    }

    private Status gone(long incarnation) {
        return replica.removal(incarnation) != null ? Status.REMOVED : Status.LOST;
    }

    private void append(Entry entry, boolean urgent) {
        long index = replica.index() + 1;
        for (long backup : backups) {
            port.send(backup, new Message.Replicate(view, partition, index, entry), urgent);
        }
        replica.apply(entry, outcomes);
        if (backups.length == 0) {
            committed = index;
        }
    }

    private void ended(long incarnation, CommandId id, Status status, byte[] bytes) {
        answer(id.session(), incarnation, id.slot(), id.sequence(), status, bytes);
    }

    private void answer(long session, long incarnation, int slot, long sequence, Status status, byte[] bytes) {
        later(session, new Message.Answer(view, incarnation, slot, sequence, status, bytes));
    }

    private void reply(long session, long reference, Status status, byte[] bytes) {
        later(session, new Message.Reply(view, reference, status, bytes));
    }

    /**
     * Sends a message that must not be heard before all entries so far are committed. It goes out at once; its receiver
     * keeps it until the backups have told it, which is one step sooner than by way of the home.
     */
    private void later(long session, Message message) {
        long index = replica.index();
        if (backups.length == 0 || committed >= index) {
            port.send(session, message, true);
            return;
        }
        if (session == port.self()) {
            pending.addLast(new Pending(index, message));
        } else {
            Message.Early early = new Message.Early(view, partition, index, message);
            if (backups.length == 1 && session != backups[0] && isSmall(message)) {
                port.send(backups[0], new Message.Forward(session, early), true);
                return;
            }
            port.send(session, early, true);
        }
        if (unconfirmed.isEmpty()) {
            port.settleLater(partition);
        }
        if (!unconfirmed.contains(session)) {
            unconfirmed.add(session);
        }
    }

    private static boolean isSmall(Message message) {
        return message instanceof Message.Answer answer
                && (answer.bytes() == null || answer.bytes().length <= FORWARDED_BYTES);
    }

    /** Runs when a batch of inputs is done: the backups are told who waits for them. */
    void settle() {
        if (!unconfirmed.isEmpty()) {
            Message confirm = new Message.Confirm(view, partition, List.copyOf(unconfirmed));
            unconfirmed.clear();
            for (long backup : backups) {
                port.send(backup, confirm, true);
            }
        }
    }

    private void release() {
        Pending next;
        while ((next = pending.peekFirst()) != null && next.index() <= committed) {
            pending.removeFirst();
            port.send(port.self(), next.message(), true);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
