package io.dipc.engine.client;

import io.dipc.OutcomeUnknownException;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.CommandId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * All requests of this JVM that are not answered, and what has to be told to homes once more when the view changes.
 * Commands have identities and are applied once; inquiries are simply asked again.
 */
public final class Requests {

    /** What the requests need of the node. */
    public interface Port {
        /** The session whose requests these are. */
        long self();

        /** Sends a request to the home of a partition, if there is one; else it is lost. */
        void ask(int partition, Request request, boolean urgent);
    }

    private final Port port;
    private final Map<Long, KeyState> keys = new HashMap<>();
    private final Map<Long, Inquiry> inquiries = new LinkedHashMap<>();
    private List<KeyState.Slot> unheard = new ArrayList<>();
    /** The objects of which something is kept. */
    private final List<KeyState> keeping = new ArrayList<>();

    private long references;
    private Supplier<RuntimeException> closed;
    /** While {@link #finish} waits for threads: how it goes on. */
    private Runnable finished;
    /** Whether what is kept is accepted when this JVM leaves. */
    private boolean orderly;

    public Requests(Port port) {
        this.port = port;
    }

    /** Sends an inquiry. */
    public void submit(Inquiry inquiry) {
        if (closed != null) {
            inquiry.failed(closed.get());
        } else {
            ask(inquiry);
        }
    }

    /** Sends an inquiry about an object on behalf of a {@linkplain Command#taker taker}. */
    public void submit(Inquiry inquiry, KeyState key, Object taker) {
        cameBack(key, taker);
        if (key.kept.tellBereft(taker)) {
            inquiry.failed(Failures.lost(key.name()));
        } else {
            submit(inquiry);
        }
    }

    private void ask(Inquiry inquiry) {
        long reference = ++references;
        inquiry.request = inquiry.request(reference);
        inquiries.put(reference, inquiry);
        port.ask(inquiry.partition(), inquiry.request, true);
    }

    /** Sends a command. Its taker comes back to the object: what it has of it is accepted. */
    public void submit(Command command) {
        KeyState key = command.key();
        acceptKept(key.kept.remove(command.taker()), closed == null);
        if (key.kept.tellBereft(command.taker())) {
            command.failed(Failures.lost(key.name()));
        } else {
            submitFurther(command);
        }
    }

    /** Sends a further command of the call that its taker is in already. */
    public void submitFurther(Command command) {
        KeyState key = command.key();
        if (closed != null) {
            command.failed(closed.get());
        } else if (key.rejoining != null) {
            key.rejoining.add(() -> submitFurther(command));
        } else {
            send(key.occupy(command));
        }
    }

    /** A taker uses an object again: what it has of it is accepted. */
    public void cameBack(KeyState key, Object taker) {
        acceptKept(key.kept.remove(taker), false);
    }

    /**
     * Accepts what a taker had.
     *
     * @param first of a list of slots, or null
     * @param commandFollows whether a command takes the last slot at once, and so tells the home
     */
    private void acceptKept(KeyState.Slot first, boolean commandFollows) {
        for (KeyState.Slot slot = first; slot != null; ) {
            KeyState.Slot next = slot.next;
            slot.next = null;
            if (next == null && commandFollows) {
                releaseUnheard(slot);
            } else {
                accept(slot, false);
                slot.key.release(slot, true);
            }
            slot = next;
        }
    }

    /** The caller of a command has given up; the command ends soon, one way or the other. */
    public void cancel(Command command) {
        command.cancelled = true;
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.BUSY) {
            port.ask(
                    slot.key.partition(), new Request.Cancel(slot.key.incarnation(), slot.number, slot.sequence), true);
        }
    }

    /** The caller has what its command gave out. */
    public void accept(Command command) {
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.HELD) {
            accept(slot, true);
            slot.key.release(slot, true);
            tellIfFinished();
        }
    }

    /** The caller has what its command gave out; the home hears of it with the slot's next command or at a tick. */
    public void acceptLater(Command command) {
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.HELD) {
            releaseUnheard(slot);
            tellIfFinished();
        }
    }

    /** The caller has what its command gave out; it is accepted when {@link Command#taker} comes back, or ends. */
    public void keep(Command command) {
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.HELD) {
            KeyState key = slot.key;
            key.kept.add(slot);
            if (!key.kept.watched) {
                key.kept.watched = true;
                keeping.add(key);
            }
            tellIfFinished();
        }
    }

    /** The caller does not want what its command gave out. */
    public void decline(Command command) {
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.HELD) {
            decline(slot);
        }
    }

    /** A home has answered a command. */
    public void answered(Message.Answer answer) {
        KeyState key = keys.get(answer.incarnation());
        if (key == null || answer.slot() >= key.slots.size()) {
            return;
        }
        KeyState.Slot slot = key.slots.get(answer.slot());
        if (slot.sequence != answer.sequence()) {
            return;
        }
        if (slot.state == KeyState.State.DECLINING) {
            // The command itself may be answered once more, by a home that took over meanwhile.
            if (answer.status() == Status.CANCELLED) {
                key.release(slot, true);
                tellIfFinished();
            }
        } else if (slot.state == KeyState.State.BUSY) {
            Command command = slot.command;
            boolean granted = answer.status() == Status.OK && command.receipt();
            if (granted) {
                slot.state = KeyState.State.HELD;
            }
            boolean taken = closed == null && command.ended(answer.status(), answer.bytes());
            if (!granted) {
                releaseUnheard(slot);
            } else if (!taken) {
                decline(slot);
            }
        }
    }

    /** A home has answered an inquiry. */
    public void replied(Message.Reply reply) {
        Inquiry inquiry = inquiries.remove(reply.reference());
        if (inquiry != null) {
            inquiry.replied(reply.status(), reply.bytes());
        }
    }

    /** A home has an object for this session. */
    public void opened(Message.Opened opened) {
        Inquiry inquiry = inquiries.remove(opened.reference());
        if (inquiry != null && inquiry.request instanceof Request.Open request) {
            inquiry.opened(
                    opened,
                    keys.computeIfAbsent(
                            opened.incarnation(), i -> new KeyState(request.key(), i, opened.descriptor())));
        }
    }

    /** Homes may have changed: everything that is not certainly done is said again. */
    public void viewInstalled() {
        // First what has arrived: a release must not overtake the acceptance of the permit that it returns.
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.IDLE) {
                    accept(slot, false);
                }
            }
        }
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.BUSY) {
                    send(slot);
                } else if (slot.state == KeyState.State.DECLINING) {
                    decline(slot);
                }
            }
        }
        for (Inquiry inquiry : List.copyOf(inquiries.values())) {
            port.ask(inquiry.partition(), inquiry.request, true);
        }
    }

    /** Tells homes of answers that have arrived, so that they need not keep them, and of takers that have ended. */
    public void tick() {
        acceptFromEnded();
        List<KeyState.Slot> now = unheard;
        unheard = new ArrayList<>();
        for (KeyState.Slot slot : now) {
            slot.listed = false;
            if (slot.state == KeyState.State.IDLE && !slot.heard) {
                accept(slot, false);
            }
        }
    }

    private void acceptFromEnded() {
        keeping.removeIf(key -> {
            key.kept.removeEnded().forEach(slot -> acceptKept(slot, false));
            key.kept.watched = !key.kept.isEmpty();
            return !key.kept.watched;
        });
    }

    /**
     * This JVM was excluded and has a new session, of which {@link Port#self} speaks already. Objects are joined again;
     * commands that take are issued again; of the others the home is asked how they ended.
     *
     * @param old the session that is over
     */
    public void sessionLost(long old) {
        unheard.clear();
        for (KeyState key : List.copyOf(keys.values())) {
            List<Runnable> afterwards = new ArrayList<>();
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.BUSY) {
                    afterwards.add(again(slot.command, new CommandId(old, slot.number, slot.sequence)));
                }
            }
            key.reset();
            if (key.rejoining != null) {
                // Excluded once more before it was joined again: the request to join is still to be answered.
                key.rejoining.addAll(afterwards);
            } else {
                key.rejoining = afterwards;
                submit(new Rejoin(key));
            }
        }
    }

    /**
     * No more requests; those in progress fail. Homes are told of everything that has arrived here, so that nothing that
     * a thread was given goes back when the session ends; threads that were given something and have not said what becomes
     * of it are waited for.
     *
     * @param orderly whether no thread was cut short: what is kept is accepted
     * @param reason makes the exception that each caller gets whose call had no effect
     * @param told runs when the homes have it and it is committed
     */
    public void finish(boolean orderly, Supplier<RuntimeException> reason, Runnable told) {
        closed = reason;
        this.orderly = orderly;
        finished = told;
        failInquiries();
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.BUSY) {
                    slot.command.failed(failure(slot.command));
                }
            }
            runRejoining(key);
        }
        tellIfFinished();
    }

    /**
     * There will be no more answers.
     *
     * @param reason makes the exception that each caller gets whose call had no effect
     */
    public void close(Supplier<RuntimeException> reason) {
        closed = reason;
        finished = null;
        failInquiries();
        for (KeyState key : keys.values()) {
            key.reset().forEach(c -> c.failed(failure(c)));
            runRejoining(key);
        }
    }

    private void failInquiries() {
        List<Inquiry> open = List.copyOf(inquiries.values());
        inquiries.clear();
        open.forEach(i -> i.failed(closed.get()));
    }

    private static void runRejoining(KeyState key) {
        List<Runnable> waiting = key.rejoining;
        key.rejoining = null;
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    /** A command that takes has no effect that would not go back; one that gives may have been applied. */
    private RuntimeException failure(Command command) {
        return command.receipt()
                ? closed.get()
                : new OutcomeUnknownException("this JVM left the cluster during a call on "
                        + command.key().name() + ", which may have taken effect or not");
    }

    /** Goes on with {@link #finish} when no thread holds what it has neither accepted nor declined. */
    private void tellIfFinished() {
        if (finished == null) {
            return;
        }
        Map<Integer, KeyState> partitions = new LinkedHashMap<>();
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.HELD || slot.state == KeyState.State.DECLINING) {
                    return;
                }
            }
            partitions.put(key.partition(), key);
        }
        Runnable told = finished;
        finished = null;
        if (orderly) {
            keeping.forEach(key -> {
                key.kept.removeAll().forEach(slot -> acceptKept(slot, false));
            });
        }
        acceptFromEnded();
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.IDLE) {
                    accept(slot, true);
                }
            }
        }
        if (partitions.isEmpty()) {
            told.run();
            return;
        }
        Set<Integer> untold = new HashSet<>(partitions.keySet());
        partitions.forEach((partition, key) -> ask(new Barrier(key, () -> {
            if (untold.remove(partition) && untold.isEmpty()) {
                told.run();
            }
        })));
    }

    /** For each command in progress the name of the thread that waits for it. */
    public void waiting(BiConsumer<KeyState, Map.Entry<Integer, String>> consumer) {
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.BUSY && slot.command.thread() != null) {
                    consumer.accept(key, Map.entry(slot.number, slot.command.thread()));
                }
            }
        }
    }

    private Runnable again(Command command, CommandId old) {
        if (command.receipt()) {
            return () -> {
                if (command.cancelled) {
                    command.ended(Status.CANCELLED, null);
                } else {
                    submitFurther(command);
                }
            };
        }
        return () -> submit(new Inquiry(command.key().partition()) {
            @Override
            protected Request request(long reference) {
                return new Request.Outcome(reference, command.key().incarnation(), old);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                if (status == Status.CANCELLED && !command.cancelled) {
                    submitFurther(command);
                } else if (status == Status.NOT_ATTACHED) {
                    command.failed(
                            new OutcomeUnknownException("this JVM was excluded from the cluster during a call on "
                                    + command.key().name()
                                    + ", and the cluster does not know whether the call took effect;"
                                    + " look at the object before repeating it"));
                } else {
                    command.ended(status, bytes);
                }
            }

            @Override
            protected void failed(RuntimeException reason) {
                command.failed(reason);
            }
        });
    }

    private void send(KeyState.Slot slot) {
        KeyState key = slot.key;
        Command command = slot.command;
        port.ask(
                key.partition(),
                new Request.Command(key.incarnation(), slot.number, slot.sequence, command.bytes()),
                true);
        if (command.cancelled) {
            cancel(command);
        }
    }

    private void releaseUnheard(KeyState.Slot slot) {
        slot.key.release(slot, false);
        if (!slot.listed) {
            slot.listed = true;
            unheard.add(slot);
        }
    }

    private void accept(KeyState.Slot slot, boolean urgent) {
        slot.heard = true;
        port.ask(slot.key.partition(), new Request.Accept(slot.key.incarnation(), slot.number, slot.sequence), urgent);
    }

    private void decline(KeyState.Slot slot) {
        slot.state = KeyState.State.DECLINING;
        port.ask(slot.key.partition(), new Request.Decline(slot.key.incarnation(), slot.number, slot.sequence), true);
    }

    /** Joins an object again after a change of session. */
    private final class Rejoin extends Inquiry {
        private final KeyState key;

        Rejoin(KeyState key) {
            super(key.partition());
            this.key = key;
        }

        @Override
        protected Request request(long reference) {
            return new Request.Attach(reference, key.incarnation(), key.name());
        }

        @Override
        protected void replied(Status status, byte[] bytes) {
            runRejoining(key);
        }

        @Override
        protected void failed(RuntimeException reason) {
            runRejoining(key);
        }
    }

    /** The answer to any request tells that everything before it, in the same partition, is committed. */
    private static final class Barrier extends Inquiry {
        private final KeyState key;
        private final Runnable passed;

        Barrier(KeyState key, Runnable passed) {
            super(key.partition());
            this.key = key;
            this.passed = passed;
        }

        @Override
        protected Request request(long reference) {
            return new Request.Attach(reference, key.incarnation(), key.name());
        }

        @Override
        protected void replied(Status status, byte[] bytes) {
            passed.run();
        }

        @Override
        protected void failed(RuntimeException why) {
            // The node is closed: nobody waits any more.
        }
    }
}
