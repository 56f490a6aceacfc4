package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.agent.apps.Ending;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM ends when and as it would without the agent. */
class EndingIT {

    static Stream<Arguments> endings() {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            all.add(Arguments.of(jdk, "return", 0));
            all.add(Arguments.of(jdk, "thread", 0));
            all.add(Arguments.of(jdk, "exit", 7));
            all.add(Arguments.of(jdk, "throw", 1));
            all.add(Arguments.of(jdk, "wait", 143));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void endsWithItsExitCodeAfterItsHooksAndHandsOver(Jdk jdk, String how, int exitCode) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm ending = cluster.start(Ending.class, how);
            ending.awaitLine("ready");
            ChildJvm heir = cluster.startCommand("daemon");
            if (how.equals("wait")) {
                heir.awaitLine("member .*");
                // Answered when it has a copy of what the program hosts.
                cluster.awaitListing("ls", "(?s).*endings +fifo queue +1 .*\\b" + heir.pid() + "@.*");
                ending.terminate();
            }
            assertThat(ending.awaitExit()).isEqualTo(exitCode);
            assertThat(ending.stdout()).last().isEqualTo("hook has put 2");
            ending.assertStderr("Exception in thread \"main\" .*: thrown by main", "\tat .*");
            if (how.equals("wait")) {
                // What the program hosted lives on.
                assertThat(cluster.command("ls")).last().asString().matches("endings +fifo queue +2 .*");
            }
            heir.kill();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void threadThatWaitsAtTheEndPrintsNothing(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm ending = cluster.start(Ending.class, "take");
            ending.awaitLine("took main");
            ending.terminate();
            assertThat(ending.awaitExit()).isEqualTo(143);
            assertThat(ending.stdout()).anyMatch(line -> line.startsWith("hook has put"));
            ending.assertStderr();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void haltIsACrash(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm ending = cluster.start(Ending.class, "halt");
            assertThat(ending.awaitExit()).isEqualTo(8);
            assertThat(ending.stdout()).containsExactly("ready");
            ending.assertStderr();
        }
    }
}
