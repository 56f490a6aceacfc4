package io.dipc.it.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Demos with one main and a pool, as {@code demo-apps/run} starts them: plain, and with two helpers. */
class PooledDemosIT {

    @TempDir
    private Path corpus;

    @Test
    void wordCount() throws IOException, InterruptedException {
        TestCorpus.write(corpus, 200);
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            assertSame(cluster, Jdk.own(), "wordcount-pool", corpus.toString());
        }
    }

    @Test
    void primes() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            assertThat(assertSame(cluster, Jdk.own(), "primes-pool", "3000000"))
                    .containsExactly("216816 primes up to 3000000");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void thePictureIsTheSameByteForByte(Jdk jdk) throws IOException, InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Path plain = cluster.directory().resolve("plain.png");
            Path together = cluster.directory().resolve("together.png");
            List<String> alone = run(cluster, jdk, "raytracer", 0, plain.toString(), "480", "270");
            List<String> three = run(cluster, jdk, "raytracer", 3, together.toString(), "480", "270");
            assertThat(three).isEqualTo(alone);
            assertThat(plain).isNotEmptyFile();
            assertThat(together).hasSameBinaryContentAs(plain);
        }
    }

    private static List<String> assertSame(TestCluster cluster, Jdk jdk, String demo, String argument)
            throws InterruptedException {
        List<String> plain = run(cluster, jdk, demo, 0, argument);
        assertThat(run(cluster, jdk, demo, 3, argument)).isEqualTo(plain);
        return plain;
    }

    /** What main prints. */
    private static List<String> run(TestCluster cluster, Jdk jdk, String demo, int jvms, String... arguments)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "JAVA_HOME=" + jdk.home()));
        command.add(Product.root().resolve("demo-apps/run").toString());
        Stream.of(demo, Integer.toString(jvms)).forEach(command::add);
        command.addAll(List.of(arguments));
        ChildJvm run = cluster.startProcess(demo + " in " + jvms, command);
        run.awaitSuccess();
        run.assertStderr();
        String prefix = jvms == 0 ? "" : "[1] ";
        assertThat(run.stdout()).isNotEmpty().allMatch(line -> line.startsWith(prefix));
        return run.stdout().stream()
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
