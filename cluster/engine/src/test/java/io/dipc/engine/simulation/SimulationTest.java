package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs many seeds. {@code -Dsimulation.seeds=N} sets how many, {@code -Dsimulation.first=N} the first one: a failing seed
 * alone is {@code -Dsimulation.first=SEED -Dsimulation.seeds=1}.
 */
class SimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 50);

    @Test
    void inFairWeather() {
        run(new Simulation.Plan(3, 3, 6, false, new SimulatedNetwork.Weather(0, 0, 0)));
    }

    @Test
    void inFoulWeather() {
        run(new Simulation.Plan(3, 3, 6, false, new SimulatedNetwork.Weather(0.02, 0.02, 0.05)));
    }

    @Test
    void manyMembersManyChanges() {
        run(new Simulation.Plan(5, 2, 15, false, new SimulatedNetwork.Weather(0.005, 0.01, 0.02)));
    }

    @Test
    void membersThatAreExcludedWhileTheyLive() {
        run(new Simulation.Plan(3, 3, 8, true, new SimulatedNetwork.Weather(0.005, 0.01, 0.02)));
    }

    private static void run(Simulation.Plan plan) {
        long operations = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Simulation simulation = new Simulation(seed, plan);
            List<String> violations;
            try {
                violations = simulation.run();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " of " + plan, e);
            }
            assertThat(violations)
                    .as("seed %d of %s: %s", seed, plan, Simulation.describe(violations))
                    .isEmpty();
            operations += simulation.operations();
        }
        System.out.printf("%d runs from seed %d, %d operations checked: %s%n", SEEDS, FIRST, operations, plan);
    }
}
