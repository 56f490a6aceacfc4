package io.dipc.histories.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    @Test
    void eachKindIsInEveryPlan() {
        for (long seed = 0; seed < 100; seed++) {
            FaultPlan plan = FaultPlan.of(seed, 3 + (int) seed % 3);
            assertThat(plan.faults().stream().map(Fault::kind).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(Fault.Kind.values());
            assertThat(FaultPlan.parse(plan.toString())).isEqualTo(plan);
            assertThat(FaultPlan.of(seed, 3 + (int) seed % 3)).isEqualTo(plan);
        }
    }

    @Test
    void aPairIsOfTwoMembersOfWhichNeitherIsTheOldest() {
        for (long seed = 0; seed < 100; seed++) {
            for (Fault fault : FaultPlan.of(seed, 4).faults()) {
                if (fault.kind() == Fault.Kind.CUT_PAIR || fault.kind() == Fault.Kind.FLAP) {
                    assertThat(fault.member()).isNotEqualTo(fault.other()).isBetween(1, 3);
                    assertThat(fault.other()).isBetween(1, 3);
                }
            }
        }
    }
}
