package io.dipc.it.ends;

import io.dipc.it.apps.Holding;
import io.dipc.it.harness.AllJdks;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import org.junit.jupiter.api.Test;

/** A JVM is stopped for longer than the detection time: what it held goes to others, and it hears of that. */
class PausedJvmIT {

    /** Longer than a busy machine keeps the other JVMs from running. */
    private static final String DETECTION = "20s";

    private static final String EXCLUDED = "\\[dipc] WARN this JVM was excluded .*";

    @Test
    void whoWasTakenForDeadIsToldAtItsNextCall() throws InterruptedException {
        AllJdks.atOnce(PausedJvmIT::holderIsPaused);
    }

    private static void holderIsPaused(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).option("detection", DETECTION)) {
            ChildJvm first = start(cluster);
            ChildJvm second = start(cluster);
            ChildJvm holder = start(cluster);
            first.send("put");
            first.awaitLine("put");
            holder.send("hold");
            holder.awaitLine("holding element");
            first.send("acquire");
            first.awaitLine("acquired");
            second.send("acquire");

            holder.pause();
            second.awaitLine("acquired");
            // Not poll: that it is over may be known to the semaphore's home before it is to the queue's.
            first.send("take");
            first.awaitLine("took element");
            holder.resume();
            holder.awaitErrorLine(EXCLUDED);

            holder.send("release");
            holder.awaitLine("SessionLostException");
            holder.send("poll");
            holder.awaitLines("SessionLostException", 2);
            holder.send("poll");
            holder.awaitLine("polled null");
            first.send("available");
            first.awaitLine("available 0 .*");
            first.assertStderr();
            second.assertStderr();
            holder.assertStderr(EXCLUDED);
        }
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm child = cluster.start(Holding.class);
        child.awaitLine("ready");
        return child;
    }
}
