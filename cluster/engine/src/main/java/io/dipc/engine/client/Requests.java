package io.dipc.engine.client;

import io.dipc.OutcomeUnknownException;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.replication.PartedCopy;
import io.dipc.objects.Descriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntToLongFunction;
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
    private final Inquiries inquiries;
    private final Acceptances acceptances;
    private final Attachments attachments;
    private final Succession succession;
    /** How many copies of former sessions are being offered again, by partition. */
    private final Map<Integer, Integer> offering = new HashMap<>();
    /** What waits for that. */
    private final Map<Integer, List<Runnable>> afterOffering = new HashMap<>();

    private Supplier<RuntimeException> closed;
    /** Whether nothing is sent any more. */
    private boolean over;
    /** While {@link #finish} waits for threads: how it goes on. */
    private Runnable finished;
    /** Whether what is kept is accepted when this JVM leaves. */
    private boolean orderly;

    public Requests(Port port) {
        this.port = port;
        this.inquiries = new Inquiries(port);
        this.acceptances = new Acceptances(port, inquiries::ask);
        this.attachments = new Attachments(keys, port::self, inquiries::ask);
        this.succession = new Succession(this);
    }

    /** Sends an inquiry. */
    public void submit(Inquiry inquiry) {
        if (closed != null) {
            inquiry.failed(closed.get());
        } else if (inquiry.opens() == null || !attachments.awaitDetached(inquiry.opens(), () -> submit(inquiry))) {
            inquiries.ask(inquiry);
        }
    }

    /** Sends an inquiry that {@linkplain Inquiry#tells tells} something, also when this JVM is about to leave. */
    void tell(Inquiry inquiry) {
        if (over) {
            inquiry.failed(closed.get());
        } else {
            inquiries.ask(inquiry);
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

    /** Sends a command. Its taker comes back to the object: what it has of it is accepted. */
    public void submit(Command command) {
        KeyState key = command.key();
        acceptances.cameBack(key, command.taker(), closed == null);
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
            key.rejoining.add(later(command));
        } else {
            send(key.occupy(command));
        }
    }

    /** Sends a command when the object is joined, unless it is given up before. */
    Runnable later(Command command) {
        command.unsent = true;
        return () -> {
            if (command.unsent) {
                command.unsent = false;
                submitFurther(command);
            }
        };
    }

    /** A taker uses an object again: what it has of it is accepted. */
    public void cameBack(KeyState key, Object taker) {
        acceptances.cameBack(key, taker, false);
    }

    /** The program can reach an object that it can reach already in one way more. */
    public void retain(KeyState key) {
        attachments.retain(key);
    }

    /** One of the ways in which the program could reach an object is gone; each {@link Inquiry#opened} is one, too. */
    public void release(KeyState key) {
        attachments.release(key);
    }

    /** The caller of a command has given up; the command ends soon, one way or the other. */
    public void cancel(Command command) {
        command.cancelled = true;
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.BUSY) {
            port.ask(
                    slot.key.partition(), new Request.Cancel(slot.key.incarnation(), slot.number, slot.sequence), true);
        } else if (command.unsent) {
            command.ended(Status.CANCELLED, null);
            command.unsent = false;
        }
    }

    /** The caller has what its command gave out. */
    public void accept(Command command) {
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.HELD) {
            acceptances.accept(slot, true);
            tellIfFinished();
        }
    }

    /** The caller has what its command gave out; the home hears of it with the slot's next command or at a tick. */
    public void acceptLater(Command command) {
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.HELD) {
            acceptances.acceptLater(slot);
            tellIfFinished();
        }
    }

    /** The caller has what its command gave out; it is accepted when {@link Command#taker} comes back, or ends. */
    public void keep(Command command) {
        KeyState.Slot slot = command.slot;
        if (slot != null && slot.state == KeyState.State.HELD) {
            acceptances.keep(slot);
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
    public void answered(SessionMessage.Answer answer) {
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
                key.release(slot);
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
                acceptances.acceptLater(slot);
            } else if (!taken) {
                decline(slot);
            }
        }
    }

    /** A home has answered an inquiry. */
    public void replied(SessionMessage.Reply reply) {
        Inquiry inquiry = inquiries.answered(reply.reference());
        if (inquiry != null) {
            inquiry.replied(reply.status(), reply.bytes());
            tellIfFinished();
        }
    }

    /** A home has an object for this session. */
    public void opened(SessionMessage.Opened opened) {
        Inquiry inquiry = inquiries.answered(opened.reference());
        if (inquiry != null && inquiry.request instanceof Request.Open request) {
            KeyState key = keys.computeIfAbsent(
                    opened.incarnation(), i -> new KeyState(request.key(), i, opened.descriptor()));
            attachments.retain(key);
            if (!inquiry.opened(opened, key)) {
                attachments.release(key);
            }
        }
    }

    /** Homes may have changed: everything that is not certainly done is said again. */
    public void viewInstalled() {
        // First what has arrived: a release must not overtake the acceptance of the permit that it returns.
        acceptances.repeat();
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.BUSY) {
                    send(slot);
                } else if (slot.state == KeyState.State.DECLINING) {
                    decline(slot);
                }
            }
        }
        inquiries.askAgain();
    }

    /** Time has passed: tells homes of answers that have arrived, and leaves objects that are out of use. */
    public void tick() {
        acceptances.tick();
        attachments.tick(inquiries.opening());
    }

    /**
     * This JVM was excluded and has a new session, of which {@link Port#self} speaks already. Objects are joined again;
     * commands that take are issued again; of the others the home is asked how they ended.
     *
     * @param old the session that is over
     * @param completed by partition, the newest view in which the session knew it to be complete, or 0
     */
    public void sessionLost(long old, IntToLongFunction completed) {
        acceptances.forget();
        List.copyOf(keys.values()).forEach(key -> succession.begin(key, old, completed.applyAsLong(key.partition())));
    }

    /**
     * This JVM was excluded: what was put into these copies without the others is offered to them. To be called before
     * {@link #sessionLost}, so that objects which only this half had are there when they are joined again.
     */
    public void offerAgain(List<PartedCopy> copies) {
        for (PartedCopy copy : copies) {
            if (copy.hasElements()) {
                offering.merge(copy.partition(), 1, Integer::sum);
                new Offering(this, copy, () -> offered(copy.partition())).begin();
            }
        }
    }

    private void offered(int partition) {
        if (offering.merge(partition, -1, Integer::sum) == 0) {
            offering.remove(partition);
            List<Runnable> waiting = afterOffering.remove(partition);
            if (waiting != null) {
                waiting.forEach(Runnable::run);
            }
        }
    }

    /** Runs something when all is offered again that is in a partition. */
    void afterOffering(int partition, Runnable then) {
        if (offering.containsKey(partition)) {
            afterOffering.computeIfAbsent(partition, p -> new ArrayList<>()).add(then);
        } else {
            then.run();
        }
    }

    /** This session has joined an object, which the program may use or not. */
    void joined(String name, long incarnation, Descriptor descriptor) {
        KeyState key = keys.computeIfAbsent(incarnation, i -> new KeyState(name, i, descriptor));
        attachments.retain(key);
        attachments.release(key);
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
        inquiries.failAllThatAsk(closed);
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.BUSY) {
                    slot.command.failed(failure(slot.command));
                }
            }
            key.rejoined();
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
        over = true;
        inquiries.fail(closed);
        for (KeyState key : keys.values()) {
            key.reset().forEach(c -> c.failed(failure(c)));
            key.rejoined();
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
        if (finished == null || inquiries.telling()) {
            return;
        }
        for (KeyState key : keys.values()) {
            for (KeyState.Slot slot : key.slots) {
                if (slot.state == KeyState.State.HELD || slot.state == KeyState.State.DECLINING) {
                    return;
                }
            }
        }
        Runnable told = finished;
        finished = null;
        acceptances.finish(orderly, told);
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

    private void send(KeyState.Slot slot) {
        KeyState key = slot.key;
        Command command = slot.command;
        port.ask(
                key.partition(),
                new Request.Command(key.incarnation(), slot.number, slot.sequence, command.bytes(), command.repeats()),
                true);
        if (command.cancelled) {
            cancel(command);
        }
    }

    private void decline(KeyState.Slot slot) {
        slot.state = KeyState.State.DECLINING;
        port.ask(slot.key.partition(), new Request.Decline(slot.key.incarnation(), slot.number, slot.sequence), true);
    }
}
