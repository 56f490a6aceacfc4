package io.dipc.engine.client;

import io.dipc.engine.protocol.Accepted;
import io.dipc.engine.replication.Incarnations;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * An object that this session has joined: its slots, one for each command in progress, reused last in, first out, so
 * that there are never more than commands were in progress at once. All but the fields set by the constructor belongs to
 * the node's thread.
 */
public final class KeyState {

    /** A place for one command at a time. */
    static final class Slot {
        final KeyState key;
        final int number;
        long sequence;
        State state = State.IDLE;
        /** While not idle: the command. */
        Command command;
        /** While idle: whether the home was told that the last answer arrived. */
        boolean heard = true;
        /** Whether the slot is in the list of those to be told of. */
        boolean listed;
        /** Whether the slot is in the list of those told of, but perhaps not committed. */
        boolean told;
        /** While kept: the next slot that is kept for the same taker. */
        Slot next;

        Slot(KeyState key, int number) {
            this.key = key;
            this.number = number;
        }
    }

    enum State {
        /** Free for the next command. */
        IDLE,
        /** The command is not answered. */
        BUSY,
        /** The command is answered, but what it gave out is neither accepted nor declined. */
        HELD,
        /** What the command gave out is with its taker, and is accepted when that one comes back or ends. */
        KEPT,
        /** What the command gave out goes back; that is not confirmed. */
        DECLINING
    }

    private final String name;
    private final long incarnation;
    private final Descriptor descriptor;
    private final ArrayDeque<Slot> idle = new ArrayDeque<>(1);
    final List<Slot> slots = new ArrayList<>(1);
    final Kept kept = new Kept();
    /** In how many ways the program can reach the object. */
    int handles;
    /** Whether the session has left the object. */
    boolean detached;
    /** While the session is new and has not joined the object again: what waits for that. */
    List<Runnable> rejoining;

    KeyState(String name, long incarnation, Descriptor descriptor) {
        this.name = name;
        this.incarnation = incarnation;
        this.descriptor = descriptor;
    }

    /** The key. */
    public String name() {
        return name;
    }

    /** Which of the objects that had this key. */
    public long incarnation() {
        return incarnation;
    }

    /** What the object was created as. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Whether what a session holds is returned when it ends, so that it must not be released once more. */
    boolean returnedWithSession() {
        return descriptor.kind() == Kind.SEMAPHORE
                && SemaphoreParameters.of(descriptor.parameters()).releasedAtCrash();
    }

    int partition() {
        return Incarnations.partition(incarnation);
    }

    /** Whether nothing is in progress. */
    boolean quiet() {
        return rejoining == null && idle.size() == slots.size() && kept.isEmpty();
    }

    Slot occupy(Command command) {
        Slot slot = idle.pollFirst();
        if (slot == null) {
            slot = new Slot(this, slots.size());
            slots.add(slot);
        }
        slot.sequence++;
        slot.state = State.BUSY;
        slot.command = command;
        command.slot = slot;
        return slot;
    }

    void release(Slot slot) {
        slot.state = State.IDLE;
        slot.command.slot = null;
        slot.command = null;
        idle.addFirst(slot);
    }

    /** The session has joined the object again, or there will be none any more: what has waited for that goes on. */
    void rejoined() {
        List<Runnable> waiting = rejoining;
        rejoining = null;
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    /** Of which commands the callers have the answers, now that the session is over. */
    Accepted accepted() {
        long[] sequences = new long[slots.size()];
        for (Slot slot : slots) {
            boolean last = slot.state == State.IDLE || slot.state == State.HELD && !slot.command.lost();
            sequences[slot.number] = last ? slot.sequence : slot.sequence - 1;
        }
        return new Accepted(sequences);
    }

    /**
     * Forgets all slots; a new session begins to count anew. What was given out and not yet accepted is lost.
     *
     * @return the commands that were not answered
     */
    List<Command> reset() {
        List<Command> open = new ArrayList<>();
        for (Slot slot : slots) {
            Command command = slot.command;
            if (command != null) {
                command.slot = null;
                if (slot.state == State.BUSY) {
                    open.add(command);
                } else if (slot.state != State.KEPT) {
                    command.lost();
                }
            }
        }
        kept.lose();
        slots.clear();
        idle.clear();
        return open;
    }
}
