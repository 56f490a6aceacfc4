package io.dipc.it.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.dipc.it.demos.Bar;
import io.dipc.it.demos.TestCorpus;
import io.dipc.it.demos.WordCountAnswer;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three containers count words, and one of them is killed half way. */
class WordCountContainersIT {

    private static final int FILES = 3000;
    private static final int THREADS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir
    Path corpus;

    @TempDir
    Path progress;

    @Test
    void theOthersCountWhatTheVictimHadInItsHands() throws IOException, InterruptedException {
        Optional<String> missing = Podman.missing();
        if (missing.isPresent()) {
            System.out.println("Containers are not tested: " + missing.get());
            abort("containers are not tested: " + missing.get());
        }
        TestCorpus.write(corpus, FILES);
        Files.setPosixFilePermissions(corpus, PosixFilePermissions.fromString("rwxr-xr-x"));
        Compose compose = Compose.read(Product.root().resolve("demo-apps/compose.yaml"));
        String unique = "dipc-it-" + ProcessHandle.current().pid();
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            Podman podman = new Podman(cluster);
            podman.run(
                    "build",
                    "--isolation=chroot",
                    "--build-arg=BASE=" + podman.baseImage(),
                    "--tag=localhost/" + unique,
                    "--file=" + compose.dockerfile(),
                    compose.context().toString());
            podman.run("network", "create", unique);
            try {
                countAndKill(cluster, podman, compose, unique);
            } finally {
                podman.run("rm", "--force", "--ignore", "--time=0", unique + "-0", unique + "-1", unique + "-2");
                podman.run("network", "rm", "--force", unique);
                podman.run("rmi", "--force", unique);
            }
        }
    }

    private void countAndKill(TestCluster cluster, Podman podman, Compose compose, String unique)
            throws IOException, InterruptedException {
        assertThat(compose.replicas()).isEqualTo(3);
        List<ChildJvm> containers = new ArrayList<>();
        for (int i = 0; i < compose.replicas(); i++) {
            containers.add(podman.start(run(compose, unique, i)));
        }
        int collector = awaitCollector();
        int victim = (collector + 1) % containers.size();
        bar(collector).await(FILES / 3);
        podman.run("kill", "--signal=KILL", unique + "-" + victim);

        for (int i = 0; i < containers.size(); i++) {
            assertThat(containers.get(i).awaitExit(LIMIT))
                    .as("exit code of container " + i)
                    .isEqualTo(i == victim ? 137 : 0);
            containers.get(i).assertStderr("NOTE: Picked up JDK_JAVA_OPTIONS: .*", ".*failed to connect to syslog.*");
            assertThat(containers.get(i).stdout().isEmpty()).isEqualTo(i != collector);
        }
        WordCountAnswer answer = WordCountAnswer.of(containers.get(collector).stdout());
        assertThat(answer.missing()).isEmpty();
        ChildJvm plain = cluster.startPlainJar(Product.demo("wordcount"), corpus.toString());
        assertThat(plain.awaitExit()).isZero();
        assertThat(answer.totals()).isEqualTo(plain.stdout());
    }

    private String[] run(Compose compose, String unique, int number) {
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--name=" + unique + "-" + number,
                "--network=" + unique,
                "--network-alias=" + compose.name(),
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=1000:1000",
                "--volume=" + corpus + ":/corpus:ro",
                "--volume=" + progress + ":/progress",
                "--env=JDK_JAVA_OPTIONS=-Dthreads=" + THREADS + " -Dprogress=/progress/" + number));
        compose.environment().forEach((key, value) -> command.add("--env=" + key + "=" + value));
        command.add("localhost/" + unique);
        command.add("/corpus");
        return command.toArray(String[]::new);
    }

    /** The number of the container that shows progress. */
    private int awaitCollector() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (int i = 0; i < 3; i++) {
                if (bar(i).step() > 0) {
                    return i;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no container counted a file within " + ChildJvm.PATIENCE);
    }

    private Bar bar(int number) {
        return new Bar(progress.resolve(Integer.toString(number)), FILES);
    }
}
