package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Many seeds; {@code -Dsimulation.seeds} and {@code -Dsimulation.first} as in {@link SimulationTest}. */
class HealingSimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 1);

    @Test
    void nothingThatWasPutInEitherHalfIsLost() {
        long putApart = 0;
        for (long seed = FIRST; seed < FIRST + SimulationTest.SEEDS; seed++) {
            HealingSimulation simulation = new HealingSimulation(seed);
            try {
                assertThat(simulation.run()).as("seed %d", seed).isEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            putApart += simulation.putApart();
        }
        assertThat(putApart).as("put while there were two halves").isPositive();
    }

    /** Parted again while elements were offered, and the next home had begun anew. */
    @Test
    void schedulesThatOnceWentWrong() {
        assertThat(new HealingSimulation(8002698).run()).isEmpty();
    }
}
