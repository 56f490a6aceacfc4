package io.dipc.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cluster of child JVMs on this machine that meets no other: it has a rendezvous directory of its own. Closing it
 * ends them all. Nobody is taken for dead who lives, unless a test sets the option {@code detection}: on a busy machine
 * a JVM may get nothing done for seconds. Not thread-safe.
 */
public final class TestCluster implements AutoCloseable {

    /** Longer than any JVM stands still that is not stopped. Killed ones are noticed at once all the same. */
    private static final String DETECTION = "60s";

    private final Jdk jdk;
    private final Path rendezvous;
    private final List<ChildJvm> children = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();

    /** Its JVMs are of this JDK unless told otherwise. */
    public TestCluster(Jdk jdk) {
        this.jdk = jdk;
        try {
            rendezvous = Files.createTempDirectory("dipc-it-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("DIPC_RENDEZVOUS", rendezvous.toString());
        environment.put("DIPC_DETECTION", DETECTION);
    }

    /** A directory for this test's files, which goes with the cluster. */
    public Path directory() {
        return rendezvous;
    }

    /** Sets an option of dipc, such as {@code detection}, for all that is started from now on. */
    public TestCluster option(String key, String value) {
        environment.put("DIPC_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), value);
        return this;
    }

    /** Gives JVMs that are started from now on an option such as {@code -Xmx64m}. */
    public TestCluster jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Starts a test program under the agent. */
    public ChildJvm start(Class<?> main, String... arguments) {
        return startOn(jdk, main, arguments);
    }

    /** Starts a test program under the agent on another JDK. */
    public ChildJvm startOn(Jdk other, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-cp", Product.testPrograms(), main.getName()));
        command.addAll(List.of(arguments));
        return launch(main.getSimpleName(), other, true, command);
    }

    /**
     * Starts a test program that records histories under the agent, on another host.
     *
     * @param on what makes a command run on that host; empty: this one
     * @param options for its JVM
     */
    public ChildJvm startRecording(List<String> on, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-cp", Product.recordingPrograms(), main.getName()));
        command.addAll(List.of(arguments));
        return launch(on, main.getSimpleName(), jdk, true, command);
    }

    /** Starts a jar under the agent. */
    public ChildJvm startJar(Path jar, String... arguments) {
        return startJar(List.of(), jar, arguments);
    }

    /** Starts a jar under the agent, with options for its JVM. */
    public ChildJvm startJar(List<String> options, Path jar, String... arguments) {
        List<String> command = new ArrayList<>(options);
        command.addAll(jarCommand(jar, arguments));
        return launch(jar.getFileName().toString(), jdk, true, command);
    }

    /** Starts a jar without the agent. */
    public ChildJvm startPlainJar(Path jar, String... arguments) {
        return launch("plain " + jar.getFileName(), jdk, false, jarCommand(jar, arguments));
    }

    /** Starts a program without the agent, with options for its JVM, such as the class path. */
    public ChildJvm startPlain(List<String> options, Class<?> main, String... arguments) {
        return startPlain(List.of(), options, main, arguments);
    }

    /**
     * Starts a program without the agent on another host.
     *
     * @param on what makes a command run on that host; empty: this one
     */
    public ChildJvm startPlain(List<String> on, List<String> options, Class<?> main, String... arguments) {
        return startPlain(on, options, main.getName(), arguments);
    }

    /** The same for a program that may not be on the tests' class path. */
    public ChildJvm startPlain(List<String> on, List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>(options);
        command.add(main);
        command.addAll(List.of(arguments));
        return launch(on, "plain " + main.substring(main.lastIndexOf('.') + 1), jdk, false, command);
    }

    /** Starts a command of dipc.jar, such as {@code ls}. */
    public ChildJvm startCommand(String... arguments) {
        return launch("dipc " + arguments[0], jdk, false, jarCommand(Product.dipcJar(), arguments));
    }

    /** Starts a test program in several JVMs with {@code dipc.jar run}: one runs main, the others are its helpers. */
    public ChildJvm startWithHelpers(int jvms, Class<?> main) {
        return startCommand(
                "run",
                "-n",
                Integer.toString(jvms),
                "--main",
                "first",
                "--",
                Jdk.QUIET,
                "-cp",
                Product.testPrograms(),
                main.getName());
    }

    /** Runs a command of dipc.jar; returns what it printed. */
    public List<String> command(String... arguments) throws InterruptedException {
        ChildJvm command = startCommand(arguments);
        command.awaitSuccess();
        command.assertStderr();
        return command.stdout();
    }

    /** Repeats a command until what it prints fits the whole of a regular expression, or fails. */
    public String awaitListing(String command, String regex) throws InterruptedException {
        return awaitListing(command, regex, listing -> listing.matches(regex));
    }

    /** Repeats a command until a regular expression is found in what it prints that many times, or fails. */
    public String awaitListing(String command, String regex, int times) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        return awaitListing(
                command,
                regex + " " + times + " times",
                listing -> pattern.matcher(listing).results().count() == times);
    }

    private String awaitListing(String command, String what, Predicate<String> expected) throws InterruptedException {
        long deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
        while (true) {
            String listing = String.join("\n", command(command.split(" ")));
            if (expected.test(listing)) {
                return listing;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(command + " never printed " + what + " but at last\n" + listing);
            }
        }
    }

    /** The child that is home of a key now, which is asked of the command line. */
    public ChildJvm home(String key) throws InterruptedException {
        List<String> listing = command("ls");
        return Optional.ofNullable(replicas(listing).get(key))
                .orElseThrow(() -> new AssertionError("no key " + key + " in " + listing))
                .get(0);
    }

    /** For each key the children that have it now, the home first, then the backups. */
    public Map<String, List<ChildJvm>> replicas() throws InterruptedException {
        return replicas(command("ls"));
    }

    private Map<String, List<ChildJvm>> replicas(List<String> listing) {
        Map<String, List<ChildJvm>> replicas = new HashMap<>();
        for (String row : listing.subList(1, listing.size())) {
            String[] columns = row.split("\\s{2,}");
            // Lines that begin with a blank name further threads that wait.
            if (!columns[0].isEmpty()) {
                List<ChildJvm> members = new ArrayList<>();
                Matcher member = Pattern.compile("(\\d+)@").matcher(columns[3] + " " + columns[4]);
                while (member.find()) {
                    members.add(child(Long.parseLong(member.group(1))));
                }
                replicas.put(columns[0], members);
            }
        }
        return replicas;
    }

    private ChildJvm child(long pid) {
        return children.stream()
                .filter(child -> child.pid() == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("member " + pid + " was not started here"));
    }

    private static List<String> jarCommand(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private ChildJvm launch(String name, Jdk on, boolean agent, List<String> arguments) {
        return launch(List.of(), name, on, agent, arguments);
    }

    private ChildJvm launch(List<String> host, String name, Jdk on, boolean agent, List<String> arguments) {
        List<String> command = new ArrayList<>(host);
        command.add(on.java().toString());
        command.add(Jdk.QUIET);
        if (agent) {
            command.add("-javaagent:" + Product.dipcJar());
        }
        command.addAll(jvmOptions);
        command.addAll(arguments);
        return startProcess(name, command);
    }

    /** Starts what is not a JVM, or a JVM with other options than the ones that all have here. */
    public ChildJvm startProcess(String name, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(rendezvous.toFile());
        Map<String, String> inherited = builder.environment();
        inherited.keySet().removeIf(key -> key.startsWith("DIPC_"));
        // The JVM announces these on standard error.
        inherited.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        inherited.putAll(environment);
        ChildJvm child = new ChildJvm((children.size() + 1) + " " + name, builder);
        children.add(child);
        return child;
    }

    /** Kills what is still alive and removes the directory. */
    @Override
    public void close() {
        for (ChildJvm child : children) {
            child.kill();
        }
        delete();
    }

    /** What the children had started themselves may still be about to end, and to change the directory. */
    private void delete() {
        long deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
        while (true) {
            try (Stream<Path> files = Files.walk(rendezvous)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
                return;
            } catch (IOException | UncheckedIOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("cannot remove " + rendezvous, e);
                }
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
