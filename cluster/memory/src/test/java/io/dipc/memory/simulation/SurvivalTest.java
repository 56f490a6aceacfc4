package io.dipc.memory.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SurvivalTest {
    private final Observations observations = new Observations(new SimulatedTime());
    private final Survival survival = new Survival(observations, true);

    @Test
    void whatSomebodyHasSeenWhoLivesSurvives() {
        Survival.Write write = survival.write(1, "a");
        Survival.Write later = survival.write(2, "a");
        survival.seen(write, "b");
        survival.died("a");
        assertThat(survival.mayRevert(write)).isFalse();
        assertThat(survival.mayRevert(later)).isTrue();
        survival.died("b");
        assertThat(survival.mayRevert(write)).as("b said so when a was lost").isFalse();
    }

    /** Also if it was asked about others between. */
    @Test
    void whatOnlyOneHasSeenMayDieWithBoth() {
        Survival.Write other = survival.write(1, "c");
        survival.died("c");
        Survival.Write write = survival.write(2, "a");
        survival.seen(write, "b");
        assertThat(survival.mayRevert(other)).isTrue();
        survival.died("a");
        survival.died("b");
        assertThat(survival.mayRevert(write)).isTrue();
        assertThat(observations.good()).isTrue();
    }
}
