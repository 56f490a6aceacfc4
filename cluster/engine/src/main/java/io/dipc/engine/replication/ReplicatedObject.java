package io.dipc.engine.replication;

import io.dipc.engine.protocol.Accepted;
import io.dipc.engine.protocol.Entry;
import io.dipc.engine.protocol.Request.OfferAgain.ViewEnd;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.CommandId;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Effects;
import io.dipc.objects.ElementStateMachine;
import io.dipc.objects.EndedSession;
import io.dipc.objects.IdRange;
import io.dipc.objects.Kind;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.StateMachine;
import io.dipc.objects.TimedStateMachine;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One object in a replica: its state machine and the sessions that use it. */
final class ReplicatedObject {
    private static final Kind[] KINDS = Kind.values();
    /** Initial contents are applied under an id that no session can have. */
    private static final CommandId CONTENTS = new CommandId(0, 0, 1);

    private final String key;
    private final long incarnation;
    private final Descriptor descriptor;
    private final long creator;
    private final long creatorReference;
    private final StateMachine machine;
    /** In order of arrival, which is the same on all replicas. */
    private final Map<Long, SessionRecord> sessions = new LinkedHashMap<>();
    /** The ids that had been used at the ends of views, where these were others than at the end of the view before. */
    private final TreeMap<Long, IdRange> marks = new TreeMap<>();

    private ReplicatedObject(String key, long incarnation, Descriptor descriptor, long creator, long creatorReference) {
        this.key = key;
        this.incarnation = incarnation;
        this.descriptor = descriptor;
        this.creator = creator;
        this.creatorReference = creatorReference;
        this.machine = descriptor.kind().create(descriptor.parameters());
    }

    static ReplicatedObject create(Entry.Create e) {
        ReplicatedObject object =
                new ReplicatedObject(e.key(), e.incarnation(), e.descriptor(), e.origin(), e.reference());
        if (e.contents() != null) {
            object.machine.apply(CONTENTS, e.contents(), NoEffects.INSTANCE);
            object.machine.accept(CONTENTS, NoEffects.INSTANCE);
        }
        object.attach(e.creator());
        return object;
    }

    String key() {
        return key;
    }

    long incarnation() {
        return incarnation;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    StateMachine machine() {
        return machine;
    }

    Iterable<SessionRecord> sessions() {
        return sessions.values();
    }

    boolean createdBy(long session, long reference) {
        return creator == session && creatorReference == reference;
    }

    void attach(long session) {
        sessions.computeIfAbsent(session, SessionRecord::new);
    }

    /** Whether a session is attached whose life goes on. */
    boolean inUse() {
        return sessions.values().stream().anyMatch(SessionRecord::alive);
    }

    /** The record of an attached session whose life goes on, or null. */
    SessionRecord attached(long session) {
        SessionRecord record = sessions.get(session);
        return record != null && record.alive() ? record : null;
    }

    /** The end of the last command in a slot of a session that is over, or null if it is not remembered. */
    SessionRecord.Slot ended(CommandId id) {
        SessionRecord record = sessions.get(id.session());
        SessionRecord.Slot slot = record == null || record.alive() ? null : record.find(id);
        return slot == null || slot.state != SessionRecord.State.ENDED ? null : slot;
    }

    /** Whether a command of a session that is over was not applied, and never will be. */
    boolean neverApplied(CommandId id) {
        SessionRecord record = sessions.get(id.session());
        return record != null && !record.alive() && !record.reached(id);
    }

    void apply(CommandId id, byte[] command, boolean repeats, Outcomes outcomes) {
        SessionRecord.Slot slot = sessions.get(id.session()).slot(id.slot());
        if (slot.state == SessionRecord.State.ENDED) {
            machine.accept(new CommandId(id.session(), id.slot(), slot.sequence), effects(outcomes));
        }
        slot.sequence = id.sequence();
        slot.state = SessionRecord.State.PARKED;
        slot.repeats = repeats;
        slot.status = null;
        slot.answer = null;
        byte[] answer;
        try {
            answer = machine.apply(id, command, effects(outcomes));
        } catch (IllegalArgumentException e) {
            end(id, Status.REFUSED, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8), outcomes);
            return;
        }
        if (answer != null) {
            end(id, Status.OK, answer, outcomes);
        }
    }

    /** The state machine if it has elements that may be offered again, else null. */
    ElementStateMachine elements() {
        return machine instanceof ElementStateMachine elements ? elements : null;
    }

    /**
     * A view is over.
     *
     * @param lineage of those that are over, the views that are remembered
     */
    void mark(long view, Lineage lineage) {
        if (elements() != null
                && (marks.isEmpty()
                        || !marks.lastEntry().getValue().equals(elements().ids()))) {
            marks.put(view, elements().ids());
            if (marks.size() > Lineage.REMEMBERED) {
                marks.remove(leastNeeded(lineage));
            }
        }
    }

    /** The first mark that says nothing of a view that is remembered. Of more marks than views there is one. */
    private long leastNeeded(Lineage lineage) {
        long before = marks.firstKey();
        for (long mark : marks.tailMap(before, false).keySet()) {
            if (lineage.upTo(mark - 1) < before) {
                break;
            }
            before = mark;
        }
        return before;
    }

    /** The ids that had been used at the end of a view that is over; null if the object did not exist. */
    IdRange idsAfter(long view) {
        Map.Entry<Long, IdRange> mark = marks.floorEntry(view);
        return mark == null ? null : mark.getValue();
    }

    /**
     * The ids that had been used at the ends of later views, where these were others than at the end of the view before; the
     * newest first.
     *
     * @param newest the view that was the last one
     */
    List<ViewEnd> changesSince(long view, long newest) {
        List<ViewEnd> changes = new ArrayList<>();
        IdRange ids = elements().ids();
        if (marks.isEmpty() || !marks.lastEntry().getValue().equals(ids)) {
            changes.add(new ViewEnd(newest, ids));
        }
        marks.tailMap(view, false).descendingMap().forEach((each, then) -> changes.add(new ViewEnd(each, then)));
        return changes;
    }

    void offerAgain(IdRange used, List<byte[]> offered, Outcomes outcomes) {
        elements().reserve(used);
        elements().offerAgain(offered, effects(outcomes));
    }

    /** The state machine if time passes for it, else null. */
    TimedStateMachine timed() {
        return machine instanceof TimedStateMachine timed ? timed : null;
    }

    void time(long now, Outcomes outcomes) {
        timed().time(now, effects(outcomes));
    }

    void cancel(CommandId target, Outcomes outcomes) {
        machine.cancel(target, effects(outcomes));
    }

    void accept(CommandId target, Outcomes outcomes) {
        SessionRecord.Slot slot = sessions.get(target.session()).find(target);
        machine.accept(target, effects(outcomes));
        slot.accept();
    }

    void decline(CommandId target, Outcomes outcomes) {
        SessionRecord.Slot slot = sessions.get(target.session()).find(target);
        slot.accept();
        machine.decline(target, effects(outcomes));
        outcomes.ended(incarnation, target, Status.CANCELLED, null);
    }

    /** A session does not use the object any more; all answers have arrived. What it holds, it goes on holding. */
    void detach(long session, Outcomes outcomes) {
        sessions.remove(session).unheard().forEach(id -> machine.accept(id, effects(outcomes)));
        if (machine.info().holders().stream().anyMatch(holder -> holder.session() == session)) {
            attach(session);
        } else {
            machine.sessionsEnded(List.of(new EndedSession(session, true)), effects(outcomes));
        }
    }

    /** Sessions are over. */
    void endSessions(List<EndedSession> ended, long now, Outcomes outcomes) {
        List<EndedSession> concerned =
                ended.stream().filter(e -> attached(e.session()) != null).toList();
        if (concerned.isEmpty()) {
            return;
        }
        Set<Long> maybeAlive = new HashSet<>();
        concerned.stream().filter(e -> !e.dead()).forEach(e -> maybeAlive.add(e.session()));
        machine.sessionsEnded(
                concerned,
                id -> maybeAlive.contains(id.session())
                        && sessions.get(id.session()).mayHaveGiven(id),
                effects(outcomes));
        for (EndedSession e : concerned) {
            SessionRecord record = sessions.get(e.session());
            record.end(now, count(record, Accepted.EVERYTHING) > 0);
            // A JVM that was excluded while alive comes back, asks what became of its commands and looks for the
            // object.
            if (e.departed()) {
                sessions.remove(e.session());
            }
        }
    }

    /** The sessions that are over and may have got something of which that is not known. */
    List<SessionRecord> doubts() {
        return sessions.values().stream().filter(SessionRecord::inDoubt).toList();
    }

    /** Whether it is not known what of that which a session was given has arrived. */
    boolean inDoubt(long session) {
        SessionRecord record = sessions.get(session);
        return record != null && record.inDoubt();
    }

    /** How many elements are kept aside, since they may have arrived at sessions that are over. */
    int countInDoubt() {
        return doubts().stream().mapToInt(s -> count(s, Accepted.EVERYTHING)).sum();
    }

    /** How many of the elements that are kept aside for a session are among those that have arrived. */
    int countInDoubt(long session, Accepted accepted) {
        return inDoubt(session) ? count(sessions.get(session), accepted) : 0;
    }

    private int count(SessionRecord record, Accepted accepted) {
        return record.unheard().stream()
                .filter(id -> accepted.contains(id.slot(), id.sequence()))
                .mapToInt(machine::inHand)
                .sum();
    }

    /** It is known, or assumed, what of that which a session was given has arrived; the rest goes back. */
    void settle(long session, Accepted accepted, Outcomes outcomes) {
        SessionRecord record = sessions.get(session);
        for (CommandId id : record.unheard()) {
            if (accepted.contains(id.slot(), id.sequence())) {
                machine.accept(id, effects(outcomes));
                record.find(id).accept();
            }
        }
        machine.sessionsEnded(List.of(new EndedSession(session, false)), effects(outcomes));
        record.settled();
    }

    /** Forgets sessions that ended before a moment. */
    void forget(long before) {
        sessions.values().removeIf(s -> s.endedBefore(before) && !s.inDoubt());
    }

    /** What to show a person who asks. */
    ObjectInfo info() {
        ObjectInfo info = machine.info();
        int inDoubt = countInDoubt();
        return inDoubt == 0
                ? info
                : new ObjectInfo(info.state() + " (" + inDoubt + " in doubt)", info.waiting(), info.holders());
    }

    /** Whether nobody would notice if the object were gone. */
    boolean droppable() {
        return sessions.isEmpty() && machine.initial();
    }

    void writeHeader(WireWriter out) {
        out.putString(key)
                .putLong(incarnation)
                .putByte(descriptor.kind().ordinal())
                .putBytes(descriptor.parameters())
                .putString(descriptor.creator())
                .putFixedLong(creator)
                .putLong(creatorReference)
                .putInt(sessions.size());
        sessions.values().forEach(s -> s.write(out));
        out.putInt(marks.size());
        marks.forEach((view, ids) -> ids.writeTo(out.putLong(view)));
    }

    static ReplicatedObject readHeader(WireReader in) {
        String key = in.getString();
        long incarnation = in.getLong();
        Descriptor descriptor = new Descriptor(in.getOneOf(KINDS), in.getBytes(), in.getString());
        ReplicatedObject object = new ReplicatedObject(key, incarnation, descriptor, in.getFixedLong(), in.getLong());
        int size = in.getInt();
        for (int i = 0; i < size; i++) {
            SessionRecord record = SessionRecord.read(in);
            object.sessions.put(record.session(), record);
        }
        for (int left = in.getInt(); left > 0; left--) {
            object.marks.put(in.getLong(), IdRange.readFrom(in));
        }
        return object;
    }

    private Effects effects(Outcomes outcomes) {
        return new Effects() {
            @Override
            public void complete(CommandId parked, byte[] answer) {
                end(parked, Status.OK, answer, outcomes);
            }

            @Override
            public void cancelled(CommandId parked) {
                end(parked, Status.CANCELLED, null, outcomes);
            }
        };
    }

    private void end(CommandId id, Status status, byte[] answer, Outcomes outcomes) {
        SessionRecord record = sessions.get(id.session());
        SessionRecord.Slot slot = record == null ? null : record.find(id);
        if (slot == null || slot.state != SessionRecord.State.PARKED) {
            throw new IllegalStateException("the state machine of " + key + " ended " + id + ", which is not parked");
        }
        slot.end(status, answer);
        outcomes.ended(incarnation, id, status, answer);
    }

    /** Initial contents answer nobody. */
    private enum NoEffects implements Effects {
        INSTANCE;

        @Override
        public void complete(CommandId parked, byte[] answer) {
            throw new IllegalStateException("nothing can be parked in a new object: " + parked);
        }

        @Override
        public void cancelled(CommandId parked) {
            throw new IllegalStateException("nothing can be parked in a new object: " + parked);
        }
    }
}
