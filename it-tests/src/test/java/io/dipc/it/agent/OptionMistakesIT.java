package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.agent.apps.Hello;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake in the configuration is one line, and the program does not start. */
class OptionMistakesIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void unknownVariable(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).option("clutser", "x")) {
            assertOneLine(
                    cluster.start(Hello.class),
                    "\\[dipc] ERROR unknown environment variable DIPC_CLUTSER \\(expected: one of DIPC_CLUSTER, .*\\)");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void unknownSystemProperty(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).jvmOption("-Ddipc.clutser=x")) {
            assertOneLine(
                    cluster.start(Hello.class),
                    "\\[dipc] ERROR unknown option clutser, given by system property dipc\\.clutser \\(expected: .*\\)");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void badValue(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).option("detection", "3x")) {
            assertOneLine(
                    cluster.start(Hello.class),
                    "\\[dipc] ERROR detection: 3x \\(expected: a duration such as 500ms or 5s\\), given by DIPC_DETECTION");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void placeThatCannotExist(Jdk jdk) throws InterruptedException, IOException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Files.writeString(cluster.directory().resolve("dipc.yaml"), "fields:\n  jobs: jobs\n");
            assertOneLine(cluster.start(Hello.class), "\\[dipc] ERROR fields: jobs names no field \\(expected: .*\\)");
        }
    }

    private static void assertOneLine(ChildJvm child, String expected) throws InterruptedException {
        assertThat(child.awaitExit()).isEqualTo(2);
        assertThat(child.stdout()).isEmpty();
        child.awaitOnlyErrorLine(expected);
    }
}
