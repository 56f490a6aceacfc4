package io.dipc.it.executors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.executors.apps.Life;
import io.dipc.it.executors.apps.PoolManners;
import io.dipc.it.executors.apps.Textbook;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorsIT {

    /** All of which hold the pool. */
    @Test
    void theTextbookPrintsOverThreeJvmsWhatItPrintsPlain() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm plain = cluster.startPlain(List.of("-cp", Product.testPrograms()), Textbook.class);
            plain.awaitSuccess();
            ChildJvm one = cluster.start(Textbook.class, "hold");
            one.awaitLine("ready");
            ChildJvm other = cluster.start(Textbook.class, "hold");
            other.awaitLine("ready");
            ChildJvm main = cluster.start(Textbook.class);
            main.awaitSuccess();
            main.assertStderr();
            assertThat(withoutShares(main)).isEqualTo(withoutShares(plain));
            assertThat(plain.stdout()).contains("by 1 JVMs: [200]");
            assertThat(main.stdout()).anyMatch(line -> line.startsWith("by 3 JVMs"));
            for (ChildJvm held : List.of(one, other)) {
                held.send("!");
                held.awaitSuccess();
                held.assertStderr();
                assertThat(held.stdout()).containsExactly("ready", "terminated true !");
            }
        }
    }

    /** Pools of all kinds in local variables. */
    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void poolsOfThreeJvmsHaveTheMannersOfTheJdks(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm plain = cluster.startPlain(List.of("-cp", Product.testPrograms()), PoolManners.class, "1");
            ChildJvm run = cluster.startCommand(
                    "run",
                    "-n",
                    "3",
                    "--main",
                    "first",
                    "--",
                    Jdk.QUIET,
                    "-cp",
                    Product.testPrograms(),
                    PoolManners.class.getName(),
                    "3");
            plain.awaitSuccess();
            run.awaitSuccess();
            run.assertStderr("\\[1] \\[dipc] WARN key \"manners.travelling\": a task of .*PoolManners.* has captured"
                    + " found: java.util.ArrayList, and works on a copy of it: .*");
            assertThat(run.stderr()).hasSize(1);
            List<String> ours = run.stdout().stream()
                    .map(line -> line.substring("[1] ".length()))
                    .toList();
            assertThat(ours.stream().filter(line -> !line.startsWith("by ")))
                    .containsExactlyElementsOf(plain.stdout().stream()
                            .filter(line -> !line.startsWith("by "))
                            .toList());
            assertThat(ours)
                    .anyMatch(line -> line.matches("by member \\d+@.*\\.thread .*\\(whose stack follows\\)"))
                    .anyMatch(line -> line.matches("by copies \\[]"))
                    .anyMatch(line -> line.matches("by .*\\.connection: java\\.net\\.ServerSocket.*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unused", "idle", "used"})
    void aPoolKeepsItsJvmAliveAsTheJdksDoes(String how) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm plain = cluster.startPlain(List.of("-cp", Product.testPrograms()), Life.class, how);
            ChildJvm ours = cluster.start(Life.class, how);
            plain.awaitSuccess();
            ours.awaitSuccess();
            ours.assertStderr();
            assertThat(ours.stdout()).isEqualTo(plain.stdout());
        }
    }

    private static List<String> withoutShares(ChildJvm child) {
        return child.stdout().stream()
                .filter(line -> !line.startsWith("by "))
                .sorted()
                .toList();
    }
}
