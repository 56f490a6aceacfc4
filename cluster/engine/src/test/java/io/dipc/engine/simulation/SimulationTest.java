package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.Kind;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Runs many seeds. {@code -Dsimulation.seeds=N} sets how many, {@code -Dsimulation.first=N} the first one: a failing seed
 * alone is {@code -Dsimulation.first=SEED -Dsimulation.seeds=1}. Of short runs, which take a hundredth of the time,
 * there are {@code -Dsimulation.short=N}, by default ten times as many as of the others.
 */
class SimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 1);
    static final int SEEDS = Integer.getInteger("simulation.seeds", 50);
    private static final int SHORT = Integer.getInteger("simulation.short", 10 * SEEDS);

    @Test
    void inFairWeather() {
        run(Plan.longRun(3, 3, 6, false, new SimulatedNetwork.Weather(0, 0, 0)));
    }

    @Test
    void inFoulWeather() {
        run(Plan.longRun(3, 3, 6, false, new SimulatedNetwork.Weather(0.02, 0.02, 0.05)));
    }

    @Test
    void manyMembersManyChanges() {
        run(Plan.longRun(5, 2, 15, false, new SimulatedNetwork.Weather(0.005, 0.01, 0.02)));
    }

    @Test
    void membersThatAreExcludedWhileTheyLive() {
        run(Plan.longRun(3, 3, 8, true, new SimulatedNetwork.Weather(0.005, 0.01, 0.02)));
    }

    @Test
    void bothEndsOfADeque() {
        run(Plan.longRun(3, 3, 6, true, new SimulatedNetwork.Weather(0.01, 0.01, 0.03))
                .with(Kind.DEQUE));
        run("short, deque", SHORT / 10, seed -> Plan.shortRun(seed).with(Kind.DEQUE));
    }

    @Test
    void transfers() {
        run(Plan.longRun(3, 3, 6, true, new SimulatedNetwork.Weather(0.01, 0.01, 0.03))
                .with(Kind.TRANSFER_QUEUE));
    }

    @Test
    void delays() {
        run(Plan.longRun(3, 3, 6, true, new SimulatedNetwork.Weather(0.01, 0.01, 0.03))
                .with(Kind.DELAY_QUEUE));
    }

    @Test
    void keysThatNobodyUsesAreForgotten() {
        run(Plan.longRun(3, 1, 6, false, new SimulatedNetwork.Weather(0.02, 0.02, 0.05))
                .withVisitors(3));
        run(Plan.longRun(4, 1, 8, true, new SimulatedNetwork.Weather(0.005, 0.01, 0.02))
                .withVisitors(3));
    }

    @Test
    void shortSchedules() {
        run("short", SHORT, Plan::shortRun);
    }

    @Test
    void shortSchedulesByMajority() {
        run("short, by majority", SHORT / 10, Plan::shortRunByMajority);
    }

    @Test
    void shortSchedulesInDoubt() {
        Tally tally = run("short, in doubt", SHORT, Plan::shortRunInDoubt);
        // One in a hundred has an element that had not arrived.
        if (SHORT >= 500) {
            assertThat(tally.keptAside()).as("kept aside").isPositive();
            assertThat(tally.arrived()).as("had arrived").isPositive();
            assertThat(tally.notArrived()).as("had not arrived").isPositive();
            assertThat(tally.dead() + tally.expired())
                    .as("with members that did not come back")
                    .isPositive();
        }
    }

    /** In which something was found, as docs/faults.md tells. */
    @Test
    void shortSchedulesThatOnceWentWrong() {
        for (long seed : new long[] {5298, 100194, 109514, 118031, 258719, 276797, 299745}) {
            run(seed, "short, by majority", 1, Plan::shortRunByMajority);
        }
    }

    static Tally run(Plan plan) {
        return run(plan.toString(), SEEDS, seed -> plan);
    }

    static Tally run(String what, int runs, LongFunction<Plan> plans) {
        return run(FIRST, what, runs, plans);
    }

    private static Tally run(long first, String what, int runs, LongFunction<Plan> plans) {
        long operations = 0;
        Tally tally = new Tally();
        long begin = System.nanoTime();
        for (long seed = first; seed < first + runs; seed++) {
            Plan plan = plans.apply(seed);
            Simulation simulation = new Simulation(seed, plan);
            List<String> violations;
            try {
                violations = simulation.run();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " of " + plan, e);
            }
            assertThat(violations)
                    .as(
                            "seed %d of %s: %s%n%s",
                            seed,
                            plan,
                            Simulation.describe(violations),
                            simulation.operations() < 500 ? simulation.history() : "")
                    .isEmpty();
            operations += simulation.operations();
            simulation.doubts().forEach(tally::add);
        }
        System.out.printf(
                "%d runs from seed %d, %d operations checked in %.1f s, %s: %s%n",
                runs, first, operations, (System.nanoTime() - begin) / 1e9, tally, what);
        return tally;
    }
}
