package io.dipc.it.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Permits;
import io.dipc.it.harness.AllJdks;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import org.junit.jupiter.api.Test;

/** A JVM that holds a permit stands still for longer than the detection time. */
class PausedHolderIT {

    /** Longer than a busy machine keeps the other JVMs from running. */
    private static final String DETECTION = "20s";

    @Test
    void whatItHeldGoesToOthersAndItHearsSoWhenItWakes() throws InterruptedException {
        AllJdks.atOnce(PausedHolderIT::holderIsPaused);
    }

    private static void holderIsPaused(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            cluster.option("detection", DETECTION);
            ChildJvm first = start(cluster);
            ChildJvm second = start(cluster);
            ChildJvm holder = start(cluster);
            holder.send("acquire");
            holder.awaitLine("acquired .*");
            first.send("acquire");
            first.awaitLine("acquired .*");
            second.send("acquire");
            cluster.awaitListing("ls", "(?s).*permits.*\\b" + second.pid() + "@.*");

            holder.pause();
            // The first thing that it does when it wakes, before it can know.
            holder.send("release");
            second.awaitLine("acquired .*");
            holder.resume();

            holder.awaitLine("lost");
            holder.send("available");
            assertThat(holder.awaitLine("available .*")).isEqualTo("available 0");
            first.send("release");
            first.awaitLine("released");
            second.send("release");
            second.awaitLine("released");
            second.send("available");
            assertThat(second.awaitLine("available .*")).isEqualTo("available 2");
            first.assertStderr();
            second.assertStderr();
            holder.assertStderr("\\[dipc\\] WARN this JVM was excluded from the cluster and joins it again; .*");
        }
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm child = cluster.start(Permits.class);
        child.awaitLine("ready");
        return child;
    }
}
