package io.dipc.it.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.helpers.apps.LostThreads;
import io.dipc.it.helpers.apps.Summing;
import io.dipc.it.helpers.apps.ThreadManners;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads of one main that run in all JVMs: programs do the same as in one JVM. */
class ThreadsIT {

    private static final String SHARES = "shares ";

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void workersOfOneMainRunInThreeJvms(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            List<String> alone = plain(cluster, Summing.class);
            List<String> together = onThree(cluster, Summing.class);
            assertThat(alone).contains(SHARES + "[6]");
            assertThat(together).contains(SHARES + "[2, 2, 2]");
            assertThat(withoutShares(together)).isEqualTo(withoutShares(alone));
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void threadsElsewhereHaveTheMannersOfThreadsHere(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            List<String> alone = plain(cluster, ThreadManners.class);
            assertThat(alone).endsWith("main ends", "at the end late");
            assertThat(onThree(cluster, ThreadManners.class)).isEqualTo(alone);
        }
    }

    @Test
    void aThreadIsLostWithItsJvmAndTheProgramIsToldOrItRunsAgain() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            cluster.option("helpers", "1");
            cluster.option("threads", LostThreads.class.getName() + "$Configured:AT_LEAST_ONCE");
            ChildJvm helper = cluster.startPlain(
                    List.of("-javaagent:" + Product.dipcJar() + "=helper", "-cp", Product.testPrograms()),
                    LostThreads.class);
            ChildJvm program = cluster.start(LostThreads.class);
            for (String pair : List.of("waiting", "again", "configured")) {
                program.awaitLine(pair + "-\\d in " + helper.pid());
                program.awaitLine(pair + "-\\d in " + program.pid());
            }
            assertThat(cluster.command("ls"))
                    .anyMatch(line -> line.startsWith("dipc:threads  threads")
                            && line.contains("6 threads on 2 members")
                            && line.contains(helper.pid() + "@"));
            helper.kill();
            program.awaitLine("waiting-\\d lost: member " + helper.pid() + "@.* has died .* while it ran thread .*");
            for (String pair : List.of("again", "configured")) {
                program.awaitLines(pair + "-\\d in " + program.pid(), 2);
            }
            program.awaitLine("all have ended");
            program.awaitSuccess();
            assertThat(program.stdout())
                    .filteredOn(line -> line.contains(" lost: "))
                    .hasSize(1);
            program.assertStderr();
        }
    }

    @Test
    void whatCannotTravelIsAnExceptionAtTheStart() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm program = cluster.start(LostThreads.class, "socket");
            program.awaitSuccess();
            assertThat(program.stdout())
                    .singleElement()
                    .asString()
                    .contains("LostThreads$Connected")
                    .contains("connection")
                    .contains("java.net.ServerSocket");
            program.assertStderr();
        }
    }

    @Test
    void classesCanBeNamedWhereTheSourceCannotBeTouched() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            cluster.option("threads", "com.acme.Worker,not a class");
            ChildJvm program = cluster.start(Summing.class);
            assertThat(program.awaitExit()).isEqualTo(2);
            assertThat(program.stderr()).singleElement().asString().contains("threads: com.acme.Worker,not a class");
        }
    }

    private static List<String> plain(TestCluster cluster, Class<?> program) throws InterruptedException {
        ChildJvm alone = cluster.startPlain(List.of(Jdk.QUIET, "-cp", Product.testPrograms()), program);
        alone.awaitSuccess();
        alone.assertStderr();
        return alone.stdout();
    }

    private static List<String> onThree(TestCluster cluster, Class<?> program) throws InterruptedException {
        ChildJvm run = cluster.startWithHelpers(3, program);
        run.awaitSuccess();
        run.assertStderr();
        assertThat(run.stdout()).allMatch(line -> line.startsWith("[1] "));
        return run.stdout().stream()
                .map(line -> line.substring("[1] ".length()))
                .toList();
    }

    private static List<String> withoutShares(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith(SHARES)).toList();
    }
}
