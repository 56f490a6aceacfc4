package io.dipc.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.memory.apps.Staying;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels as in the Java Grande Forum's benchmarks, in one to three JVMs: what comes out, and what their pages have cost.
 * {@code -Dkernels="sor sparse crypt"}: in their usual sizes; {@code -Dkernels.backups=0}: without backups of pages.
 */
class KernelsIT {

    private static final String PROGRAM = "io.dipc.demo.kernels.Kernels";
    private static final List<String> KERNELS =
            List.of(System.getProperty("kernels").split(" "));

    private static final String BACKUPS = System.getProperty("kernels.backups");
    private static final Pattern MEMBER = Pattern.compile("(\\d+) faults, (\\d+) bytes moved");

    /** Members tell each second what they have counted. */
    private static final long UNCHANGED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static List<String> expected;

    /**
     * What the pages of a region have cost in all JVMs.
     *
     * @param faults accesses that had to wait for a page, or for the leave to write to it again after a cut
     * @param bytes of pages, sent and received
     */
    private record Cost(long faults, long bytes) {

        Cost plus(Cost more) {
            return new Cost(faults + more.faults, bytes + more.bytes);
        }
    }

    @BeforeAll
    static void computeInOneJvmWithoutTheAgent() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm plain = cluster.startPlainJar(
                    Product.demo("kernels"),
                    Stream.concat(Stream.of("1"), KERNELS.stream()).toArray(String[]::new));
            plain.awaitSuccess();
            plain.assertStderr();
            expected = plain.stdout();
            assertThat(expected).hasSameSizeAs(KERNELS);
        }
    }

    @ParameterizedTest(name = "{0} JVMs")
    @ValueSource(ints = {1, 2, 3})
    void theSameComesOut(int jvms) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            cluster.option("region-backups", BACKUPS);
            List<ChildJvm> all =
                    Stream.generate(() -> start(cluster, jvms)).limit(jvms).toList();
            for (ChildJvm jvm : all) {
                jvm.awaitLine("done");
            }
            assertThat(all.stream().flatMap(jvm -> jvm.stdout().stream()).filter(line -> !line.equals("done")))
                    .containsExactlyElementsOf(expected);
            Map<String, Cost> costs = costs(cluster);
            for (ChildJvm jvm : all) {
                jvm.send("end");
                jvm.awaitSuccess();
                jvm.assertStderr();
            }
            costs.forEach((kernel, cost) -> System.out.printf(
                    "%s in %d JVMs, region-backups=%s: %d faults, %d bytes moved%n",
                    kernel, jvms, BACKUPS, cost.faults, cost.bytes));
            assertThat(costs).hasSameSizeAs(KERNELS);
            assertThat(costs.values()).allMatch(cost -> cost.faults > 0 && cost.bytes > 0 == jvms > 1);
        }
    }

    private static ChildJvm start(TestCluster cluster, int jvms) {
        List<String> arguments = new ArrayList<>(List.of(PROGRAM, Integer.toString(jvms)));
        arguments.addAll(KERNELS);
        return cluster.startPlain(
                List.of(
                        "-javaagent:" + Product.dipcJar(),
                        "-cp",
                        Product.demo("kernels") + File.pathSeparator + Product.testPrograms()),
                Staying.class,
                arguments.toArray(String[]::new));
    }

    /** By kernel, when nothing more is told. */
    private static Map<String, Cost> costs(TestCluster cluster) throws InterruptedException {
        Map<String, Cost> before = Map.of();
        long since = System.nanoTime();
        while (System.nanoTime() - since < UNCHANGED_NANOS) {
            Map<String, Cost> now = costs(cluster.command("ls"));
            if (!now.equals(before)) {
                before = now;
                since = System.nanoTime();
            }
        }
        return before;
    }

    /** A key's members follow it, one in a line. */
    private static Map<String, Cost> costs(List<String> listing) {
        Map<String, Cost> costs = new TreeMap<>();
        String key = "";
        for (String line : listing) {
            if (!line.startsWith(" ")) {
                key = line.split(" ")[0];
            }
            Matcher member = MEMBER.matcher(line);
            if (member.find() && key.startsWith("kernels.")) {
                costs.merge(
                        key.substring("kernels.".length()),
                        new Cost(Long.parseLong(member.group(1)), Long.parseLong(member.group(2))),
                        Cost::plus);
            }
        }
        return costs;
    }
}
