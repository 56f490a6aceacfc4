package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.agent.apps.Unchanged;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program without annotations is distributed by a file in the directory where it starts. */
class ConfiguredPlacesIT {

    private static final String PROGRAM = Unchanged.class.getName();

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void namedInYaml(Jdk jdk) throws InterruptedException, IOException {
        assertDistributed(jdk, "dipc.yaml", """
                fields:
                  %1$s.jobs: jobs
                allocations:
                  %1$s.main/LinkedBlockingQueue#0: results
                """.formatted(PROGRAM));
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void namedInProperties(Jdk jdk) throws InterruptedException, IOException {
        assertDistributed(jdk, "dipc.properties", """
                fields.%1$s.jobs=jobs
                allocations.%1$s.main/LinkedBlockingQueue#0=results
                """.formatted(PROGRAM));
    }

    private static void assertDistributed(Jdk jdk, String file, String content)
            throws InterruptedException, IOException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Files.writeString(cluster.directory().resolve(file), content);
            ChildJvm program = cluster.start(Unchanged.class);
            assertThat(program.awaitExit())
                    .as(() -> program.stderr().toString())
                    .isZero();
            assertThat(program.stdout())
                    .containsExactly(
                            "DistributedLinkedBlockingQueue",
                            "DistributedLinkedBlockingQueue",
                            "LinkedBlockingQueue job");
            program.assertStderr();
        }
    }
}
