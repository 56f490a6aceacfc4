package io.dipc.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The behaviour suites of the proxies, with the JDK's own classes as their oracle, on every JDK but the one that runs
 * the build, which has run them already.
 */
class BehaviourOnOtherJdksIT {
    private static final Duration LIMIT = Duration.ofMinutes(40);

    @TestFactory
    Stream<DynamicTest> suites() {
        return Jdk.all().stream()
                .filter(jdk -> jdk.feature() != Jdk.own().feature())
                .map(jdk -> DynamicTest.dynamicTest(jdk.toString(), () -> run(jdk)));
    }

    private static void run(Jdk jdk) throws InterruptedException {
        try (TestCluster children = new TestCluster(jdk)) {
            ChildJvm suite = new Suites(jdk)
                    .run(
                            children,
                            // All 800 of each type were made on the JDK of the build.
                            List.of("-Drandom.calls=200"),
                            ".*ContractTest|.*WaitingTest|.*HandOverTest|.*Element(Codec|Refusals)Test|.*LambdaElementsTest"
                                    + "|.*ProxyBinderTest|.*SharedKeyTest|.*LateKeysTest|.*OverridesTest");
            suite.awaitSuccess(LIMIT);
            assertThat(Suites.successful(suite)).isGreaterThan(500);
            System.out.println("behaviour suites on " + jdk + ": " + Suites.successful(suite) + " tests");
        }
    }
}
