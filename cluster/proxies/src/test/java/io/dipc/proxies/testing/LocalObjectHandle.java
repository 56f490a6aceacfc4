package io.dipc.proxies.testing;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.objects.CommandId;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Effects;
import io.dipc.objects.ElementStateMachine;
import io.dipc.objects.EndedSession;
import io.dipc.objects.IdRange;
import io.dipc.objects.StateMachine;
import io.dipc.objects.TimedStateMachine;
import io.dipc.objects.semaphore.SemaphoreCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A handle that applies commands to a state machine under its lock, as an engine would with one member. */
public final class LocalObjectHandle implements ObjectHandle, Effects {
    private static final byte[] CANCELLED = {};

    private final String key;
    private final Descriptor descriptor;
    private final boolean created;
    private final Shared shared;

    /** What all handles of one object share; guarded by itself. */
    private static final class Shared {
        private StateMachine machine;
        private long session;
        private int exclusions;
        private final Map<CommandId, CompletableFuture<byte[]>> parked = new HashMap<>();
        private final Set<CommandId> undecided = new HashSet<>();
        private int lastSlot;

        Shared(StateMachine machine, long session) {
            this.machine = machine;
            this.session = session;
        }
    }

    LocalObjectHandle(String key, Descriptor descriptor, boolean created, long session) {
        this(key, descriptor, created, new Shared(descriptor.kind().create(descriptor.parameters()), session));
    }

    private LocalObjectHandle(String key, Descriptor descriptor, boolean created, Shared shared) {
        this.key = key;
        this.descriptor = descriptor;
        this.created = created;
        this.shared = shared;
    }

    LocalObjectHandle joined() {
        return new LocalObjectHandle(key, descriptor, false, shared);
    }

    StateMachine machine() {
        synchronized (shared) {
            return shared.machine;
        }
    }

    /**
     * All who use this object are excluded, and find another one under its key, as where others have gone on without them.
     * Nothing may be parked.
     */
    public void exclude(LocalObjectHandle other) {
        synchronized (shared) {
            shared.machine = other.machine();
            shared.exclusions++;
        }
    }

    /** All who use this object are excluded: what they have in hand goes back. Nothing may be parked. */
    public void exclude() {
        synchronized (shared) {
            shared.machine.sessionsEnded(List.of(new EndedSession(shared.session, false)), this);
            shared.session++;
            shared.exclusions++;
        }
    }

    /** Executes a command that does not park, for another thread. */
    public Grant awaitNow(byte[] command) {
        synchronized (shared) {
            CommandId id = nextId();
            return granted(id, apply(id, command));
        }
    }

    /** How many commands are parked. */
    public int parked() {
        synchronized (shared) {
            return shared.parked.size();
        }
    }

    /** How many grants were neither accepted nor declined. */
    public int undecided() {
        synchronized (shared) {
            return shared.undecided.size();
        }
    }

    /** Lets another session acquire permits of this semaphore and accept them. */
    public void acquireAs(long otherSession, int permits) {
        synchronized (shared) {
            CommandId id = new CommandId(otherSession, ++shared.lastSlot, 1);
            shared.machine.apply(id, SemaphoreCommand.acquire(permits), this);
            shared.machine.accept(id, this);
        }
    }

    /** Offers elements of another object again, as after a parting in two halves. */
    public void offerAgain(byte[]... elements) {
        synchronized (shared) {
            ((ElementStateMachine) shared.machine).offerAgain(List.of(elements), this);
        }
    }

    /** All elements, as they are offered to another object. */
    public byte[][] elements() {
        synchronized (shared) {
            List<byte[]> all = new ArrayList<>();
            ((ElementStateMachine) shared.machine)
                    .beyond(IdRange.NONE)
                    .forEachRemaining(element -> all.add(element.bytes()));
            return all.toArray(new byte[0][]);
        }
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public int exclusions() {
        synchronized (shared) {
            return shared.exclusions;
        }
    }

    @Override
    public boolean created() {
        return created;
    }

    /** Nobody dies here. */
    @Override
    public ObjectHandle keeping() {
        return this;
    }

    @Override
    public byte[] call(byte[] command) {
        CompletableFuture<byte[]> future = new CompletableFuture<>();
        synchronized (shared) {
            CommandId id = nextId();
            byte[] answer = apply(id, command);
            if (answer != null) {
                return answer;
            }
            shared.parked.put(id, future);
        }
        return future.join();
    }

    @Override
    public byte[] call(byte[] command, int exclusions) {
        return call(command);
    }

    @Override
    public byte[] callAsSeen(byte[] command, int exclusions) {
        synchronized (shared) {
            if (exclusions != shared.exclusions) {
                return null;
            }
        }
        return call(command);
    }

    @Override
    public void beforeGiving() {
        // nobody goes before
    }

    @Override
    public void send(byte[] command, Reply reply) {
        CompletableFuture.runAsync(() -> reply.answered(call(command)));
    }

    @Override
    public boolean cutOff() {
        return false;
    }

    private byte[] apply(CommandId id, byte[] command) {
        tellTime();
        byte[] answer = shared.machine.apply(id, command, this);
        wakeLater();
        return answer;
    }

    private void tellTime() {
        if (shared.machine instanceof TimedStateMachine timed) {
            timed.time(System.nanoTime(), this);
        }
    }

    private void wakeLater() {
        if (shared.machine instanceof TimedStateMachine timed && timed.wakeAt() != TimedStateMachine.NEVER) {
            CompletableFuture.delayedExecutor(timed.wakeAt() - System.nanoTime(), TimeUnit.NANOSECONDS)
                    .execute(() -> {
                        synchronized (shared) {
                            tellTime();
                            wakeLater();
                        }
                    });
        }
    }

    @Override
    public byte[] query(byte[] query) {
        synchronized (shared) {
            return shared.machine.query(query);
        }
    }

    @Override
    public Grant await(byte[] command, long nanos, Wait wait) throws InterruptedException {
        if (wait != Wait.UNINTERRUPTIBLY && Thread.interrupted()) {
            throw new InterruptedException();
        }
        CommandId id;
        CompletableFuture<byte[]> future = new CompletableFuture<>();
        synchronized (shared) {
            id = nextId();
            byte[] answer = apply(id, command);
            if (answer != null) {
                return granted(id, answer);
            }
            shared.parked.put(id, future);
        }
        return waitFor(id, future, nanos, wait);
    }

    private Grant waitFor(CommandId id, CompletableFuture<byte[]> future, long nanos, Wait wait)
            throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    byte[] answer = nanos == Long.MAX_VALUE
                            ? future.get()
                            : future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return granted(id, answer);
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (wait != Wait.UNINTERRUPTIBLY) {
                        if (cancel(id, future)) {
                            interrupted = false;
                            throw e;
                        }
                        return granted(id, future.join());
                    }
                } catch (TimeoutException e) {
                    return cancel(id, future) ? null : granted(id, future.join());
                }
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether the command had no effect. */
    private boolean cancel(CommandId id, CompletableFuture<byte[]> future) {
        synchronized (shared) {
            shared.machine.cancel(id, this);
        }
        // a transfer whose element is in hand ends only when that is decided
        return future.join() == CANCELLED;
    }

    private Grant granted(CommandId id, byte[] answer) {
        synchronized (shared) {
            shared.undecided.add(id);
        }
        return new Grant() {
            @Override
            public byte[] answer() {
                return answer;
            }

            @Override
            public void accept() {
                synchronized (shared) {
                    decide();
                    shared.machine.accept(id, LocalObjectHandle.this);
                }
            }

            @Override
            public void acceptLater() {
                accept();
            }

            @Override
            public void decline() {
                synchronized (shared) {
                    decide();
                    shared.machine.decline(id, LocalObjectHandle.this);
                }
            }

            private void decide() {
                if (!shared.undecided.remove(id)) {
                    throw new AssertionError("a grant was accepted or declined twice");
                }
            }
        };
    }

    @Override
    public void complete(CommandId id, byte[] answer) {
        shared.parked.remove(id).complete(answer);
    }

    @Override
    public void cancelled(CommandId id) {
        shared.parked.remove(id).complete(CANCELLED);
    }

    private CommandId nextId() {
        return new CommandId(shared.session, ++shared.lastSlot, 1);
    }
}
