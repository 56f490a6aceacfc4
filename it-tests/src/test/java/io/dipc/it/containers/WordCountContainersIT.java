package io.dipc.it.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.dipc.it.demos.Bar;
import io.dipc.it.demos.TestCorpus;
import io.dipc.it.demos.WordCountAnswer;
import io.dipc.it.harness.Alone;
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

/** Three containers count words, and one of them is killed on the way. */
@Alone
class WordCountContainersIT {

    private static final int FILES = 3000;
    private static final int THREADS = 2;
    private static final int VICTIM = 1;
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
        Bar bar = new Bar(progress.resolve("bar"), FILES);
        List<ChildJvm> containers = new ArrayList<>();
        // The first one fills the queue and adds up. Without workers of its own it leaves all files to the others.
        containers.add(podman.start(run(compose, unique, 0, "-Dthreads=0 -Dprogress=/progress/bar")));
        bar.await(0);
        containers.add(podman.start(run(compose, unique, VICTIM, "-Dthreads=" + THREADS)));
        bar.await(1);
        containers.add(podman.start(run(compose, unique, 2, "-Dthreads=" + THREADS)));
        bar.await(FILES / 10);
        // Not by podman, which takes so long to start that all may have been counted.
        ProcessHandle.of(Long.parseLong(Files.readString(pid(VICTIM)).strip()))
                .orElseThrow()
                .destroyForcibly();

        for (int i = 0; i < containers.size(); i++) {
            assertThat(containers.get(i).awaitExit(LIMIT))
                    .as("exit code of container " + i)
                    .isEqualTo(i == VICTIM ? 137 : 0);
            containers.get(i).assertStderr("NOTE: Picked up JDK_JAVA_OPTIONS: .*", ".*failed to connect to syslog.*");
            assertThat(containers.get(i).stdout().isEmpty()).isEqualTo(i != 0);
        }
        WordCountAnswer answer = WordCountAnswer.of(containers.get(0).stdout());
        assertThat(answer.missing()).isEmpty();
        ChildJvm plain = cluster.startPlainJar(Product.demo("wordcount"), corpus.toString());
        plain.awaitSuccess();
        assertThat(answer.totals()).isEqualTo(plain.stdout());
    }

    private String[] run(Compose compose, String unique, int number, String javaOptions) {
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--name=" + unique + "-" + number,
                "--pidfile=" + pid(number),
                "--network=" + unique,
                "--network-alias=" + compose.name(),
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=1000:1000",
                "--volume=" + corpus + ":/corpus:ro",
                "--volume=" + progress + ":/progress",
                // As in every test here, nobody is taken for dead by chance.
                "--env=DIPC_DETECTION=60s",
                "--env=JDK_JAVA_OPTIONS=" + javaOptions));
        compose.environment().forEach((key, value) -> command.add("--env=" + key + "=" + value));
        command.add("localhost/" + unique);
        command.add("/corpus");
        return command.toArray(String[]::new);
    }

    /** Where podman writes the id of a container's first process. */
    private Path pid(int number) {
        return progress.resolve("pid-" + number);
    }
}
