package io.dipc.it.faults;

import io.dipc.histories.faults.FaultPlan;
import io.dipc.it.harness.Alone;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Most kinds of fault, in less than three minutes; {@link FaultSuite} says how to run whole plans, more of them, or one
 * again. Restarts have a test of their own.
 */
@Alone
class FaultsIT {
    /**
     * Each cut lasts until somebody is out: two detection times where others do not hear of a member, three where they do
     * and two complain about each other. None follows at once on another that may leave somebody out late: two that are
     * out within seconds of each other may have been home and only backup of an object.
     */
    private static final FaultPlan SHORT =
            FaultPlan.parse("KILL:0:0:0,CUT:1:1:2,RESET:2:2:0,PAUSE:2:2:3,CUT_INBOUND:3:3:2,FLAP:1:2:1,"
                    + "CUT_OUTBOUND:3:3:2,CUT_PAIR:1:2:3");

    @Test
    void whatClientsSeeIsAsIfNothingHadHappened() throws InterruptedException {
        FaultSuite.run(Optional.of(SHORT));
    }
}
