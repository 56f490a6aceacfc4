package io.dipc.it.faults;

import io.dipc.histories.faults.FaultPlan;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Some faults of processes; {@link FaultSuite} says how to run whole plans, more of them, or one again. */
class FaultsIT {
    private static final FaultPlan SHORT = FaultPlan.parse("KILL:0:0:0,PAUSE:2:2:0.5,KILL:1:1:0");

    @Test
    void whatClientsSeeIsAsIfNothingHadHappened() throws InterruptedException {
        FaultSuite.run(Optional.of(SHORT));
    }
}
