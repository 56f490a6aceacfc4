package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.agent.apps.Hello;
import io.dipc.it.agent.apps.Hidden;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program without distributed objects is what it is without the agent. */
class UnboundProgramIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void printsWhatItPrintsWithoutTheAgent(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm hello = cluster.start(Hello.class);
            hello.awaitSuccess();
            assertThat(hello.stdout()).containsExactly("hello");
            hello.assertStderr();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void seesNothingOfTheAgent(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm hidden = cluster.start(Hidden.class);
            hidden.awaitSuccess();
            assertThat(hidden.stdout()).isNotEmpty().allMatch(line -> line.startsWith("hidden: "));
            hidden.assertStderr();
        }
    }
}
