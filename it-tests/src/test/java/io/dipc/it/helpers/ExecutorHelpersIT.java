package io.dipc.it.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.helpers.apps.Pooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Helpers, started by the command and by the agent's option, hear of executors and work for them. */
class ExecutorHelpersIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void helpersWorkForTheExecutorsOfTheProgram(Jdk jdk) throws Exception {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm command = cluster.startCommand("helper", "--log=info", "-cp", Product.testPrograms());
            command.awaitErrorLine(".*INFO waiting for a program to start cluster dipc.*");
            ProcessHandle before = onlyChild(command);
            ChildJvm program = cluster.start(Pooled.class);
            // one more comes while the program runs and waits for room
            ChildJvm after = helper(cluster);
            program.awaitLine("6 tasks run");

            cluster.awaitListing("ls", "(?s).*pooled +executor +1 tasks queued, 6 running, .*");
            List<String> pooled = cluster.command("ls").stream()
                    .filter(line -> line.startsWith("pooled  "))
                    .toList();
            assertThat(pooled)
                    .singleElement()
                    .asString()
                    .contains(program.pid() + "@")
                    .contains(before.pid() + "@")
                    .contains(after.pid() + "@");
            List<String> tasks = cluster.command("tasks", "pooled");
            assertThat(tasks).hasSize(8).first().asString().matches("TASK +STATE +ATTEMPT +BYTES");
            assertThat(tasks).filteredOn(line -> line.contains("  running at ")).hasSize(6);
            assertThat(tasks).filteredOn(line -> line.contains("  queued ")).hasSize(1);
            assertThat(tasks)
                    .filteredOn(line -> line.contains("running at " + after.pid() + "@"))
                    .hasSize(2);

            ChildJvm mistaken = cluster.startCommand("tasks", "pooled.go");
            assertThat(mistaken.awaitExit()).isEqualTo(1);
            assertThat(mistaken.stderr()).singleElement().asString().startsWith("dipc: pooled.go is no executor");

            // nobody holds the executor any more, until somebody does again
            program.kill();
            program = cluster.start(Pooled.class);
            program.awaitLine("6 tasks run");
            program.send("");
            program.awaitLine("ran in 3 JVMs");
            program.awaitSuccess();
            program.assertStderr();
            for (ChildJvm helper : List.of(command, after)) {
                helper.terminate();
                assertThat(helper.awaitExit()).isEqualTo(143);
            }
            after.assertStderr();
            before.onExit().get(ChildJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** The helper that a command has started, whose lines the command shows. */
    private static ProcessHandle onlyChild(ChildJvm command) {
        List<ProcessHandle> children =
                ProcessHandle.of(command.pid()).orElseThrow().children().toList();
        assertThat(children).hasSize(1);
        return children.get(0);
    }

    private static ChildJvm helper(TestCluster cluster) {
        return cluster.startPlain(
                List.of(Jdk.QUIET, "-javaagent:" + Product.dipcJar() + "=helper", "-cp", Product.testPrograms()),
                Pooled.class);
    }
}
