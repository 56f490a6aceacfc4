package io.dipc.it.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Permits;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that holds permits is killed. */
class HolderKillsIT {

    private static final int KILLS = Integer.getInteger("kills", 2);
    /** Far more than a busy machine adds: what takes less was not noticed by missed heartbeats. */
    private static final long DETECTION_SECONDS = 600;

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void itsPermitIsUsableAgainLongBeforeItIsMissed(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).option("detection", DETECTION_SECONDS + "s")) {
            ChildJvm first = start(cluster);
            ChildJvm second = start(cluster);
            first.send("acquire");
            first.awaitLine("acquired .*");
            List<Long> waits = new ArrayList<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                ChildJvm holder = start(cluster);
                holder.send("acquire");
                holder.awaitLine("acquired .*");
                second.send("available");
                assertThat(second.awaitLines("available .*", kill * 2 - 1)).isEqualTo("available 0");

                // In line before the holder dies.
                second.send("acquire");
                cluster.awaitListing("ls", "(?s).*permits.*\\b" + second.pid() + "@.*");
                long killed = System.currentTimeMillis();
                holder.kill();
                String acquired = second.awaitLines("acquired .*", kill);
                waits.add(Long.parseLong(acquired.split(" ")[1]) - killed);

                second.send("release");
                second.awaitLines("released", kill);
                second.send("available");
                assertThat(second.awaitLines("available .*", kill * 2)).isEqualTo("available 1");
            }
            first.assertStderr();
            second.assertStderr();
            System.out.println("permits of killed holders usable again after " + waits + " ms");
            assertThat(waits).allMatch(millis -> millis < DETECTION_SECONDS * 1000 / 2);
        }
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm child = cluster.start(Permits.class);
        child.awaitLine("ready");
        return child;
    }
}
