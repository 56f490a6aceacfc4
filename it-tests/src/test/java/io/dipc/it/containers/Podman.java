package io.dipc.it.containers;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Podman as it runs everywhere: as root, in containers as well, without systemd. */
final class Podman {

    private static final List<String> COMMAND =
            List.of("podman", "--runtime=runc", "--cgroup-manager=cgroupfs", "--log-level=error");

    /** For what may fetch and unpack packages. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final TestCluster children;

    Podman(TestCluster children) {
        this.children = children;
    }

    /** Why containers cannot be run here, or nothing. */
    static Optional<String> missing() throws IOException, InterruptedException {
        for (String tool : List.of("podman", "runc", "iptables")) {
            if (!onPath(tool)) {
                return Optional.of(tool + " is not installed");
            }
        }
        for (String helper : List.of("netavark", "aardvark-dns")) {
            if (!Files.isExecutable(Path.of("/usr/lib/podman", helper)) && !onPath(helper)) {
                return Optional.of(helper + " is not installed");
            }
        }
        if (System.getProperty("container.base") == null && !onPath("debootstrap")) {
            return Optional.of("debootstrap is not installed, and no -Dcontainer.base= names a base image with java");
        }
        Process id = new ProcessBuilder("id", "-u").start();
        String uid = new String(id.getInputStream().readAllBytes()).strip();
        id.waitFor();
        return uid.equals("0") ? Optional.empty() : Optional.of("user id " + uid + " (expected: 0)");
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    /** Starts podman with these arguments. */
    ChildJvm start(String... arguments) {
        List<String> command = new ArrayList<>(COMMAND);
        command.addAll(List.of(arguments));
        return children.startProcess("podman " + arguments[0], command);
    }

    /** Runs podman to its end; returns what it printed. */
    List<String> run(String... arguments) throws InterruptedException {
        ChildJvm process = start(arguments);
        process.awaitSuccess(LIMIT);
        return process.stdout();
    }

    /** An image with {@code java} to build on: the one that {@code -Dcontainer.base=} names, or Debian's. */
    String baseImage() throws InterruptedException {
        String given = System.getProperty("container.base");
        if (given != null) {
            return given;
        }
        String image = "localhost/dipc-it-base";
        if (start("image", "exists", image).awaitExit() != 0) {
            children.startProcess(
                            "base image",
                            List.of(
                                    Product.root()
                                            .resolve("it-tests/base-image")
                                            .toString(),
                                    image))
                    .awaitSuccess(LIMIT);
        }
        return image;
    }
}
