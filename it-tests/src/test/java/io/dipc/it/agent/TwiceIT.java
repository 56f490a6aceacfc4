package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.agent.apps.Ending;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent is given twice, as by an environment variable and on the command line. */
class TwiceIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void secondTimeDoesNotCountAndSaysSo(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).jvmOption("-javaagent:" + Product.dipcJar())) {
            ChildJvm program = cluster.start(Ending.class, "return");
            program.awaitSuccess();
            assertThat(program.stdout()).containsExactly("ready", "hook has put 2");
            program.awaitOnlyErrorLine("\\[dipc] WARN the agent is here already.*");
        }
    }
}
