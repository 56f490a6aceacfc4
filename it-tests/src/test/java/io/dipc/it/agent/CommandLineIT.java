package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.agent.apps.Ending;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar dipc.jar} and its commands, without any configuration but the place where members meet. */
class CommandLineIT {

    private static final String HELLO = "io.dipc.it.agent.apps.Hello";

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void daemonKeepsObjectsBetweenRuns(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm daemon = cluster.startCommand("daemon");
            daemon.awaitLine("member .* of cluster dipc is ready at 127\\.0\\.0\\.1:\\d+");
            assertThat(cluster.command("members"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches(daemon.pid() + "@\\S+ +127\\.0\\.0\\.1:\\d+ +host .*");

            ChildJvm program = cluster.start(Ending.class, "wait");
            program.awaitLine("ready");
            program.terminate();
            assertThat(program.awaitExit()).isEqualTo(143);
            program.assertStderr();
            assertThat(cluster.command("ls"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches("endings +fifo queue +2 .*" + daemon.pid() + "@.*");

            assertThat(cluster.command("rm", "endings")).isEmpty();
            assertThat(cluster.command("ls")).hasSize(1);
            ChildJvm again = cluster.startCommand("rm", "endings");
            assertThat(again.awaitExit()).isEqualTo(1);
            again.awaitOnlyErrorLine("dipc: endings does not exist.*");

            daemon.terminate();
            assertThat(daemon.awaitExit()).isEqualTo(143);
            daemon.assertStderr();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void withoutAClusterToolsSaySoAndFoundNone(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            for (List<String> command : List.of(List.of("ls"), List.of("members"), List.of("rm", "x"))) {
                ChildJvm tool = cluster.startCommand(command.toArray(new String[0]));
                assertThat(tool.awaitExit()).isEqualTo(1);
                assertThat(tool.stdout()).isEmpty();
                tool.awaitOnlyErrorLine("dipc: no member of cluster dipc runs.*");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void optionsShowsValuesAndWhereTheyComeFrom(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).option("port", "6000-6100")) {
            List<String> lines = cluster.command("options", "--backups=2");
            assertThat(lines).anyMatch(line -> line.matches("port +5800-5899 +6000-6100 +DIPC_PORT .*"));
            assertThat(lines).anyMatch(line -> line.matches("backups +1 +2 +command line .*"));
            assertThat(lines).anyMatch(line -> line.matches("heartbeat +1s +1s +default .*"));
        }
    }

    @Test
    void runPrefixesTheOutputOfEachJvm() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            List<String> lines = cluster.command(
                    "run", "-n", "3", "--main", "all", "--", Jdk.QUIET, "-cp", Product.testPrograms(), HELLO);
            assertThat(lines).containsExactlyInAnyOrder("[1] hello", "[2] hello", "[3] hello");
        }
    }

    @Test
    void runEndsWithTheExitCodeThatFailed() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm run = startRun(cluster, "exit");
            assertThat(run.awaitExit()).isEqualTo(7);
            assertThat(run.stdout()).contains("[1] ready", "[2] ready");
            run.assertStderr();
        }
    }

    @Test
    void runHandsSignalsOnAndLeavesNothingBehind() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm run = startRun(cluster, "wait");
            run.awaitLines("\\[\\d] ready", 2);
            List<ProcessHandle> children =
                    ProcessHandle.of(run.pid()).orElseThrow().children().toList();
            assertThat(children).hasSize(2);
            run.terminate();
            assertThat(run.awaitExit()).isEqualTo(143);
            assertThat(run.stdout())
                    .filteredOn(line -> line.contains("hook has put"))
                    .hasSize(2);
            for (ProcessHandle child : children) {
                child.onExit().get(ChildJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void mistakesAreOneLine() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            for (List<String> mistake : List.of(
                    List.of("lss"),
                    List.of("run"),
                    List.of("run", "-n", "0", "--", "Main"),
                    List.of("ls", "--port=none"),
                    List.of("rm"))) {
                ChildJvm command = cluster.startCommand(mistake.toArray(new String[0]));
                assertThat(command.awaitExit()).isEqualTo(2);
                command.awaitOnlyErrorLine("dipc: .*");
            }
        }
    }

    private static ChildJvm startRun(TestCluster cluster, String ending) {
        return cluster.startCommand(
                "run",
                "-n",
                "2",
                "--",
                Jdk.QUIET,
                "-cp",
                Product.testPrograms(),
                "io.dipc.it.agent.apps.Ending",
                ending);
    }
}
