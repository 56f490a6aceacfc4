package io.dipc.it.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker of the word count is killed on the way. */
class WordCountKillIT {

    private static final int FILES = 1500;
    private static final int THREADS = 4;

    @TempDir
    Path corpus;

    @TempDir
    Path progress;

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void whatItHadInItsHandsIsCountedByOthers(Jdk jdk) throws IOException, InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            WordCountAnswer answer = countAndKill(cluster);
            assertThat(answer.missing()).isEmpty();
            assertThat(answer.totals()).isEqualTo(countInOneJvm(cluster));
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void withDeliveryAtMostOnceOnlyTheFilesInItsHandsAreMissingAndAreNamed(Jdk jdk)
            throws IOException, InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Files.writeString(cluster.directory().resolve("dipc.yaml"), """
                    fields:
                      io.dipc.demo.wordcount.WordCount.FILES:
                        key: wordcount.files
                        delivery: AT_MOST_ONCE
                    """);
            WordCountAnswer answer = countAndKill(cluster);
            assertThat(answer.missing()).hasSizeLessThanOrEqualTo(THREADS);
            for (String file : answer.missing()) {
                Files.delete(Path.of(file));
            }
            assertThat(answer.totals()).isEqualTo(countInOneJvm(cluster));
        }
    }

    private WordCountAnswer countAndKill(TestCluster cluster) throws IOException, InterruptedException {
        TestCorpus.write(corpus, FILES);
        Bar bar = new Bar(progress.resolve("bar"), FILES);
        // The first one fills the queue and adds up. Without workers of its own it leaves all files to the others.
        ChildJvm collector = start(cluster, "-Dthreads=0", bar.option());
        bar.await(0);
        ChildJvm victim = start(cluster, "-Dthreads=" + THREADS);
        bar.await(1);
        ChildJvm other = start(cluster, "-Dthreads=" + THREADS);
        // Early, so that much is left even if a busy machine lets this be seen late.
        bar.await(FILES / 10);
        assertThat(victim.isAlive()).isTrue();
        victim.kill();

        collector.awaitSuccess();
        other.awaitSuccess();
        collector.assertStderr();
        other.assertStderr();
        assertThat(other.stdout()).isEmpty();
        return WordCountAnswer.of(collector.stdout());
    }

    private List<String> countInOneJvm(TestCluster cluster) throws InterruptedException {
        ChildJvm plain = cluster.startPlainJar(Product.demo("wordcount"), corpus.toString());
        plain.awaitSuccess();
        return plain.stdout();
    }

    private ChildJvm start(TestCluster cluster, String... options) {
        return cluster.startJar(List.of(options), Product.demo("wordcount"), corpus.toString());
    }
}
