package io.dipc.engine.simulation;

import io.dipc.engine.Quorum;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.node.NodeOptions;
import io.dipc.engine.node.Survey;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.replication.Doubts;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.View;
import io.dipc.engine.view.VotingOptions;
import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SemaphoreQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run: a cluster whose members come, leave and crash while clients work on a queue and a semaphore. */
final class Simulation {
    private static final long TICK = 25 * SimulatedTime.MILLI;
    private static final long DETECTION = 2_000 * SimulatedTime.MILLI;
    /** Longer than homes remember sessions that are over. */
    private static final long MEMORY = 620_000 * SimulatedTime.MILLI;

    private final class Jvm {
        final String name;
        final SimulatedProcess process = new SimulatedProcess(time);
        final SimulatedNetwork.End network;
        final Node node;
        final List<SimulatedClient> clients = new ArrayList<>();
        final List<SimulatedVisitor> visitors = new ArrayList<>();
        KeyState queue;
        KeyState semaphore;
        boolean gone;

        Jvm(String name) {
            this.name = name;
            this.network = Simulation.this.network.join(true, process);
            network.onRenewal(() -> {
                observations.excluded(name);
                excluded();
            });
            this.node = new Node(
                    network,
                    new NodeOptions(
                            1,
                            time::now,
                            () -> time.now() / SimulatedTime.MILLI,
                            command -> process.after(0, command),
                            this::alarm,
                            plan.voting() == null ? null : voting()));
        }

        void excluded() {
            clients.forEach(SimulatedClient::excluded);
            visitors.forEach(SimulatedVisitor::excluded);
        }

        void stop() {
            clients.forEach(SimulatedClient::stop);
            visitors.forEach(SimulatedVisitor::stop);
        }

        boolean finished() {
            return clients.stream().allMatch(SimulatedClient::finished)
                    && visitors.stream().allMatch(SimulatedVisitor::finished);
        }

        private VotingOptions voting() {
            return new VotingOptions(
                    1,
                    DETECTION / SimulatedTime.MILLI,
                    DETECTION / 8,
                    plan.voting().leases(),
                    time::now,
                    () -> time.now() / SimulatedTime.MILLI,
                    new Random(random.nextLong()));
        }

        private void alarm(long nanos) {
            if (nanos <= 3_600_000 * SimulatedTime.MILLI) {
                process.after(nanos, () -> {
                    if (!gone) {
                        node.due();
                    }
                });
            }
        }
    }

    private final Plan plan;
    private final SimulatedTime time = new SimulatedTime();
    private final Random random;
    private final SimulatedNetwork network;
    private final Observations observations;
    private final List<Jvm> jvms = new ArrayList<>();
    /** Those that are gone, too. */
    private final List<Jvm> allJvms = new ArrayList<>();

    private final Leases leases;
    private int started;

    Simulation(long seed, Plan plan) {
        this.plan = plan;
        this.random = new Random(seed);
        this.observations = new Observations(plan.voting() != null, time);
        this.network = new SimulatedNetwork(
                time, random, plan.weather(), plan.voting() == null ? Quorum.NONE : Quorum.MAJORITY);
        this.leases =
                new Leases(plan.permits(), () -> jvms.stream().map(j -> j.node).toList(), observations);
    }

    /** Runs and returns what should not have happened. */
    List<String> run() {
        for (int i = 0; i < plan.members(); i++) {
            start();
        }
        settle();
        for (int i = 0; i < plan.disturbances(); i++) {
            if (plan.script() == null) {
                disturb();
            } else {
                replay(plan.script().faults().get(i));
            }
            int pause = plan.pauseMillis();
            time.runUntil(time.now() + (pause / 16 + random.nextInt(pause)) * SimulatedTime.MILLI);
            // one thing at a time: with one backup, two crashes within one recovery may lose an object
            settle();
        }
        jvms.forEach(Jvm::stop);
        await(20_000, () -> jvms.stream().allMatch(Jvm::finished));
        for (Jvm jvm : jvms) {
            for (SimulatedClient client : jvm.clients) {
                observations.check(client.finished(), client.name() + " hangs");
            }
            for (SimulatedVisitor visitor : jvm.visitors) {
                observations.check(visitor.finished(), visitor.name() + " hangs");
            }
        }
        // what was declined goes back, even if that has to be said several times
        time.runUntil(time.now() + 2_000 * SimulatedTime.MILLI);
        awaitSettled();
        boolean[] drained = new boolean[1];
        drain(jvms.get(0), drained);
        await(20_000, () -> drained[0]);
        observations.check(drained[0], "the queue cannot be drained");
        boolean[] counted = new boolean[1];
        available(jvms.get(0), counted);
        await(5_000, () -> counted[0]);
        observations.check(counted[0], "the permits cannot be counted");
        if (plan.visitorsPerMember() > 0) {
            awaitForgotten();
        }
        // What a fault led to may have come after the members had settled for the last time.
        settle();
        return observations.violations(plan.capacity(), plan.permits(), plan.linearizability());
    }

    /** What is kept aside goes back: when it is proven that the JVMs are dead that may have it, or after a long time. */
    private void awaitSettled() {
        if (inDoubt() > 0 && random.nextBoolean()) {
            allJvms.stream().filter(j -> j.gone).forEach(j -> network.prove(j.network));
            time.runUntil(time.now() + 2_000 * SimulatedTime.MILLI);
        }
        if (inDoubt() > 0) {
            time.runUntil(time.now() + MEMORY);
        }
        observations.check(inDoubt() == 0, inDoubt() + " elements stay in doubt");
    }

    private int inDoubt() {
        return jvms.stream().mapToInt(j -> j.node.inDoubt()).sum();
    }

    /** What all homes have kept aside. */
    List<Doubts> doubts() {
        return allJvms.stream().map(j -> j.node.doubts()).toList();
    }

    /** Keys that nobody uses any more must go, at the latest with the memory of sessions that ended while using them. */
    private void awaitForgotten() {
        await(10_000, () -> visited().isEmpty());
        if (!visited().isEmpty()) {
            time.runUntil(time.now() + MEMORY);
        }
        observations.check(visited().isEmpty(), "nobody uses " + visited());
        observations.check(
                jvms.stream().flatMap(j -> j.visitors.stream()).anyMatch(v -> v.visits() > 0), "nothing was visited");
    }

    private List<String> visited() {
        CompletableFuture<List<Survey>> surveys = jvms.get(0).node.survey();
        await(5_000, surveys::isDone);
        return surveys.join().stream()
                .flatMap(survey -> survey.keys().stream())
                .map(Survey.Key::name)
                .filter(key -> key.startsWith(SimulatedVisitor.PREFIX))
                .sorted()
                .toList();
    }

    private void await(int millis, BooleanSupplier condition) {
        long deadline = time.now() + millis * SimulatedTime.MILLI;
        while (!condition.getAsBoolean() && time.now() < deadline) {
            time.runUntil(time.now() + 5 * SimulatedTime.MILLI);
        }
    }

    int operations() {
        return observations.operations();
    }

    /** All calls of the run. */
    History history() {
        return observations.history();
    }

    private void disturb() {
        if (plan.voting() != null && random.nextInt(3) != 0) {
            befall();
            return;
        }
        int what = random.nextInt(4);
        if (what == 0 && jvms.size() > 1) {
            crash(jvms.remove(random.nextInt(jvms.size())));
        } else if (what == 1 && jvms.size() > 1) {
            leave(jvms.remove(random.nextInt(jvms.size())));
        } else if (what == 2 && jvms.size() > 1 && plan.exclusions()) {
            exclude(jvms.get(random.nextInt(jvms.size())));
        } else {
            start();
        }
    }

    private void befall() {
        List<Fault> faults = plan.voting().faults();
        Fault fault = faults.get(random.nextInt(faults.size()));
        if (jvms.size() < (fault == Fault.BETWEEN_YOUNGER ? 3 : 2)) {
            start();
            return;
        }
        jvms.forEach(j -> observations.sessionMayEnd(j.name));
        if (plan.voting().deaths() && jvms.size() > 2 && random.nextBoolean()) {
            dieUnheard(jvms.get(random.nextInt(jvms.size())));
            return;
        }
        time.runUntil(time.now() + fault.happen(field()));
    }

    /** A member dies after nothing that it sends got through for a while; that it is dead is proven later, or never. */
    private void dieUnheard(Jvm jvm) {
        jvms.forEach(other -> network.cut(jvm.network, other.network));
        time.runUntil(time.now() + random.nextLong(2 * DETECTION));
        jvms.remove(jvm);
        die(jvm, false);
        if (random.nextBoolean()) {
            time.after(random.nextLong(5 * DETECTION), () -> network.prove(jvm.network));
        }
    }

    /** The members, the oldest first. */
    private List<Jvm> byAge() {
        return jvms.get(0).node.view().members().stream()
                .flatMap(m -> jvms.stream().filter(j -> j.network.self().equals(m.member())))
                .toList();
    }

    private Fault.Field field() {
        List<Fault.Target> targets = byAge().stream()
                .map(j -> new Fault.Target(j.network, j.process))
                .toList();
        return new Fault.Field(network, time, random, DETECTION, targets);
    }

    /** What happens to child JVMs in the fault suite, in the same cluster in virtual time. */
    private void replay(io.dipc.histories.faults.Fault fault) {
        Jvm member = byAge().get(fault.member());
        switch (fault.kind()) {
            case KILL -> {
                jvms.remove(member);
                crash(member);
                start();
            }
            case KILL_WHILE_MOVING -> {
                start();
                time.runUntil(time.now() + random.nextInt(200) * SimulatedTime.MILLI);
                jvms.remove(member);
                crash(member);
            }
            case ROLLING_RESTART -> {
                for (Jvm each : byAge()) {
                    jvms.remove(each);
                    leave(each);
                    start();
                    settle();
                }
            }
            default -> {
                jvms.forEach(j -> observations.sessionMayEnd(j.name));
                time.runUntil(time.now() + Replay.happen(fault, field()));
            }
        }
    }

    /** Waits until all members are in one view whose partitions are all active, and all clients are at work. */
    private void settle() {
        await(30_000, this::settled);
        if (settled()) {
            observations.settled();
        }
        observations.check(
                settled(),
                "the members do not settle: "
                        + jvms.stream().map(j -> j.node.view()).toList());
    }

    private boolean settled() {
        return jvms.stream()
                .allMatch(j -> j.node.view() != null
                        && j.node.view().number() == jvms.get(0).node.view().number()
                        && j.node.view().members().size() == jvms.size()
                        && jvms.stream()
                                .allMatch(other ->
                                        j.node.view().alive(other.network.self().session()))
                        && j.node.homesActive()
                        && j.clients.size() == plan.clientsPerMember());
    }

    private void start() {
        int number = started++;
        Jvm jvm = new Jvm("j" + number);
        jvms.add(jvm);
        allJvms.add(jvm);
        jvm.node.start();
        tick(jvm);
        open(
                jvm,
                Observations.QUEUE,
                new Descriptor(plan.queue(), new QueueParameters(plan.capacity()).toBytes(), "sim"),
                queue -> {
                    jvm.queue = queue;
                    open(
                            jvm,
                            Observations.SEMAPHORE,
                            new Descriptor(
                                    Kind.SEMAPHORE,
                                    new SemaphoreParameters(plan.permits(), true, true).toBytes(),
                                    "sim"),
                            semaphore -> {
                                jvm.semaphore = semaphore;
                                begin(jvm, number);
                            });
                });
    }

    private void begin(Jvm jvm, int number) {
        if (jvm.gone) {
            return;
        }
        for (int i = 0; i < plan.clientsPerMember(); i++) {
            SimulatedClient client = new SimulatedClient(
                    "c" + number + "." + i,
                    jvm.name,
                    jvm.node,
                    jvm.queue,
                    jvm.semaphore,
                    jvm.process,
                    random,
                    observations,
                    plan.operations(),
                    plan.thinking(),
                    leases,
                    plan.voting() == null ? 0 : 2 * DETECTION);
            jvm.clients.add(client);
            client.next();
        }
        for (int i = 0; i < plan.visitorsPerMember(); i++) {
            SimulatedVisitor visitor = new SimulatedVisitor(
                    "v" + number + "." + i, jvm.node, jvm.process, random, observations, plan.thinking());
            jvm.visitors.add(visitor);
            visitor.next();
        }
    }

    private void tick(Jvm jvm) {
        if (!jvm.gone) {
            jvm.node.tick();
            jvm.process.after(TICK, () -> tick(jvm));
        }
    }

    private void crash(Jvm jvm) {
        // Among two, nobody could tell a death that is not proven from a cut.
        die(jvm, jvms.size() < 2 || random.nextBoolean());
    }

    private void die(Jvm jvm, boolean proven) {
        jvm.gone = true;
        if (jvms.stream().anyMatch(other -> leftOut(jvm, other.node.view()))) {
            observations.isOver(jvm.name);
        }
        observations.dies(jvm.name);
        jvm.clients.forEach(SimulatedClient::die);
        jvm.visitors.forEach(SimulatedVisitor::die);
        jvm.process.die();
        network.crash(jvm.network, proven);
    }

    private static boolean leftOut(Jvm jvm, View view) {
        return view != null && view.find(jvm.network.self().session()) == null;
    }

    private void exclude(Jvm jvm) {
        observations.sessionMayEnd(jvm.name);
        observations.excluded(jvm.name);
        jvm.excluded();
        network.exclude(jvm.network);
    }

    /** A program that ends in order: its threads finish what they do, then the JVM leaves. */
    private void leave(Jvm jvm) {
        jvm.stop();
        leaveWhenFinished(jvm);
    }

    private void leaveWhenFinished(Jvm jvm) {
        if (!jvm.finished()) {
            time.after(10 * SimulatedTime.MILLI, () -> leaveWhenFinished(jvm));
            return;
        }
        jvm.node.leave(true);
        jvm.node
                .gone()
                .thenRun(() -> time.after(0, () -> {
                    jvm.gone = true;
                    jvm.process.die();
                    jvm.network.close();
                }));
    }

    private void drain(Jvm jvm, boolean[] drained) {
        Recorder.Call call = observations.begin(Observations.QUEUE, jvm.name, "drain", Action.REMOVE_FIRST, List.of());
        jvm.node.execute(requests -> requests.submit(new Command(jvm.queue, QueueCommand.poll(), true) {
            @Override
            protected boolean ended(Status status, byte[] answer) {
                if (status != Status.OK) {
                    observations.check(false, "drain: " + status);
                    return true;
                }
                byte[] body = QueueAnswer.element(answer);
                if (body != null) {
                    String element = new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
                    call.end(Outcome.DONE, List.of(element), 0);
                    Command self = this;
                    jvm.node.execute(r -> r.accept(self));
                    drain(jvm, drained);
                } else {
                    call.end(Outcome.REFUSED);
                    drained[0] = true;
                }
                return true;
            }

            @Override
            protected boolean lost() {
                return false;
            }

            @Override
            protected void failed(RuntimeException reason) {
                observations.check(false, "drain: " + reason);
            }
        }));
    }

    private void open(Jvm jvm, String key, Descriptor descriptor, Consumer<KeyState> opened) {
        ask(jvm, Placement.partitionOf(key), new Asked() {
            @Override
            public Request request(long reference) {
                return new Request.Open(reference, jvm.node.self().session(), key, descriptor, null);
            }

            @Override
            public void opened(KeyState state) {
                opened.accept(state);
            }
        });
    }

    private void available(Jvm jvm, boolean[] counted) {
        Recorder.Call call = observations.begin(Observations.SEMAPHORE, jvm.name, "count", Action.AVAILABLE, List.of());
        ask(jvm, Placement.partitionOf(Observations.SEMAPHORE), new Asked() {
            @Override
            public Request request(long reference) {
                return new Request.Query(reference, jvm.semaphore.incarnation(), SemaphoreQuery.available());
            }

            @Override
            public void replied(byte[] bytes) {
                call.end(Outcome.DONE, List.of(), SemaphoreAnswer.number(bytes));
                counted[0] = true;
            }
        });
    }

    private interface Asked {
        Request request(long reference);

        default void opened(KeyState state) {}

        default void replied(byte[] bytes) {}
    }

    private void ask(Jvm jvm, int partition, Asked asked) {
        jvm.node.execute(requests -> requests.submit(new Inquiry(partition) {
            @Override
            protected Request request(long reference) {
                return asked.request(reference);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                observations.check(status == Status.OK, "an inquiry ended with " + status);
                if (status == Status.OK) {
                    asked.replied(bytes);
                }
            }

            @Override
            protected boolean opened(Message.Opened message, KeyState state) {
                asked.opened(state);
                return true;
            }

            @Override
            protected void failed(RuntimeException reason) {
                observations.check(jvm.gone, "an inquiry failed: " + reason);
            }
        }));
    }

    /** For messages about a failing run. */
    static String describe(List<String> violations) {
        return violations.stream()
                .sorted(Comparator.naturalOrder())
                .limit(10)
                .toList()
                .toString();
    }
}
