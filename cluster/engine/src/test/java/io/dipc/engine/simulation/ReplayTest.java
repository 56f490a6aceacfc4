package io.dipc.engine.simulation;

import io.dipc.histories.faults.FaultPlan;
import org.junit.jupiter.api.Test;

/**
 * Plans of the fault suite in simulated clusters: {@code -Dsimulation.plan=KILL:1:1:0.0,PAUSE:2:2:3.0}, as the suite prints
 * them; without, those of the seeds as in {@link SimulationTest}.
 */
class ReplayTest {
    private static final int MEMBERS = 4;
    private static final String PLAN = System.getProperty("simulation.plan");

    @Test
    void plansOfTheFaultSuite() {
        SimulationTest.run(
                "plans of the fault suite",
                SimulationTest.SEEDS / 5 + 1,
                seed -> Plan.replay(PLAN == null ? FaultPlan.of(seed, MEMBERS) : FaultPlan.parse(PLAN), MEMBERS));
    }
}
