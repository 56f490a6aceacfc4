package io.dipc.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A child does not outlive the JVM that started it. */
class ReaperIT {

    /** Starts a child and is killed. */
    static final class Parent {
        public static void main(String[] args) {
            try (TestCluster cluster = new TestCluster(Jdk.own())) {
                System.out.println("child "
                        + cluster.startProcess("sleep", List.of("sleep", "600")).pid());
                Runtime.getRuntime().halt(7);
            }
        }
    }

    @Test
    void aChildEndsWithItsParent() throws InterruptedException, ExecutionException, TimeoutException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm parent = cluster.startPlain(
                    List.of("-cp", Product.testPrograms(), "-Djava.io.tmpdir=" + cluster.directory()), Parent.class);
            String line = parent.awaitLine("child \\d+");
            Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(line.split(" ")[1]));
            assertThat(parent.awaitExit()).isEqualTo(7);
            if (child.isPresent()) {
                child.get().onExit().get(ChildJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}
