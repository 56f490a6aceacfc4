package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.dipc.it.agent.apps.Late;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent is attached to a JVM that runs. */
class AttachIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void classesThatAreLoadedLaterAreDistributed(Jdk jdk) throws Exception {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm late = start(cluster, "unloaded");
            attach(late);
            late.send("go");
            late.awaitSuccess();
            assertThat(late.stdout()).containsExactly("running", "late DistributedLinkedBlockingQueue");
            late.assertStderr();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void classThatIsLoadedAlreadyIsRefused(Jdk jdk) throws Exception {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm late = start(cluster, "loaded");
            try {
                attach(late);
            } catch (IOException e) {
                // The JVM may end before it has answered, which is seen in one way or another.
                System.out.println("attaching ended with " + e);
            }
            assertThat(late.awaitExit()).isEqualTo(1);
            assertThat(late.stdout()).containsExactly("running");
            late.awaitOnlyErrorLine("\\[dipc] ERROR .*Late\\$Queue\\.JOBS.*");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void mistakeInTheOptionsLeavesTheProgramAsItWas(Jdk jdk) throws Exception {
        try (TestCluster cluster = new TestCluster(jdk).option("backups", "many")) {
            ChildJvm late = start(cluster, "loaded");
            attach(late);
            late.send("go");
            late.awaitSuccess();
            assertThat(late.stdout()).containsExactly("running", "early LinkedBlockingQueue");
            late.awaitOnlyErrorLine("\\[dipc] ERROR backups: many \\(expected:.*");
        }
    }

    /** From JDK 21 on, the JVM warns of attached agents unless they are allowed. */
    private static ChildJvm start(TestCluster cluster, String when) throws InterruptedException {
        ChildJvm late = cluster.startPlain(
                List.of("-XX:+EnableDynamicAgentLoading", "-cp", Product.testPrograms()), Late.class, when);
        late.awaitLine("running");
        return late;
    }

    private static void attach(ChildJvm child) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(child.pid()));
        try {
            machine.loadAgent(Product.dipcJar().toString());
        } finally {
            machine.detach();
        }
    }
}
