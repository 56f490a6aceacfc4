package io.dipc.it.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Permits;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that holds permits is killed. */
class HolderKillsIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    /** The default of option {@code detection}. */
    private static final long DETECTION_MILLIS = 5000;

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void itsPermitIsUsableAgainWithinASecond(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
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
            Collections.sort(waits);
            assertThat(waits.get(waits.size() / 2)).as("median of %s ms", waits).isLessThan(1000);
            // Not by missed heartbeats, however busy the machine is.
            assertThat(waits.get(waits.size() - 1))
                    .as("longest of %s ms", waits)
                    .isLessThan(DETECTION_MILLIS);
        }
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm child = cluster.start(Permits.class);
        child.awaitLine("ready");
        return child;
    }
}
