package io.dipc.engine.simulation;

import io.dipc.engine.view.View;
import java.util.List;
import java.util.Random;

/** Members come, leave, crash and are cut off, by chance or as a plan of the fault suite says. */
final class Disturbances {
    private final Plan plan;
    private final SimulatedTime time;
    private final Random random;
    private final SimulatedNetwork network;
    private final Observations observations;
    private final List<SimulatedJvm> jvms;
    private final Runnable start;
    private final Runnable settle;

    /**
     * @param jvms those that are there, which this changes
     * @param start has one more come
     * @param settle returns when all are in one view
     */
    Disturbances(
            Plan plan,
            SimulatedTime time,
            Random random,
            SimulatedNetwork network,
            Observations observations,
            List<SimulatedJvm> jvms,
            Runnable start,
            Runnable settle) {
        this.plan = plan;
        this.time = time;
        this.random = random;
        this.network = network;
        this.observations = observations;
        this.jvms = jvms;
        this.start = start;
        this.settle = settle;
    }

    /** The one of that number. */
    void happen(int number) {
        if (plan.script() == null) {
            disturb();
        } else {
            replay(plan.script().faults().get(number));
        }
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
            start.run();
        }
    }

    private void befall() {
        List<Fault> faults = plan.voting().faults();
        Fault fault = faults.get(random.nextInt(faults.size()));
        if (jvms.size() < (fault == Fault.BETWEEN_YOUNGER ? 3 : 2)) {
            start.run();
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
    private void dieUnheard(SimulatedJvm jvm) {
        jvms.forEach(other -> network.cut(jvm.network, other.network));
        time.runUntil(time.now() + random.nextLong(2 * SimulatedJvm.DETECTION));
        jvms.remove(jvm);
        die(jvm, false);
        if (random.nextBoolean()) {
            time.after(random.nextLong(5 * SimulatedJvm.DETECTION), () -> network.prove(jvm.network));
        }
    }

    /** The members, the oldest first. */
    private List<SimulatedJvm> byAge() {
        return jvms.get(0).node.view().members().stream()
                .flatMap(m -> jvms.stream().filter(j -> j.network.self().equals(m.member())))
                .toList();
    }

    private Fault.Field field() {
        List<Fault.Target> targets = byAge().stream()
                .map(j -> new Fault.Target(j.network, j.process))
                .toList();
        return new Fault.Field(network, time, random, SimulatedJvm.DETECTION, targets);
    }

    /** What happens to child JVMs in the fault suite, in the same cluster in virtual time. */
    private void replay(io.dipc.histories.faults.Fault fault) {
        SimulatedJvm member = byAge().get(fault.member());
        switch (fault.kind()) {
            case KILL -> {
                jvms.remove(member);
                crash(member);
                start.run();
            }
            case KILL_WHILE_MOVING -> {
                start.run();
                time.runUntil(time.now() + random.nextInt(200) * SimulatedTime.MILLI);
                jvms.remove(member);
                crash(member);
            }
            case ROLLING_RESTART -> {
                for (SimulatedJvm each : byAge()) {
                    jvms.remove(each);
                    leave(each);
                    start.run();
                    settle.run();
                }
            }
            default -> {
                jvms.forEach(j -> observations.sessionMayEnd(j.name));
                time.runUntil(time.now() + Replay.happen(fault, field()));
            }
        }
    }

    private void crash(SimulatedJvm jvm) {
        // Among two, nobody could tell a death that is not proven from a cut.
        die(jvm, jvms.size() < 2 || random.nextBoolean());
    }

    private void die(SimulatedJvm jvm, boolean proven) {
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

    private static boolean leftOut(SimulatedJvm jvm, View view) {
        return view != null && view.find(jvm.network.self().session()) == null;
    }

    private void exclude(SimulatedJvm jvm) {
        observations.sessionMayEnd(jvm.name);
        observations.excluded(jvm.name);
        jvm.excluded();
        network.exclude(jvm.network);
    }

    /** A program that ends in order: its threads finish what they do, then the JVM leaves. */
    private void leave(SimulatedJvm jvm) {
        jvm.stop();
        leaveWhenFinished(jvm);
    }

    private void leaveWhenFinished(SimulatedJvm jvm) {
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
}
