package io.dipc.engine.client;

import io.dipc.engine.client.KeyState.Slot;
import io.dipc.engine.client.KeyState.State;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one object gave out and is still with those who took it, for delivery at least once: it is accepted when its
 * taker comes back for more, or ends. All of it belongs to the node's thread.
 */
final class Kept {
    /** By taker, the first of a list that is linked through the slots. */
    private final Map<Object, Slot> slots = new IdentityHashMap<>(1);
    /** Commands whose takers are still to hear that what they gave out has gone to others, by taker. */
    private final Map<Object, Command> bereft = new IdentityHashMap<>(1);
    /** Whether {@link Requests} looks at the takers from time to time. */
    boolean watched;

    /** Whether nothing is kept, and nobody is still to hear of a loss. */
    boolean isEmpty() {
        return slots.isEmpty() && bereft.isEmpty();
    }

    void add(Slot slot) {
        slot.state = State.KEPT;
        slot.next = slots.put(slot.command.taker(), slot);
    }

    /** What is with a taker, and is no longer kept: the first of a list of slots, or null. */
    Slot remove(Object taker) {
        return slots.isEmpty() ? null : slots.remove(taker);
    }

    /** The slots of takers that will not come back; they are no longer kept. */
    List<Slot> removeEnded() {
        List<Slot> ended = new ArrayList<>();
        slots.values().removeIf(slot -> !slot.command.takerIsAlive() && ended.add(slot));
        bereft.values().removeIf(command -> !command.takerIsAlive());
        return ended;
    }

    /** The slots of all takers; they are no longer kept. */
    List<Slot> removeAll() {
        List<Slot> all = List.copyOf(slots.values());
        slots.clear();
        return all;
    }

    /** The session is over, and what was kept has gone to others. */
    void lose() {
        slots.forEach((taker, slot) -> bereft.put(taker, slot.command));
        slots.clear();
    }

    /** Whether something that a taker had has gone to others; true once. */
    boolean tellBereft(Object taker) {
        return !bereft.isEmpty() && bereft.remove(taker) != null;
    }
}
