package io.dipc.engine.replication;

import io.dipc.engine.protocol.Status;
import io.dipc.objects.CommandId;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** What an object remembers of a session, so that no command of it is applied twice. */
final class SessionRecord {

    /** The state of a slot's last command. */
    enum State {
        /** Waits in the state machine. */
        PARKED,
        /** Has ended; the end is kept until it is known to have arrived. */
        ENDED,
        /** Has ended, and that is known where it was issued. */
        ACCEPTED
    }

    /** The last command of one slot. */
    static final class Slot {
        long sequence;
        State state = State.ACCEPTED;
        Status status;
        byte[] answer;
        /** Whether what the command gave out goes back in any case if the session ends before it is accepted. */
        boolean repeats;

        void end(Status how, byte[] bytes) {
            state = State.ENDED;
            status = how;
            answer = bytes;
        }

        void accept() {
            state = State.ACCEPTED;
            status = null;
            answer = null;
        }
    }

    private static final State[] STATES = State.values();
    private static final Status[] STATUSES = Status.values();

    private final long session;
    private final List<Slot> slots = new ArrayList<>();
    /** When the session ended, in milliseconds since 1970 by the clock of the home then; 0 while it lives. */
    private long endedAt;
    /** Whether the session is over and it is not known what of that which it was given has arrived. */
    private boolean inDoubt;

    SessionRecord(long session) {
        this.session = session;
    }

    long session() {
        return session;
    }

    boolean alive() {
        return endedAt == 0;
    }

    boolean endedBefore(long moment) {
        return endedAt != 0 && endedAt < moment;
    }

    /** Whether a command of the session, if it is over, may have given something to a thread that goes on with it. */
    boolean mayHaveGiven(CommandId id) {
        Slot slot = find(id);
        return slot == null || !slot.repeats;
    }

    boolean inDoubt() {
        return inDoubt;
    }

    /** It is known, or assumed, what has arrived. */
    void settled() {
        inDoubt = false;
    }

    /**
     * The session is over. What ended unheard of stays, for those who ask later.
     *
     * @param doubt whether it is not known what of that which it was given has arrived
     */
    void end(long now, boolean doubt) {
        endedAt = now;
        inDoubt = doubt;
        for (Slot slot : slots) {
            if (slot.state == State.PARKED) {
                slot.end(Status.CANCELLED, null);
            }
        }
    }

    /** The commands whose answers may not have arrived. */
    List<CommandId> unheard() {
        List<CommandId> ids = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).state == State.ENDED) {
                ids.add(new CommandId(session, i, slots.get(i).sequence));
            }
        }
        return ids;
    }

    /** The slot of a number; made if new. */
    Slot slot(int number) {
        if (number < 0 || number > 1 << 20) {
            throw new IllegalArgumentException("slot number: " + number + " (expected: 0 to " + (1 << 20) + ")");
        }
        while (slots.size() <= number) {
            slots.add(new Slot());
        }
        return slots.get(number);
    }

    /** Whether the command, or a later one in its slot, was applied. */
    boolean reached(CommandId id) {
        return id.slot() < slots.size() && slots.get(id.slot()).sequence >= id.sequence();
    }

    /** The slot's last command if it is this one, else null. */
    Slot find(CommandId id) {
        if (id.slot() < 0 || id.slot() >= slots.size()) {
            return null;
        }
        Slot slot = slots.get(id.slot());
        return slot.sequence == id.sequence() ? slot : null;
    }

    void write(WireWriter out) {
        out.putFixedLong(session).putLong(endedAt).putBoolean(inDoubt).putInt(slots.size());
        for (Slot slot : slots) {
            out.putLong(slot.sequence)
                    .putByte(slot.state.ordinal())
                    .putBoolean(slot.repeats)
                    .putBoolean(slot.status != null);
            if (slot.status != null) {
                out.putByte(slot.status.ordinal());
            }
            out.putBytes(slot.answer);
        }
    }

    static SessionRecord read(WireReader in) {
        SessionRecord record = new SessionRecord(in.getFixedLong());
        record.endedAt = in.getLong();
        record.inDoubt = in.getBoolean();
        int size = in.getInt();
        for (int i = 0; i < size; i++) {
            Slot slot = record.slot(i);
            slot.sequence = in.getLong();
            slot.state = in.getOneOf(STATES);
            slot.repeats = in.getBoolean();
            slot.status = in.getBoolean() ? in.getOneOf(STATUSES) : null;
            slot.answer = in.getBytes();
        }
        return record;
    }
}
