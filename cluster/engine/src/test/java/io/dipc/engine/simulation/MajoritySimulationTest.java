package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Clusters that decide by majority, with cuts and pauses. {@code -Dsimulation.seeds} and {@code -Dsimulation.first} as in
 * {@link SimulationTest}.
 */
class MajoritySimulationTest {
    private static final SimulatedNetwork.Weather FAIR = new SimulatedNetwork.Weather(0, 0, 0);
    private static final SimulatedNetwork.Weather FOUL = new SimulatedNetwork.Weather(0.01, 0.01, 0.02);

    @Test
    void membersThatAreCutOff() {
        SimulationTest.run(plan(3, FOUL, true, Fault.ISOLATION, Fault.PAUSE_IN_CUT));
    }

    @Test
    void cutsInOneDirection() {
        SimulationTest.run(plan(3, FAIR, true, Fault.ONE_WAY));
    }

    @Test
    void cutsBetweenMembersThatAreNotTheOldest() {
        SimulationTest.run(plan(4, FAIR, true, Fault.BETWEEN_YOUNGER));
    }

    @Test
    void membersThatStandStill() {
        SimulationTest.run(plan(3, FOUL, true, Fault.PAUSE));
    }

    @Test
    void networksThatFlap() {
        SimulationTest.run(plan(3, FAIR, true, Fault.FLAPPING));
    }

    @Test
    void everythingInALargerCluster() {
        SimulationTest.run(plan(6, FOUL, true, Fault.values()));
    }

    @Test
    void twoMembers() {
        SimulationTest.run(plan(2, FOUL, true, Fault.ISOLATION, Fault.ONE_WAY, Fault.PAUSE));
    }

    @Test
    void keysThatNobodyUsesAreForgotten() {
        SimulationTest.run(plan(3, FOUL, true, Fault.ISOLATION, Fault.PAUSE).withVisitors(3));
    }

    /** One voter was a candidate with an empty log, and by its terms kept the other one from ever being elected. */
    @Test
    void aLeaderIsElectedAfterOneThatDiedEarly() {
        Plan plan = new Plan(
                4,
                2,
                0,
                4,
                Kind.FIFO_QUEUE,
                3,
                1,
                2,
                false,
                54,
                true,
                new SimulatedNetwork.Weather(0.02, 0.02, 0.03),
                new Plan.Voting(true, List.of(Fault.ISOLATION, Fault.ONE_WAY, Fault.FLAPPING), true),
                null);
        assertThat(new Simulation(300_841, plan).run()).isEmpty();
    }

    /** The control: where nobody waits for leases to end, permits are granted on both sides of a cut. */
    @Test
    void withoutLeasesTheViolationIsFound() {
        List<String> violations = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) {
            violations.addAll(new Simulation(seed, plan(3, FAIR, false, Fault.ISOLATION)).run());
        }
        assertThat(violations).anyMatch(v -> v.contains("holders of"));
    }

    private static Plan plan(int members, SimulatedNetwork.Weather weather, boolean leases, Fault... faults) {
        return Plan.longRun(members, 2, 6, false, weather).with(leases, faults);
    }
}
