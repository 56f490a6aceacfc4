package io.dipc.engine.simulation;

import io.dipc.engine.Quorum;
import io.dipc.engine.node.Survey;
import io.dipc.engine.replication.Doubts;
import io.dipc.histories.History;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One run: a cluster whose members come, leave and crash while clients work on a queue and a semaphore. */
final class Simulation {
    private static final long TICK = 25 * SimulatedTime.MILLI;
    /** Longer than homes remember sessions that are over. */
    private static final long MEMORY = 620_000 * SimulatedTime.MILLI;

    private final Plan plan;
    private final SimulatedTime time = new SimulatedTime();
    private final Random random;
    private final SimulatedNetwork network;
    private final Observations observations;
    private final List<SimulatedJvm> jvms = new ArrayList<>();
    /** Those that are gone, too. */
    private final List<SimulatedJvm> allJvms = new ArrayList<>();

    private final Leases leases;
    private final Inquiries inquiries;
    private final Disturbances disturbances;
    private int started;

    Simulation(long seed, Plan plan) {
        this.plan = plan;
        this.random = new Random(seed);
        this.observations = new Observations(plan.voting() != null, time);
        this.network = new SimulatedNetwork(
                time, random, plan.weather(), plan.voting() == null ? Quorum.NONE : Quorum.MAJORITY);
        this.leases =
                new Leases(plan.permits(), () -> jvms.stream().map(j -> j.node).toList(), observations);
        this.inquiries = new Inquiries(observations);
        this.disturbances =
                new Disturbances(plan, time, random, network, observations, jvms, this::start, this::settle);
    }

    /** Runs and returns what should not have happened. */
    List<String> run() {
        for (int i = 0; i < plan.members(); i++) {
            start();
        }
        settle();
        for (int i = 0; i < plan.disturbances(); i++) {
            disturbances.happen(i);
            int pause = plan.pauseMillis();
            time.runUntil(time.now() + (pause / 16 + random.nextInt(pause)) * SimulatedTime.MILLI);
            // one thing at a time: with one backup, two crashes within one recovery may lose an object
            settle();
        }
        jvms.forEach(SimulatedJvm::stop);
        await(20_000, () -> jvms.stream().allMatch(SimulatedJvm::finished));
        for (SimulatedJvm jvm : jvms) {
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
        inquiries.drain(jvms.get(0), drained);
        await(20_000, () -> drained[0]);
        observations.check(drained[0], "the queue cannot be drained");
        boolean[] counted = new boolean[1];
        inquiries.available(jvms.get(0), counted);
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
        SimulatedJvm jvm = new SimulatedJvm("j" + number, plan, time, random, network, observations);
        jvms.add(jvm);
        allJvms.add(jvm);
        jvm.node.start();
        tick(jvm);
        inquiries.open(
                jvm,
                Observations.QUEUE,
                new Descriptor(plan.queue(), new QueueParameters(plan.capacity()).toBytes(), "sim"),
                queue -> {
                    jvm.queue = queue;
                    inquiries.open(
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

    private void begin(SimulatedJvm jvm, int number) {
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
                    plan.voting() == null ? 0 : 2 * SimulatedJvm.DETECTION);
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

    private void tick(SimulatedJvm jvm) {
        if (!jvm.gone) {
            jvm.node.tick();
            jvm.process.after(TICK, () -> tick(jvm));
        }
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
