package io.dipc.memory.simulation;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.PageState;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** One run: members that come, go and are lost while threads access a region. */
final class Simulation {
    /** Far more than any run takes. */
    private static final long PATIENCE = 500_000;

    /** Two that are killed together die so soon after each other. */
    private static final int SOON = 60;

    private static final int MOST_STEPS = 1_000_000;

    private final Plan plan;
    private final Random random;
    private final SimulatedTime time = new SimulatedTime();
    private final Observations observations = new Observations(time);
    private final Registers registers;
    private final SimulatedNetwork network;
    private final SimulatedTouchedPages touched;
    private final List<SimulatedMember> members = new ArrayList<>();
    /** Those in the view, some of them perhaps dead. */
    private final List<SimulatedMember> inView = new ArrayList<>();

    private StripeView view;
    private int steps;

    Simulation(long seed, Plan plan) {
        this.plan = plan;
        this.random = new Random(seed);
        registers = new Registers(time, random, plan, observations);
        network = new SimulatedNetwork(time, random, plan, this::deliver);
        touched = new SimulatedTouchedPages(time, random, plan.options().geometry());
    }

    /** Runs and returns what should not have happened. */
    List<String> run() {
        for (int i = 0; i < plan.members(); i++) {
            inView.add(member());
        }
        view = StripeView.first(
                1, sessions(), sessions(), plan.options().geometry().stripes());
        tell();
        for (Plan.Disturbance disturbance : plan.disturbances()) {
            boolean atOnce = plan.slowLanes() > 0 && random.nextInt(3) == 0;
            runUntil(time.now() + random.nextInt(atOnce ? 8 : plan.pause()));
            SimulatedMember victim = victim(living());
            SimulatedMember other = disturbance == Plan.Disturbance.KILL_TWO ? other(victim) : victim;
            if (plan.slowLanes() > 0 && !atOnce) {
                stall(victim, other);
                SimulatedMember awaited = other == victim || random.nextInt(3) == 0 ? victim : other;
                int releases = awaited.releases() + random.nextInt(3);
                runUntil(time.now() + 1 + random.nextInt(4 * plan.pause()), () -> releases == awaited.releases() - 1);
            }
            disturb(disturbance, victim, other);
        }
        if (plan.slowLanes() > 0) {
            runUntil(time.now() + random.nextInt(2 * plan.pause()));
            members.forEach(member -> member.threads().forEach(SimulatedThread::stop));
        }
        runToTheEnd();
        members.stream()
                .filter(member -> !member.over() && !member.leaving())
                .forEach(member -> member.threads().get(0).look());
        runToTheEnd();
        for (SimulatedMember member : members) {
            member.threads()
                    .forEach(thread -> observations.check(
                            thread.finished() || member.gone() || !observations.good(),
                            () -> thread.name() + " hangs: " + thread.waitsFor() + describe()));
        }
        if (observations.good()) {
            // What is still on its way arrives, and leaves nobody waiting.
            while (observations.good() && step(time.now() + PATIENCE / 10)) {}
            for (SimulatedMember member : members) {
                observations.check(member.over() || member.idle(), () -> "somebody waits for ever" + describe());
            }
            registers.judge();
        }
        return observations.violations();
    }

    /** If two will be lost, the cuts of one of them may be late, and what the other says. */
    private void stall(SimulatedMember victim, SimulatedMember other) {
        int longest = 6 * plan.pause();
        if (other != victim && random.nextInt(4) > 0) {
            network.stallCuts(victim.session(), members.size(), 1 + random.nextInt(2), longest);
            if (random.nextBoolean()) {
                network.stall(other.session(), members.size(), 2 + random.nextInt(4), longest);
            }
        } else {
            long only = random.nextBoolean() ? victim.session() : 0;
            network.stall(only, members.size(), 2 + random.nextInt(4), longest);
        }
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        members.stream()
                .filter(member -> !member.over())
                .forEach(member -> text.append("\n    ").append(member));
        return text.toString();
    }

    private void runToTheEnd() {
        long end = time.now() + PATIENCE;
        while (observations.good() && !finished() && step(end)) {}
    }

    private void runUntil(long moment) {
        runUntil(moment, () -> false);
    }

    private void runUntil(long moment, BooleanSupplier enough) {
        while (observations.good() && !enough.getAsBoolean() && step(moment)) {}
    }

    private boolean step(long until) {
        observations.check(++steps < MOST_STEPS, () -> "members go round in circles" + describe());
        return time.step(until);
    }

    private boolean finished() {
        return members.stream()
                .allMatch(member -> member.gone() || member.threads().stream().allMatch(SimulatedThread::finished));
    }

    private SimulatedMember member() {
        SimulatedMember member =
                new SimulatedMember(members.size() + 1, plan, time, random, network, touched, this::changed);
        member.prepare(registers, plan);
        members.add(member);
        return member;
    }

    private long[] sessions() {
        return inView.stream().mapToLong(SimulatedMember::session).toArray();
    }

    private void deliver(long to, Envelope envelope) {
        members.get((int) to - 1).receive(envelope);
    }

    private void disturb(Plan.Disturbance disturbance, SimulatedMember victim, SimulatedMember other) {
        List<SimulatedMember> living = living();
        List<SimulatedMember> staying =
                living.stream().filter(member -> !member.leaving()).toList();
        if (disturbance == Plan.Disturbance.JOIN || living.size() == 1 || staying.size() == 1) {
            SimulatedMember member = member();
            inView.add(member);
            next(false);
        } else if (disturbance == Plan.Disturbance.LEAVE) {
            SimulatedMember leaver = staying.get(random.nextInt(staying.size()));
            leaver.leave(() -> {
                if (inView.remove(leaver)) {
                    next(true);
                    leaver.enter(view, 3 * plan.slowness());
                }
            });
            next(false);
        } else if (disturbance == Plan.Disturbance.KILL_TWO && staying.size() > 2) {
            killTwo(victim, other);
        } else {
            if (disturbance != Plan.Disturbance.EXCLUDE) {
                victim.kill();
                registers.died(victim.name());
            } else {
                registers.died(victim.name());
                victim.exclude(plan.options().holds(Rule.EXPIRE));
            }
            time.after(random.nextInt(plan.pause()), () -> {
                inView.remove(victim);
                next(true);
            });
        }
    }

    private List<SimulatedMember> living() {
        return inView.stream().filter(member -> !member.over()).toList();
    }

    /** Both are taken out of one view, or of two, one soon after the other. */
    private void killTwo(SimulatedMember one, SimulatedMember other) {
        one.kill();
        registers.died(one.name());
        boolean apart = random.nextInt(2) == 0;
        boolean before = random.nextInt(4) > 0;
        int soon = SOON << random.nextInt(3);
        time.after(random.nextInt(SOON), () -> {
            if (!apart || before) {
                killUnlessAlone(other);
            }
            time.after(random.nextInt(SOON), () -> {
                inView.remove(one);
                if (apart) {
                    next(true);
                    killUnlessAlone(other);
                    time.after(random.nextInt(soon), () -> lose(other));
                } else {
                    lose(other);
                }
            });
        });
    }

    private void killUnlessAlone(SimulatedMember victim) {
        boolean anybody = inView.stream().anyMatch(member -> member != victim && !member.over() && !member.leaving());
        if (anybody && !victim.gone()) {
            victim.kill();
            registers.died(victim.name());
        }
    }

    private void lose(SimulatedMember victim) {
        if (victim.gone()) {
            inView.remove(victim);
        }
        next(true);
    }

    /** Who is lost together with a member: anybody, or who keeps what it has written, or a home; itself if there is nobody else. */
    private SimulatedMember other(SimulatedMember one) {
        int stripe = random.nextInt(plan.options().geometry().stripes());
        long[] wanted = switch (random.nextInt(3)) {
            case 0 -> view.backups(one.session(), plan.options().backups());
            case 1 -> new long[] {view.home(stripe)};
            default -> sessions();
        };
        List<SimulatedMember> others =
                living().stream().filter(member -> member != one).toList();
        List<SimulatedMember> found = others.stream()
                .filter(member -> Arrays.stream(wanted).anyMatch(session -> session == member.session()))
                .toList();
        return others.isEmpty() ? one : victim(found.isEmpty() ? others : found);
    }

    private SimulatedMember victim(List<SimulatedMember> living) {
        if (plan.slowLanes() > 0 && random.nextInt(3) > 0) {
            List<SimulatedMember> owners =
                    living.stream().filter(SimulatedMember::hasPagesAlone).toList();
            if (!owners.isEmpty()) {
                return owners.get(random.nextInt(owners.size()));
            }
        }
        return living.get(random.nextInt(living.size()));
    }

    private long[] hosts() {
        long[] hosts = inView.stream()
                .filter(member -> !member.leaving())
                .mapToLong(SimulatedMember::session)
                .toArray();
        return hosts.length == 0 ? sessions() : hosts;
    }

    private void next(boolean lost) {
        view = view.next(view.number() + 1, sessions(), hosts(), lost);
        tell();
    }

    private void tell() {
        inView.forEach(member -> member.enter(view, 3 * plan.slowness()));
    }

    /** Nobody may have a page beside somebody who has it exclusively. */
    private void changed(int page) {
        int copies = 0;
        int exclusive = 0;
        for (SimulatedMember member : members) {
            PageState state = member.memory().state(page);
            if (!member.gone() && state != PageState.INVALID) {
                copies++;
                exclusive += state.exclusive() ? 1 : 0;
            }
        }
        if (exclusive > 0 && copies > 1) {
            observations.check(false, () -> "page " + page + " is exclusive beside other copies" + describe(page));
        }
    }

    private String describe(int page) {
        StringBuilder text = new StringBuilder();
        members.stream()
                .filter(member -> !member.gone())
                .forEach(member -> text.append("\n    ")
                        .append(member.name())
                        .append(' ')
                        .append(member.memory().state(page)));
        return text.toString();
    }

    int reverted() {
        return registers.reverted();
    }

    int lost() {
        return registers.lost();
    }

    int accesses() {
        return registers.accesses();
    }

    long messages() {
        return network.sent();
    }

    String histories() {
        return registers.histories();
    }
}
