package io.dipc.engine.simulation;

import io.dipc.OutcomeUnknownException;
import io.dipc.SessionLostException;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import io.dipc.objects.Kind;
import io.dipc.objects.delay.DelayCommand;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreQuery;
import io.dipc.objects.transfer.TransferCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * What one thread of a program would do, without a thread: puts, takes, acquires and releases, one after the other,
 * giving up now and then.
 */
final class SimulatedClient {
    /** Of all elements of a delay queue, in nanoseconds, so that they keep their order. */
    private static final long DELAY = 3_000_000;

    private final String name;
    private final String session;
    private final Node node;
    private final KeyState queue;
    private final KeyState semaphore;
    private final SimulatedProcess time;
    private final Random random;
    private final Observations observations;
    /** The longest time between two calls, in nanoseconds. */
    private final int thinking;

    private final Leases leases;
    /** How long permits are held now and then, in nanoseconds, and questions asked; 0: never. */
    private final long longHold;

    private boolean stopped;
    private boolean dead;
    private int operationsLeft;
    private boolean busy;
    private int puts;
    private int held;
    private int exclusions;

    SimulatedClient(
            String name,
            String session,
            Node node,
            KeyState queue,
            KeyState semaphore,
            SimulatedProcess time,
            Random random,
            Observations observations,
            int operations,
            int thinking,
            Leases leases,
            long longHold) {
        this.name = name;
        this.session = session;
        this.node = node;
        this.queue = queue;
        this.semaphore = semaphore;
        this.time = time;
        this.random = random;
        this.observations = observations;
        this.operationsLeft = operations;
        this.thinking = thinking;
        this.leases = leases;
        this.longHold = longHold;
    }

    String name() {
        return name;
    }

    /** No further operation, except for the end of what is in progress and the return of what is held. */
    void stop() {
        stopped = true;
        if (!busy) {
            next();
        }
    }

    /** The JVM is dead. */
    void die() {
        dead = true;
        leases.ends(name);
    }

    /** The JVM was excluded: what the client held has gone to others. */
    void excluded() {
        exclusions++;
        held = 0;
        leases.ends(name);
    }

    boolean finished() {
        return (stopped || operationsLeft == 0) && !busy && held == 0;
    }

    void next() {
        busy = false;
        if (held > 0) {
            release();
        } else if (!stopped && operationsLeft > 0) {
            time.after(random.nextInt(thinking), this::operate);
        }
    }

    private void operate() {
        if (stopped || dead) {
            return;
        }
        operationsLeft--;
        int what = random.nextInt(10);
        if (what < 4) {
            put();
        } else if (what < 8) {
            take();
        } else if (longHold > 0 && random.nextBoolean()) {
            ask();
        } else {
            acquire();
        }
    }

    private void ask() {
        busy = true;
        node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(Observations.SEMAPHORE)) {
            @Override
            protected Request request(long reference) {
                return new Request.Query(reference, semaphore.incarnation(), SemaphoreQuery.available());
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                leases.answered(name, node);
                next();
            }

            @Override
            protected void failed(RuntimeException reason) {
                observations.check(false, name + ": " + reason);
            }
        }));
    }

    private void put() {
        String element = name + "-" + ++puts;
        byte[] text = element.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[text.length + 1];
        System.arraycopy(text, 0, body, 1, text.length);
        boolean parks = random.nextBoolean() && queue.descriptor().kind() != Kind.DELAY_QUEUE;
        boolean first = otherEnd();
        byte[] command = addition(body, parks, first);
        Recorder.Call call = begin(Observations.QUEUE, first ? Action.ADD_FIRST : Action.ADD_LAST, List.of(element));
        run(queue, command, false, parks, call, answer -> {
            call.end(QueueAnswer.added(answer) ? Outcome.DONE : Outcome.REFUSED);
            next();
        });
    }

    private boolean otherEnd() {
        return queue.descriptor().kind() == Kind.DEQUE && random.nextBoolean();
    }

    private byte[] addition(byte[] body, boolean parks, boolean first) {
        if (first) {
            return parks ? QueueCommand.putFirst(body) : QueueCommand.offerFirst(body);
        }
        return switch (queue.descriptor().kind()) {
            case DELAY_QUEUE -> DelayCommand.offer(new DelayCommand.Delayed(DELAY, body));
            case TRANSFER_QUEUE -> {
                if (parks) {
                    yield TransferCommand.transfer(body);
                }
                yield random.nextBoolean() ? QueueCommand.offer(body) : TransferCommand.tryTransfer(body);
            }
            default -> parks ? QueueCommand.put(body) : QueueCommand.offer(body);
        };
    }

    private void take() {
        boolean parks = random.nextBoolean();
        boolean last = otherEnd();
        Recorder.Call call = begin(Observations.QUEUE, last ? Action.REMOVE_LAST : Action.REMOVE_FIRST, List.of());
        run(queue, removal(parks, last), true, parks, call, answer -> {
            byte[] body = QueueAnswer.element(answer);
            if (body != null) {
                String element = new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
                call.end(Outcome.DONE, List.of(element), 0);
            } else {
                call.end(Outcome.REFUSED);
            }
            next();
        });
    }

    private static byte[] removal(boolean parks, boolean last) {
        if (last) {
            return parks ? QueueCommand.takeLast() : QueueCommand.pollLast();
        }
        return parks ? QueueCommand.take() : QueueCommand.poll();
    }

    private void acquire() {
        Recorder.Call call = begin(Observations.SEMAPHORE, Action.ACQUIRE, List.of());
        run(semaphore, SemaphoreCommand.acquire(1), true, true, call, answer -> {
            call.end(Outcome.DONE);
            held = 1;
            leases.acquired(name, node);
            busy = true;
            boolean hold = longHold > 0 && random.nextInt(5) == 0;
            time.after(hold ? random.nextLong(longHold) : random.nextInt(3_000_000), this::next);
        });
    }

    private void release() {
        if (dead) {
            return;
        }
        held = 0;
        leases.ends(name);
        Recorder.Call call = begin(Observations.SEMAPHORE, Action.RELEASE, List.of());
        run(semaphore, SemaphoreCommand.release(1), false, false, call, answer -> {
            call.end(Outcome.DONE);
            next();
        });
    }

    private Recorder.Call begin(String object, Action action, List<String> elements) {
        return observations.begin(object, session, name, action, elements);
    }

    private interface End {
        void answered(byte[] answer);
    }

    private void run(KeyState key, byte[] bytes, boolean receipt, boolean parks, Recorder.Call call, End end) {
        busy = true;
        Command command = new Command(key, bytes, receipt) {
            private final int before = exclusions;
            private boolean over;

            @Override
            protected boolean ended(Status status, byte[] answer) {
                observations.check(!over, name + ": ended twice");
                leases.answered(name, node);
                over = true;
                observations.check(
                        status == Status.OK || status == Status.CANCELLED && parks,
                        name + ": a call on " + key.name() + " ended with " + status);
                boolean wanted = !receipt || random.nextInt(20) != 0;
                if (wanted && status == Status.OK && receipt) {
                    Command self = this;
                    node.execute(requests -> requests.accept(self));
                }
                if (wanted && status == Status.OK) {
                    end.answered(answer);
                } else {
                    // cancelled by the home: it was still in line, so there was nothing for it
                    boolean inLine = status == Status.CANCELLED && !unsent() && exclusions == before;
                    call.end(inLine ? Outcome.REFUSED : Outcome.GAVE_UP);
                    next();
                }
                return wanted;
            }

            /** The thread goes on as soon as it has the answer. */
            @Override
            protected boolean lost() {
                return false;
            }

            @Override
            protected void failed(RuntimeException reason) {
                observations.check(
                        reason instanceof OutcomeUnknownException || reason instanceof SessionLostException,
                        name + ": " + reason);
                call.end(Outcome.UNKNOWN);
                next();
            }
        };
        node.execute(requests -> requests.submit(command));
        if (parks) {
            time.after(
                    random.nextInt(stopped ? 1 : 20) * SimulatedTime.MILLI + 100_000_000L * random.nextInt(2), () -> {
                        if (busy) {
                            node.execute(requests -> requests.cancel(command));
                        }
                    });
        }
    }
}
