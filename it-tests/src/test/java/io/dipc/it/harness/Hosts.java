package io.dipc.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Network namespaces, each with an address of its own, which stand for hosts: processes in them are cut off from each
 * other by rules of {@code iptables}. Needs root. Closing removes them; what a killed test left behind, the next one
 * removes.
 */
public final class Hosts implements AutoCloseable {
    private static final String PREFIX = "dipcf";
    private static final String ADDRESSES = "10.77.77.";

    private final String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    private final int count;

    /**
     * @param count how many hosts; they are numbered from 0
     */
    public Hosts(int count) {
        this.count = count;
        removeLeftOver();
        run("ip", "netns", "add", hub());
        run("ip", "-n", hub(), "link", "add", "bridge", "type", "bridge");
        run("ip", "-n", hub(), "link", "set", "bridge", "up");
        for (int i = 0; i < count; i++) {
            run("ip", "netns", "add", name(i));
            run(List.of(
                    "ip", "link", "add", "to" + i, "netns", hub(), "type", "veth", "peer", "name", "eth0", "netns",
                    name(i)));
            run("ip", "-n", hub(), "link", "set", "to" + i, "master", "bridge");
            run("ip", "-n", hub(), "link", "set", "to" + i, "up");
            run("ip", "-n", name(i), "address", "add", address(i) + "/24", "dev", "eth0");
            run("ip", "-n", name(i), "link", "set", "eth0", "up");
            run("ip", "-n", name(i), "link", "set", "lo", "up");
        }
    }

    /** Why there can be no such hosts here, or nothing. */
    public static Optional<String> missing() {
        for (String tool : List.of("ip", "iptables")) {
            if (Stream.of(System.getenv("PATH").split(":"))
                    .noneMatch(directory -> Files.isExecutable(Path.of(directory, tool)))) {
                return Optional.of(tool + " is not installed");
            }
        }
        String trial = PREFIX + "trial" + ProcessHandle.current().pid();
        String problem = attempt(List.of("ip", "netns", "add", trial));
        if (!problem.isEmpty()) {
            return Optional.of("no network namespace can be made (expected: root): " + problem);
        }
        String rules = attempt(List.of("ip", "netns", "exec", trial, "iptables", "-L", "-n"));
        run("ip", "netns", "delete", trial);
        return rules.isEmpty() ? Optional.empty() : Optional.of("iptables does not work: " + rules);
    }

    /** What makes a command run on a host. */
    public List<String> on(int host) {
        return List.of("ip", "netns", "exec", name(host));
    }

    private String address(int host) {
        return ADDRESSES + (host + 1);
    }

    /** All addresses, the list that members join by. */
    private String addresses() {
        return String.join(
                ",", IntStream.range(0, count).mapToObj(this::address).toList());
    }

    /**
     * Options of the agent for a JVM on a host.
     *
     * @param directory where members on one host find each other in a directory of their own
     */
    public List<String> options(int host, Path directory) {
        return List.of(
                "-Ddipc.bind=" + address(host),
                "-Ddipc.join=" + addresses(),
                "-Ddipc.rendezvous=" + directory.resolve("host-" + host));
    }

    /** From now on nothing that one host sends arrives at the other. */
    public void drop(int from, int to) {
        rule(from, to, "-j", "DROP");
    }

    /** From now on every packet of a connection that one host sends to the other ends the connection. */
    public void reset(int from, int to) {
        rule(from, to, "-p", "tcp", "-j", "REJECT", "--reject-with", "tcp-reset");
    }

    private void rule(int from, int to, String... action) {
        List<String> command = new ArrayList<>(on(to));
        command.addAll(List.of("iptables", "-A", "INPUT", "-s", address(from)));
        command.addAll(List.of(action));
        run(command);
    }

    /** Everything arrives again. */
    public void heal() {
        for (int i = 0; i < count; i++) {
            List<String> command = new ArrayList<>(on(i));
            command.addAll(List.of("iptables", "-F"));
            run(command);
        }
    }

    private String hub() {
        return prefix + "hub";
    }

    private String name(int host) {
        return prefix + host;
    }

    @Override
    public void close() {
        for (int i = 0; i < count; i++) {
            run("ip", "netns", "delete", name(i));
        }
        run("ip", "netns", "delete", hub());
    }

    private static void removeLeftOver() {
        Path directory = Path.of("/run/netns");
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> names = Files.list(directory)) {
            for (Path path : names.toList()) {
                String name = path.getFileName().toString();
                if (name.matches(PREFIX + "\\d+-.*")) {
                    long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-')));
                    if (ProcessHandle.of(pid).isEmpty()) {
                        String problem = attempt(List.of("ip", "netns", "delete", name));
                        // Another suite that starts now may have been faster.
                        if (!problem.isEmpty() && Files.exists(path)) {
                            throw new IllegalStateException("ip netns delete " + name + ": " + problem);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) {
        run(List.of(command));
    }

    private static void run(List<String> command) {
        String problem = attempt(command);
        if (!problem.isEmpty()) {
            throw new IllegalStateException(String.join(" ", command) + ": " + problem);
        }
    }

    /** What went wrong, or an empty text. */
    private static String attempt(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = process.waitFor();
            return exit == 0 ? "" : output + " (exit " + exit + ")";
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + command, e);
        }
    }
}
