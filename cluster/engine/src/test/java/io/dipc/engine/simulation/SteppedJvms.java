package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.Quorum;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.node.NodeOptions;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.replication.Doubts;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.VotingOptions;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/** A cluster by majority in virtual time, step by step, with one queue: members are cut off, come back, or die. */
abstract class SteppedJvms {
    static final String KEY = "q";
    static final Descriptor QUEUE = new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(2).toBytes(), "test");
    static final long DETECTION = 2_000 * SimulatedTime.MILLI;
    static final long SOON = 10 * DETECTION;
    static final long MEMORY = 600_000 * SimulatedTime.MILLI;

    final SimulatedTime time = new SimulatedTime();
    private final Random random = new Random(1);
    final SimulatedNetwork network =
            new SimulatedNetwork(time, random, new SimulatedNetwork.Weather(0, 0, 0), Quorum.MAJORITY);
    final List<Jvm> jvms = new ArrayList<>();

    final class Jvm {
        final SimulatedProcess process = new SimulatedProcess(time);
        final SimulatedNetwork.End end = network.join(true, process);
        final Node node = new Node(
                end,
                new NodeOptions(
                        1,
                        time::now,
                        this::millis,
                        command -> process.after(0, command),
                        nanos -> {},
                        new VotingOptions(
                                1,
                                DETECTION / SimulatedTime.MILLI,
                                DETECTION / 8,
                                true,
                                time::now,
                                this::millis,
                                new Random(random.nextLong()))));
        KeyState queue;

        private long millis() {
            return time.now() / SimulatedTime.MILLI;
        }

        void tick() {
            node.tick();
            process.after(25 * SimulatedTime.MILLI, this::tick);
        }

        boolean in(int members) {
            return node.view() != null
                    && node.view().members().size() == members
                    && node.view().alive(end.self().session())
                    && node.homesActive();
        }
    }

    /** A taking or giving command, as of a thread that goes on as soon as it has the answer. */
    final class Call extends Command {
        private final Node node;
        private final boolean takes;
        private final boolean repeats;
        Status status;
        byte[] answer;

        Call(Jvm jvm, byte[] command, boolean takes, boolean repeats) {
            super(jvm.queue, command, takes);
            this.node = jvm.node;
            this.takes = takes;
            this.repeats = repeats;
            node.execute(requests -> requests.submit(this));
        }

        /** The element, or 0 if there was none. */
        int element() {
            assertThat(status).isEqualTo(Status.OK);
            byte[] body = QueueAnswer.element(answer);
            return body == null ? 0 : body[1];
        }

        @Override
        protected boolean repeats() {
            return repeats;
        }

        @Override
        protected boolean ended(Status how, byte[] what) {
            status = how;
            answer = what;
            if (takes && how == Status.OK) {
                node.execute(repeats ? requests -> requests.keep(this) : requests -> requests.accept(this));
            }
            return true;
        }

        @Override
        protected boolean lost() {
            return false;
        }

        @Override
        protected void failed(RuntimeException reason) {
            throw reason;
        }
    }

    void cluster(int members) {
        for (int i = 0; i < members; i++) {
            Jvm jvm = new Jvm();
            jvms.add(jvm);
            jvm.node.start();
            jvm.tick();
            await(() -> jvms.stream().allMatch(j -> j.in(jvms.size())));
        }
        jvms.forEach(this::open);
        await(() -> jvms.stream().allMatch(j -> j.queue != null));
    }

    /** A member that neither decides first nor has a copy of the queue. */
    Jvm younger() {
        Placement placement = new Placement(jvms.get(0).node.view());
        int partition = Placement.partitionOf(KEY);
        return jvms.stream()
                .skip(1)
                .filter(j -> !placement.holds(partition, j.end.self().session()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    Jvm homeOfQueue() {
        long home = new Placement(jvms.get(0).node.view()).home(Placement.partitionOf(KEY));
        return jvms.stream()
                .filter(j -> j.end.self().session() == home)
                .findFirst()
                .orElseThrow();
    }

    void cut(Jvm victim, boolean bothWays) {
        for (Jvm other : jvms) {
            network.cut(victim.end, other.end);
            if (bothWays) {
                network.cut(other.end, victim.end);
            }
        }
    }

    void heal(Jvm victim) {
        for (Jvm other : jvms) {
            network.heal(victim.end, other.end);
            network.heal(other.end, victim.end);
        }
    }

    void open(Jvm jvm) {
        jvm.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(KEY)) {
            @Override
            protected Request request(long reference) {
                return new Request.Open(reference, jvm.end.self().session(), KEY, QUEUE, null);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                throw new IllegalStateException("open ended with " + status);
            }

            @Override
            protected boolean opened(SessionMessage.Opened opened, KeyState key) {
                jvm.queue = key;
                return true;
            }

            @Override
            protected void failed(RuntimeException reason) {
                throw reason;
            }
        }));
    }

    int poll(Jvm jvm) {
        Call call = new Call(jvm, QueueCommand.poll(), true, false);
        await(() -> call.status != null);
        return call.element();
    }

    boolean offer(Jvm jvm, int element) {
        Call call = new Call(jvm, QueueCommand.offer(body(element)), false, false);
        await(() -> call.status != null);
        return QueueAnswer.added(call.answer);
    }

    static byte[] body(int element) {
        return new byte[] {0, (byte) element};
    }

    /** What {@code dipc ls} shows of the queue. */
    String info() {
        var survey = jvms.get(0).node.survey();
        await(survey::isDone);
        return survey.join().stream()
                .flatMap(each -> each.keys().stream())
                .filter(key -> key.name().equals(KEY))
                .map(key -> key.info().state())
                .findFirst()
                .orElseThrow();
    }

    long count(ToLongFunction<Doubts> what) {
        return jvms.stream().mapToLong(j -> what.applyAsLong(j.node.doubts())).sum();
    }

    void run(long nanos) {
        time.runUntil(time.now() + nanos);
    }

    void await(BooleanSupplier condition) {
        long deadline = time.now() + 30 * SOON;
        while (!condition.getAsBoolean() && time.now() < deadline) {
            run(SimulatedTime.MILLI);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
