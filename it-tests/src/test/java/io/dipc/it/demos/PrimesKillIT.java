package io.dipc.it.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers that count primes are added and killed. */
class PrimesKillIT {

    private static final String LIMIT = "8000000";
    /** Ranges of 20,000, and the last one of one number. */
    private static final int RANGES = 401;

    @TempDir
    Path progress;

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void theAnswerIsRight(Jdk jdk) throws IOException, InterruptedException {
        Bar bar = new Bar(progress.resolve("bar"), RANGES);
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm coordinator = start(cluster, "-Dthreads=0", bar.option());
            bar.await(0);
            ChildJvm first = start(cluster, "-Dthreads=3");
            // Early, so that much is left even if a busy machine lets this be seen late.
            bar.await(RANGES / 20);
            assertThat(first.isAlive()).isTrue();
            first.kill();
            ChildJvm second = start(cluster, "-Dthreads=3");
            bar.await(RANGES / 8);
            ChildJvm third = start(cluster, "-Dthreads=1");
            assertThat(second.isAlive()).isTrue();
            second.kill();

            coordinator.awaitSuccess();
            third.awaitSuccess();
            coordinator.assertStderr();
            third.assertStderr();
            assertThat(coordinator.stdout()).containsExactly("539777 primes up to " + LIMIT);
        }
    }

    private static ChildJvm start(TestCluster cluster, String... options) {
        return cluster.startJar(List.of(options), Product.demo("primes"), LIMIT);
    }
}
