package io.dipc.it.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Host;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each demo, plain and in three JVMs. */
class DemosIT {

    @TempDir
    static Path corpus;

    static Stream<Arguments> demos() throws Exception {
        TestCorpus.write(corpus, 600);
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of(
                        Arguments.of(jdk, "wordcount", corpus.toString()),
                        Arguments.of(jdk, "boundedbuffer", "1000"),
                        Arguments.of(jdk, "primes", "3000000")));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("demos")
    void sameAnswerInThreeJvms(Jdk jdk, String demo, String argument) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm plain = cluster.startPlainJar(Product.demo(demo), argument);
            // Keeps the cluster, so that a JVM which comes when the others have gone does not begin anew.
            cluster.start(Host.class).awaitLine("ready");
            plain.awaitSuccess();
            plain.assertStderr();
            assertThat(plain.stdout()).isNotEmpty();

            List<ChildJvm> jvms = Stream.generate(() -> cluster.startJar(Product.demo(demo), argument))
                    .limit(3)
                    .toList();
            for (ChildJvm jvm : jvms) {
                jvm.awaitSuccess();
                jvm.assertStderr();
            }
            assertThat(jvms.stream().map(ChildJvm::stdout).filter(lines -> !lines.isEmpty()))
                    .containsExactly(plain.stdout());
        }
    }
}
