package io.dipc.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The behaviour suites of the queues and the semaphore in a program under the packaged agent, whose proxies share each
 * object with those of another JVM under the agent, which does the other half of each test that has two.
 */
class BehaviourWithPeerIT {
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** Permits that one JVM acquired are released by the other one at random. */
    private static final String FOREIGN_RELEASE =
            "\\[dipc] WARN key \"key\\d+\": permits were released by another member than the one that acquired them; .*";

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void suites(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Suites suites = new Suites(jdk).withAgent();
            ChildJvm peer = suites.start(cluster, "peer", List.of(), "io.dipc.proxies.testing.peer.PeerJvm");
            String port = peer.awaitLine("port \\d+").split(" ")[1];
            ChildJvm suite = suites.run(
                    cluster,
                    List.of("-Dbehaviour.peer=" + port, "-Drandom.calls=100"),
                    ".*\\.(queue|semaphore|calls)\\.\\w+(ContractTest|WaitingTest)");
            suite.awaitSuccess(LIMIT);
            peer.awaitSuccess();
            assertThat(Suites.successful(suite)).isGreaterThan(450);
            suite.assertStderr(FOREIGN_RELEASE);
            peer.assertStderr(FOREIGN_RELEASE);
            System.out.println(
                    "behaviour suites with a peer JVM on " + jdk + ": " + Suites.successful(suite) + " tests");
        }
    }
}
