package io.dipc.it.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Host;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.textbook.apps.Completions;
import io.dipc.it.textbook.apps.FixedPool;
import io.dipc.it.textbook.apps.Heartbeat;
import io.dipc.it.textbook.apps.PoisonPills;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that were written for one JVM, the same class files run plain and by one main with two helpers: they print the
 * same. Each of their tasks prints a line, so that it is seen where it ran.
 */
class TextbookIT {

    private static final String TASK = "task: ";
    private static final String WORKER = "worker-";

    @Test
    void aFixedPoolWithFutures() throws IOException, InterruptedException {
        assertThat(inThreeJvms(Jdk.own(), FixedPool.class, """
                fields:
                  %1$s.POOL: pool
                """).tasks()).hasSize(200);
    }

    @Test
    void aCompletionService() throws IOException, InterruptedException {
        assertThat(inThreeJvms(Jdk.own(), Completions.class, """
                fields:
                  %1$s.POOL: {key: pool, execution: AT_LEAST_ONCE}
                """).tasks()).hasSize(150);
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void workersWithAQueueAndPoisonPills(Jdk jdk) throws IOException, InterruptedException {
        Printed printed = inThreeJvms(jdk, PoisonPills.class, """
                allocations:
                  %1$s.main/ArrayBlockingQueue#0: jobs
                  %1$s.main/LinkedBlockingQueue#0: squares
                threads: [%1$s$Worker:AT_LEAST_ONCE]
                """);
        assertThat(printed.tasks()).hasSize(300);
        assertThat(printed.shares(WORKER)).containsExactly(2, 2, 2);
    }

    @Test
    void aScheduledHeartbeat() throws IOException, InterruptedException {
        inThreeJvms(Jdk.own(), Heartbeat.class, """
                fields:
                  %1$s.SCHEDULER: scheduler
                  %1$s.HEARD: heard
                """);
    }

    /**
     * Runs a program plain and in three JVMs, and compares what it prints.
     *
     * @param configuration in which {@code %1$s} stands for its name
     */
    private static Printed inThreeJvms(Jdk jdk, Class<?> program, String configuration)
            throws IOException, InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm plain = cluster.startPlain(List.of("-cp", Product.testPrograms()), program);
            // With a cluster to join helpers come as soon as main, and are not late for what is done within a second.
            cluster.start(Host.class).awaitLine("ready");
            plain.awaitSuccess();
            plain.assertStderr();
            Printed expected = new Printed(List.of(plain.stdout()));
            assertThat(expected.main()).isNotEmpty();

            Files.writeString(cluster.directory().resolve("dipc.yaml"), configuration.formatted(program.getName()));
            ChildJvm run = cluster.startWithHelpers(3, program);
            run.awaitSuccess();
            run.assertStderr();
            Printed printed = Printed.by(3, run.stdout());
            System.out.println(program.getSimpleName() + " on " + jdk + ": tasks by each JVM " + printed.shares(TASK));
            assertThat(printed.main()).isEqualTo(expected.main());
            assertThat(Set.copyOf(printed.tasks())).isEqualTo(Set.copyOf(expected.tasks()));
            return printed;
        }
    }

    /**
     * What a program has printed.
     *
     * @param byJvm by each of its JVMs, main's first
     */
    private record Printed(List<List<String>> byJvm) {

        /** Takes apart what {@code run} shows. */
        static Printed by(int jvms, List<String> lines) {
            return new Printed(IntStream.rangeClosed(1, jvms)
                    .mapToObj(i -> "[" + i + "] ")
                    .map(prefix -> lines.stream()
                            .filter(line -> line.startsWith(prefix))
                            .map(line -> line.substring(prefix.length()))
                            .toList())
                    .toList());
        }

        /** What tasks say, wherever they run, in an order that does not depend on that. */
        List<String> tasks() {
            return byJvm.stream()
                    .flatMap(List::stream)
                    .filter(line -> line.startsWith(TASK))
                    .sorted()
                    .toList();
        }

        /** How many lines that begin so are of each JVM. */
        List<Integer> shares(String prefix) {
            return byJvm.stream()
                    .map(lines -> (int) lines.stream()
                            .filter(line -> line.startsWith(prefix))
                            .count())
                    .toList();
        }

        /** What main says. */
        List<String> main() {
            return byJvm.get(0).stream()
                    .filter(line -> !line.startsWith(TASK) && !line.startsWith(WORKER))
                    .toList();
        }
    }
}
