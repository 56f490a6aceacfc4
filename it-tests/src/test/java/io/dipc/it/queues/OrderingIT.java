package io.dipc.it.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.queues.apps.Ordering;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Priorities, delays and transfers are kept by a daemon, which has none of the program's classes. */
class OrderingIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void aDaemonKeepsOrderAndDelays(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm daemon = cluster.startCommand("daemon");
            daemon.awaitLine("member .* of cluster dipc is ready at .*");
            ChildJvm puts = cluster.start(Ordering.class, "put");
            puts.awaitSuccess();
            puts.assertStderr();
            cluster.awaitListing(
                    "ls", "(?s).*delays +delay queue +3 elements .*priorities +priority queue +5 elements .*");

            ChildJvm takes = cluster.start(Ordering.class, "take");
            takes.awaitSuccess();
            takes.assertStderr();
            assertThat(takes.stdout())
                    .containsExactly(
                            "priority 5",
                            "priority 4",
                            "priority 3",
                            "priority 2",
                            "priority 1",
                            "delay 1",
                            "delay 2",
                            "then null of 1");
            daemon.assertStderr();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void whoGivesWaitsForWhoTakes(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm daemon = cluster.startCommand("daemon");
            daemon.awaitLine("member .* of cluster dipc is ready at .*");
            ChildJvm gives = cluster.start(Ordering.class, "give");
            cluster.awaitListing("ls", "(?s).*transfers +transfer queue +1 elements .*transfer.*");
            assertThat(gives.stdout()).isEmpty();

            ChildJvm takes = cluster.start(Ordering.class, "meet");
            takes.awaitSuccess();
            gives.awaitSuccess();
            takes.assertStderr();
            gives.assertStderr();
            assertThat(takes.stdout()).containsExactly("transfer 1", "rendezvous 2");
            assertThat(gives.stdout()).containsExactly("transferred", "met");
            daemon.assertStderr();
        }
    }
}
