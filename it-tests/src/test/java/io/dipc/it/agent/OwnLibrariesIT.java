package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.agent.apps.OwnLibraries;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program's own Hazelcast and Netty, of other versions than ours, work beside the agent. */
class OwnLibrariesIT {

    private static final Path LIBRARIES = Product.root().resolve("it-tests/target/own-libraries");

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void workBesideOurs(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            // The program's own libraries may print warnings of their own; only ours must not.
            ChildJvm program = cluster.startPlain(
                    List.of("-javaagent:" + Product.dipcJar(), "-cp", Product.testPrograms() + ":" + LIBRARIES + "/*"),
                    OwnLibraries.class);
            assertThat(program.awaitExit())
                    .as(() -> String.join("\n", program.stderr()))
                    .isZero();
            assertThat(program.stdout())
                    .containsExactly(
                            "through dipc", "through its own Hazelcast 5.3.8", "through its own Netty 4.1.115.Final");
            program.assertStderr("(?!\\[dipc]|SLF4J).*");
        }
    }
}
