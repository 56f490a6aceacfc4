package io.dipc.engine.simulation;

import io.dipc.OutcomeUnknownException;
import io.dipc.SessionLostException;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What one thread of a program would do that opens one object after the other, uses each for a moment and forgets it:
 * few keys, so that others often use the same one or have just left it.
 */
final class SimulatedVisitor {
    /** What the keys begin with. */
    static final String PREFIX = "visited-";

    private static final int KEYS = 6;
    private static final int LONGEST_USE = 3_000_000;
    private static final Descriptor DESCRIPTOR =
            new Descriptor(Kind.SEMAPHORE, new SemaphoreParameters(2, true, true).toBytes(), "sim");

    private final String name;
    private final Node node;
    private final SimulatedProcess time;
    private final Random random;
    private final Observations observations;
    private final int thinking;

    private boolean stopped;
    private boolean dead;
    private boolean busy;
    private int exclusions;
    private int visits;

    /**
     * @param thinking the longest time between two visits, in nanoseconds
     */
    SimulatedVisitor(
            String name, Node node, SimulatedProcess time, Random random, Observations observations, int thinking) {
        this.name = name;
        this.node = node;
        this.time = time;
        this.random = random;
        this.observations = observations;
        this.thinking = thinking;
    }

    String name() {
        return name;
    }

    /** No further visit after the one in progress. */
    void stop() {
        stopped = true;
    }

    /** The JVM is dead. */
    void die() {
        dead = true;
    }

    /** The JVM was excluded: what it held has gone to others. */
    void excluded() {
        exclusions++;
    }

    boolean finished() {
        return stopped && !busy;
    }

    int visits() {
        return visits;
    }

    void next() {
        busy = false;
        if (!stopped && !dead) {
            time.after(random.nextInt(thinking), this::visit);
        }
    }

    private void visit() {
        if (stopped || dead) {
            return;
        }
        busy = true;
        visits++;
        String key = PREFIX + random.nextInt(KEYS);
        node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(key)) {
            @Override
            protected Request request(long reference) {
                return new Request.Open(reference, node.self().session(), key, DESCRIPTOR, null);
            }

            @Override
            protected String opens() {
                return key;
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                observations.check(false, name + ": " + key + " was not opened but " + status);
            }

            @Override
            protected boolean opened(SessionMessage.Opened opened, KeyState state) {
                use(state, random.nextInt(3));
                return true;
            }

            @Override
            protected void failed(RuntimeException reason) {
                observations.check(false, name + ": " + reason);
            }
        }));
    }

    private void use(KeyState key, int times) {
        if (times == 0) {
            node.execute(requests -> requests.release(key));
            next();
            return;
        }
        run(key, SemaphoreCommand.acquire(1), true, acquired -> {
            int before = exclusions;
            if (random.nextBoolean()) {
                node.execute(requests -> requests.accept(acquired));
            } else {
                node.execute(requests -> requests.acceptLater(acquired));
            }
            time.after(random.nextInt(LONGEST_USE), () -> {
                if (exclusions != before || acquired.lost) {
                    use(key, times - 1);
                } else {
                    run(key, SemaphoreCommand.release(1), false, released -> use(key, times - 1));
                }
            });
        });
    }

    private void run(KeyState key, byte[] bytes, boolean receipt, Consumer<Call> done) {
        Call call = new Call(key, bytes, receipt, done);
        node.execute(requests -> requests.submit(call));
    }

    private final class Call extends Command {
        private final Consumer<Call> done;
        private boolean lost;

        Call(KeyState key, byte[] bytes, boolean receipt, Consumer<Call> done) {
            super(key, bytes, receipt);
            this.done = done;
        }

        @Override
        protected boolean ended(Status status, byte[] answer) {
            observations.check(status == Status.OK, name + ": a call on " + key().name() + " ended with " + status);
            done.accept(this);
            return true;
        }

        @Override
        protected boolean lost() {
            lost = true;
            return true;
        }

        @Override
        protected void failed(RuntimeException reason) {
            observations.check(
                    reason instanceof OutcomeUnknownException || reason instanceof SessionLostException,
                    name + ": " + reason);
            done.accept(this);
        }
    }
}
