package io.dipc.engine.simulation;

import io.dipc.OutcomeUnknownException;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.semaphore.SemaphoreCommand;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * What one thread of a program would do, without a thread: puts, takes, acquires and releases, one after the other,
 * giving up now and then.
 */
final class SimulatedClient {
    private final String name;
    private final Node node;
    private final KeyState queue;
    private final KeyState semaphore;
    private final SimulatedTime time;
    private final Random random;
    private final History history;
    private boolean stopped;
    private boolean busy;
    private int puts;
    private int held;

    SimulatedClient(
            String name,
            Node node,
            KeyState queue,
            KeyState semaphore,
            SimulatedTime time,
            Random random,
            History history) {
        this.name = name;
        this.node = node;
        this.queue = queue;
        this.semaphore = semaphore;
        this.time = time;
        this.random = random;
        this.history = history;
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
        history.died(name, held);
    }

    /** The JVM was excluded: what the client held has gone to others. */
    void excluded() {
        history.died(name, held);
        held = 0;
    }

    boolean finished() {
        return stopped && !busy && held == 0;
    }

    void next() {
        busy = false;
        if (held > 0) {
            release();
        } else if (!stopped) {
            time.after(random.nextInt(2_000_000), this::operate);
        }
    }

    private void operate() {
        if (stopped) {
            return;
        }
        int what = random.nextInt(10);
        if (what < 4) {
            put();
        } else if (what < 8) {
            take();
        } else {
            acquire();
        }
    }

    private void put() {
        String element = name + "-" + ++puts;
        byte[] text = element.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[text.length + 1];
        System.arraycopy(text, 0, body, 1, text.length);
        boolean parks = random.nextBoolean();
        history.putBegins(element);
        run(queue, parks ? QueueCommand.put(body) : QueueCommand.offer(body), false, parks, (status, answer) -> {
            history.putEnds(element, status == Status.OK && QueueAnswer.added(answer));
            next();
        });
    }

    private void take() {
        boolean parks = random.nextBoolean();
        run(queue, parks ? QueueCommand.take() : QueueCommand.poll(), true, parks, (status, answer) -> {
            byte[] body = status == Status.OK ? QueueAnswer.element(answer) : null;
            if (body != null) {
                history.taken(name, new String(body, 1, body.length - 1, StandardCharsets.UTF_8));
            }
            next();
        });
    }

    private void acquire() {
        run(semaphore, SemaphoreCommand.acquire(1), true, true, (status, answer) -> {
            if (status == Status.OK) {
                held = 1;
                history.acquired(name);
            }
            busy = true;
            time.after(random.nextInt(3_000_000), this::next);
        });
    }

    private void release() {
        history.releases(name);
        held = 0;
        run(semaphore, SemaphoreCommand.release(1), false, false, (status, answer) -> {
            history.check(status == Status.OK, name + ": release ended with " + status);
            next();
        });
    }

    private interface End {
        void ended(Status status, byte[] answer);
    }

    private void run(KeyState key, byte[] bytes, boolean receipt, boolean parks, End end) {
        busy = true;
        Command command = new Command(key, bytes, receipt) {
            private boolean over;

            @Override
            protected boolean ended(Status status, byte[] answer) {
                history.check(!over, name + ": ended twice");
                over = true;
                history.check(
                        status == Status.OK || status == Status.CANCELLED,
                        name + ": a call on " + key.name() + " ended with " + status);
                boolean wanted = !receipt || random.nextInt(20) != 0;
                if (wanted && status == Status.OK && receipt) {
                    Command self = this;
                    node.execute(requests -> requests.accept(self));
                }
                if (wanted) {
                    end.ended(status, answer);
                } else {
                    next();
                }
                return wanted;
            }

            @Override
            protected void failed(RuntimeException reason) {
                history.check(reason instanceof OutcomeUnknownException, name + ": " + reason);
                next();
            }

            @Override
            protected void lost() {
                history.died(name, held);
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
