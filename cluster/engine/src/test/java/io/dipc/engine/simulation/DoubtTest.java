package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.Quorum;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.node.NodeOptions;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.replication.Doubts;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.VotingOptions;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an element whose taker was left out before the home had heard that it arrived, step by step: a member
 * takes while nothing that it sends gets through, is left out, and comes back, dies, or does neither.
 */
class DoubtTest {
    private static final String KEY = "q";
    private static final Descriptor QUEUE = new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(2).toBytes(), "test");
    private static final long DETECTION = 2_000 * SimulatedTime.MILLI;
    private static final long SOON = 10 * DETECTION;
    private static final long MEMORY = 600_000 * SimulatedTime.MILLI;

    private final SimulatedTime time = new SimulatedTime();
    private final Random random = new Random(1);
    private final SimulatedNetwork network =
            new SimulatedNetwork(time, random, new SimulatedNetwork.Weather(0, 0, 0), Quorum.MAJORITY);
    private final List<Jvm> jvms = new ArrayList<>();

    private final class Jvm {
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
    private final class Call extends Command {
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

    @Test
    void whoComesBackAndHasItKeepsIt() {
        cluster(4);
        Jvm taker = younger();
        Call take = takenByWhoIsCutOff(taker, false);

        assertThat(poll(jvms.get(0))).as("kept aside").isZero();
        assertThat(info()).isEqualTo("0 of 2 elements, 1 in hand (1 in doubt)");
        assertThat(offer(jvms.get(0), 2) && offer(jvms.get(0), 3))
                .as("room is free")
                .isTrue();
        heal(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(take.element()).isEqualTo(1);
        assertThat(List.of(poll(taker), poll(taker), poll(taker))).containsExactly(2, 3, 0);
        assertThat(count(Doubts::keptAside)).isEqualTo(1);
        assertThat(count(Doubts::arrived)).isEqualTo(1);
    }

    @Test
    void whoComesBackAndHasItNotMakesItGoBackToItsPlace() {
        cluster(4);
        Jvm taker = younger();
        Jvm giver = jvms.get(0);
        Call take = new Call(taker, QueueCommand.take(), true, false);
        run(SOON);
        cut(taker, true);
        Call put = new Call(giver, QueueCommand.put(body(1)), false, false);
        await(() -> put.status != null);
        // It gives up before it is back: nobody asks for it a second time.
        taker.node.execute(requests -> requests.cancel(take));
        await(() -> giver.in(3));
        offer(giver, 2);
        offer(giver, 3);

        assertThat(poll(giver)).isEqualTo(2);
        heal(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(List.of(poll(giver), poll(giver), poll(giver))).containsExactly(1, 3, 0);
        assertThat(count(Doubts::keptAside)).isEqualTo(1);
        assertThat(count(Doubts::notArrived)).isEqualTo(1);
    }

    @Test
    void whatIsInDoubtSurvivesItsHome() {
        cluster(5);
        Jvm taker = younger();
        Call take = takenByWhoIsCutOff(taker, false);
        Jvm home = homeOfQueue();
        jvms.remove(home);
        home.process.die();
        network.crash(home.end, true);
        Jvm other = jvms.stream().filter(j -> j != taker).findFirst().orElseThrow();
        await(() -> other.in(3));

        assertThat(poll(other)).as("kept aside").isZero();
        heal(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(take.element()).isEqualTo(1);
        assertThat(poll(other)).isZero();
        assertThat(count(Doubts::arrived)).isEqualTo(1);
    }

    @Test
    void whenItsDeathIsProvenItGoesBack() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        taker.process.die();
        network.crash(taker.end, false);
        run(SOON);

        assertThat(poll(jvms.get(0))).as("kept aside").isZero();
        network.prove(taker.end);
        run(DETECTION);

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::dead)).isEqualTo(1);
    }

    @Test
    void whenItDiesInItsNextSessionItGoesBack() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        // It is told that it was left out, and dies before it is let in again.
        network.heal(jvms.get(0).end, taker.end);
        long session = taker.end.self().session();
        heal(taker);
        await(() -> taker.end.self().session() != session);
        taker.process.die();
        network.crash(taker.end, true);
        jvms.remove(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(3)));
        run(DETECTION);

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::dead)).isEqualTo(1);
    }

    @Test
    void whoEndsAsSoonAsItIsBackSaysBeforeThatItHasIt() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        heal(taker);
        long session = taker.end.self().session();
        await(() -> taker.end.self().session() != session);
        taker.node.leave(true);
        await(() -> taker.node.gone().isDone());
        taker.process.die();
        taker.end.close();
        jvms.remove(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(3)));

        assertThat(poll(jvms.get(0))).isZero();
        assertThat(count(Doubts::arrived)).isEqualTo(1);
        assertThat(count(Doubts::dead)).isZero();
    }

    @Test
    void afterTenMinutesItGoesBackAndThatIsSaid() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            run(MEMORY - SOON);
            assertThat(poll(jvms.get(0))).as("kept aside").isZero();
            run(2 * SOON);
        } finally {
            System.setErr(before);
        }

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::expired)).isEqualTo(1);
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("q: ")
                .contains(taker.end.self().name());
    }

    @Test
    void whatIsDeliveredAtLeastOnceGoesBackAtOnce() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, true);

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::keptAside)).isZero();
    }

    /** A member parks a take, gets the element while nothing that it sends gets through, and is left out. */
    private Call takenByWhoIsCutOff(Jvm taker, boolean repeats) {
        Call take = new Call(taker, QueueCommand.take(), true, repeats);
        run(SOON);
        cut(taker, false);
        Jvm giver = jvms.stream().filter(j -> j != taker).findFirst().orElseThrow();
        int members = jvms.size();
        offer(giver, 1);
        await(() -> take.status != null);
        assertThat(take.element()).isEqualTo(1);
        // What was under way has arrived.
        run(SimulatedTime.MILLI);
        jvms.stream().filter(j -> j != taker).forEach(j -> network.cut(j.end, taker.end));
        await(() -> jvms.stream().filter(j -> j != taker).allMatch(j -> j.in(members - 1)));
        return take;
    }

    private void cluster(int members) {
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
    private Jvm younger() {
        Placement placement = new Placement(jvms.get(0).node.view());
        int partition = Placement.partitionOf(KEY);
        return jvms.stream()
                .skip(1)
                .filter(j -> !placement.holds(partition, j.end.self().session()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private Jvm homeOfQueue() {
        long home = new Placement(jvms.get(0).node.view()).home(Placement.partitionOf(KEY));
        return jvms.stream()
                .filter(j -> j.end.self().session() == home)
                .findFirst()
                .orElseThrow();
    }

    private void cut(Jvm victim, boolean bothWays) {
        for (Jvm other : jvms) {
            network.cut(victim.end, other.end);
            if (bothWays) {
                network.cut(other.end, victim.end);
            }
        }
    }

    private void heal(Jvm victim) {
        for (Jvm other : jvms) {
            network.heal(victim.end, other.end);
            network.heal(other.end, victim.end);
        }
    }

    private void open(Jvm jvm) {
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
            protected boolean opened(Message.Opened opened, KeyState key) {
                jvm.queue = key;
                return true;
            }

            @Override
            protected void failed(RuntimeException reason) {
                throw reason;
            }
        }));
    }

    private int poll(Jvm jvm) {
        Call call = new Call(jvm, QueueCommand.poll(), true, false);
        await(() -> call.status != null);
        return call.element();
    }

    private boolean offer(Jvm jvm, int element) {
        Call call = new Call(jvm, QueueCommand.offer(body(element)), false, false);
        await(() -> call.status != null);
        return QueueAnswer.added(call.answer);
    }

    private static byte[] body(int element) {
        return new byte[] {0, (byte) element};
    }

    /** What {@code dipc ls} shows of the queue. */
    private String info() {
        var survey = jvms.get(0).node.survey();
        await(survey::isDone);
        return survey.join().stream()
                .flatMap(each -> each.keys().stream())
                .filter(key -> key.name().equals(KEY))
                .map(key -> key.info().state())
                .findFirst()
                .orElseThrow();
    }

    private long count(ToLongFunction<Doubts> what) {
        return jvms.stream().mapToLong(j -> what.applyAsLong(j.node.doubts())).sum();
    }

    private void run(long nanos) {
        time.runUntil(time.now() + nanos);
    }

    private void await(BooleanSupplier condition) {
        long deadline = time.now() + 30 * SOON;
        while (!condition.getAsBoolean() && time.now() < deadline) {
            run(SimulatedTime.MILLI);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
