package io.dipc.engine.client;

import io.dipc.engine.client.KeyState.Slot;
import io.dipc.engine.client.KeyState.State;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells homes of answers that have arrived, so that they need not keep them, and that what they gave out is no longer in
 * hand; remembers what it told until it is committed, since homes change. Single-threaded.
 */
final class Acceptances {

    /** What was told to the homes of one partition. */
    private static final class Told {
        /** Not known to be committed, nor asked for. */
        private List<Slot> recent = new ArrayList<>();
        /** While the home is asked whether they are committed; else empty. */
        private List<Slot> asked = List.of();

        private boolean isEmpty() {
            return recent.isEmpty() && asked.isEmpty();
        }
    }

    private final Requests.Port port;
    private final Consumer<Inquiry> inquirer;
    private List<Slot> unheard = new ArrayList<>();
    private final Told[] told = new Told[Placement.PARTITIONS];
    /** The objects of which something is kept. */
    private final List<KeyState> keeping = new ArrayList<>();

    /**
     * @param inquirer asks inquiries
     */
    Acceptances(Requests.Port port, Consumer<Inquiry> inquirer) {
        this.port = port;
        this.inquirer = inquirer;
        for (int i = 0; i < told.length; i++) {
            told[i] = new Told();
        }
    }

    /** What the slot's command gave out is accepted at once. */
    void accept(Slot slot, boolean urgent) {
        tell(slot, urgent);
        slot.key.release(slot);
    }

    /** What the slot's command gave out, if anything, is accepted by the slot's next command or at a tick. */
    void acceptLater(Slot slot) {
        slot.heard = false;
        slot.key.release(slot);
        if (!slot.listed) {
            slot.listed = true;
            unheard.add(slot);
        }
    }

    /** What the slot's command gave out is accepted when its taker comes back, or ends. */
    void keep(Slot slot) {
        Kept kept = slot.key.kept;
        kept.add(slot);
        if (!kept.watched) {
            kept.watched = true;
            keeping.add(slot.key);
        }
    }

    /**
     * A taker uses an object again: what it has of it is accepted.
     *
     * @param commandFollows whether a command takes one of the slots at once, and so tells the home
     */
    void cameBack(KeyState key, Object taker, boolean commandFollows) {
        acceptKept(key.kept.remove(taker), commandFollows);
    }

    private void acceptKept(Slot first, boolean commandFollows) {
        for (Slot slot = first; slot != null; ) {
            Slot next = slot.next;
            slot.next = null;
            if (next == null && commandFollows) {
                acceptLater(slot);
            } else {
                accept(slot, false);
            }
            slot = next;
        }
    }

    /** Time has passed. */
    void tick() {
        acceptFromEndedTakers();
        tellUnheard();
        for (int i = 0; i < told.length; i++) {
            if (told[i].asked.isEmpty() && !told[i].recent.isEmpty()) {
                askWhetherCommitted(i, () -> {});
            }
        }
    }

    private void acceptFromEndedTakers() {
        keeping.removeIf(key -> {
            key.kept.removeEnded().forEach(slot -> acceptKept(slot, false));
            key.kept.watched = !key.kept.isEmpty();
            return !key.kept.watched;
        });
    }

    private void tellUnheard() {
        List<Slot> now = unheard;
        unheard = new ArrayList<>();
        for (Slot slot : now) {
            slot.listed = false;
            if (slot.state == State.IDLE && !slot.heard && !slot.key.detached) {
                tell(slot, false);
            }
        }
    }

    private void tell(Slot slot, boolean urgent) {
        slot.heard = true;
        send(slot, urgent);
        if (!slot.told) {
            slot.told = true;
            told[slot.key.partition()].recent.add(slot);
        }
    }

    private void send(Slot slot, boolean urgent) {
        port.ask(slot.key.partition(), new Request.Accept(slot.key.incarnation(), slot.number, slot.sequence), urgent);
    }

    /** The answer comes when everything before it is committed. */
    private void askWhetherCommitted(int partition, Runnable committed) {
        Told one = told[partition];
        List<Slot> asked = new ArrayList<>(one.asked);
        asked.addAll(one.recent);
        asked.forEach(slot -> slot.told = false);
        one.asked = asked;
        one.recent = new ArrayList<>();
        inquirer.accept(new Inquiry(partition) {
            @Override
            protected Request request(long reference) {
                return new Request.Sync(reference);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                if (one.asked == asked) {
                    one.asked = List.of();
                }
                committed.run();
            }

            @Override
            protected void failed(RuntimeException reason) {
                // The node is closed: nobody waits any more.
            }
        });
    }

    /** Homes may have changed: says again what may not have arrived. */
    void repeat() {
        tellUnheard();
        for (Told one : told) {
            one.asked.forEach(this::sendAgain);
            one.recent.forEach(this::sendAgain);
        }
    }

    private void sendAgain(Slot slot) {
        if (slot.state == State.IDLE && slot.heard && !slot.key.detached) {
            send(slot, false);
        }
    }

    /** The session is over, and its slots with it. */
    void forget() {
        unheard.clear();
        for (Told one : told) {
            one.recent = new ArrayList<>();
            one.asked = List.of();
        }
    }

    /**
     * This JVM leaves: accepts what is to be accepted.
     *
     * @param orderly whether no thread was cut short: what is kept is accepted
     * @param committed runs when everything that was ever accepted is committed
     */
    void finish(boolean orderly, Runnable committed) {
        if (orderly) {
            keeping.forEach(key -> key.kept.removeAll().forEach(slot -> acceptKept(slot, false)));
        }
        acceptFromEndedTakers();
        tellUnheard();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < told.length; i++) {
            if (!told[i].isEmpty()) {
                open.add(i);
            }
        }
        if (open.isEmpty()) {
            committed.run();
            return;
        }
        List<Integer> untold = new ArrayList<>(open);
        for (Integer partition : open) {
            askWhetherCommitted(partition, () -> {
                if (untold.remove(partition) && untold.isEmpty()) {
                    committed.run();
                }
            });
        }
    }
}
