package io.dipc.it.faults;

import org.junit.jupiter.api.Test;

/** One plan of faults of every kind; {@link FaultSuite} says how to run more of them, or one again. */
class FaultsIT {

    @Test
    void whatClientsSeeIsAsIfNothingHadHappened() throws InterruptedException {
        FaultSuite.run();
    }
}
