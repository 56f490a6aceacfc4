package io.dipc.it.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.helpers.apps.Loud;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How helpers come and go. */
class HelperJvmIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void aHelperJoinsTheProgramAndRunsNothingOfItself(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm before = helper(cluster);
            ChildJvm program = cluster.start(Loud.class);
            program.awaitLine("main of .*");
            ChildJvm after = helper(cluster);
            String members = cluster.awaitListing("members", memberLines(3));
            // whoever founds is the oldest: not a helper
            assertThat(members.lines().skip(1).findFirst().orElseThrow()).startsWith(program.pid() + "@");
            assertThat(members).contains(before.pid() + "@").contains(after.pid() + "@");
            assertThat(cluster.command("ls")).hasSize(2);
            cluster.awaitListing("ls --all", "(?s).*\ndipc:executors  directory .*");

            for (ChildJvm helper : List.of(before, after)) {
                helper.terminate();
                assertThat(helper.awaitExit()).isEqualTo(143);
                assertThat(helper.stdout()).isEmpty();
                helper.assertStderr();
            }
            cluster.awaitListing("members", memberLines(1));
        }
    }

    @Test
    void aHelperEndsWithTheCommandThatStartedIt() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm command =
                    cluster.startCommand("helper", "--log=info", "-cp", Product.testPrograms(), Loud.class.getName());
            command.awaitErrorLine(".*INFO waiting for a program.*");
            ProcessHandle helper = onlyChild(command);
            command.kill();
            helper.onExit().get(ChildJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void runWithOneMainEndsWithIt(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            // standard input of what run starts is empty, so that main ends at once
            ChildJvm run = cluster.startWithHelpers(3, Loud.class);
            assertThat(run.awaitExit()).isEqualTo(7);
            assertThat(run.stdout()).hasSize(2).first().isEqualTo("[1] initialised");
            run.assertStderr();
        }
    }

    @Test
    void mistakesAreOneLine() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            for (List<String> mistake : List.of(
                    List.of("helper"),
                    List.of("run", "--main", "second", "--", "Main"),
                    List.of("tasks"),
                    List.of("helper", "--port=none", "-cp", "x"))) {
                ChildJvm command = cluster.startCommand(mistake.toArray(new String[0]));
                assertThat(command.awaitExit()).isEqualTo(2);
                assertThat(command.stderr()).singleElement().asString().startsWith("dipc: ");
            }
        }
    }

    private static ChildJvm helper(TestCluster cluster) {
        return cluster.startPlain(
                List.of("-javaagent:" + Product.dipcJar() + "=helper", "-cp", Product.testPrograms()), Loud.class);
    }

    private static String memberLines(int count) {
        return "MEMBER .*(\n.* host .*){" + count + "}";
    }

    private static ProcessHandle onlyChild(ChildJvm command) {
        List<ProcessHandle> children =
                ProcessHandle.of(command.pid()).orElseThrow().children().toList();
        assertThat(children).hasSize(1);
        return children.get(0);
    }
}
