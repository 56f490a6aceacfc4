package io.dipc.engine.network.hazelcast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A member in a JVM of its own, started with the class path of the tests. */
final class Child implements AutoCloseable {

    /** A line of output and when it was read, by {@link System#nanoTime}. */
    record Line(long nanos, String text) {}

    /** The system property that says after how many seconds a silent member is excluded. */
    static final String DETECTION_SECONDS = "dipc.test.detection.seconds";

    private static final long LIMIT = TimeUnit.MINUTES.toNanos(5);

    private final String name;
    private final Process process;
    private final Path errors;
    private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());
    private final long started = System.nanoTime();
    /** Whether there will be no further line; guarded by {@code lines}. */
    private boolean ended;

    private Child(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a member that finds others through a rendezvous. */
    static Child start(Path rendezvous, String cluster, String name) {
        return start(rendezvous, cluster, name, "-", "-");
    }

    /** Starts a member that finds others through a rendezvous, and does without those that are silent for some time. */
    static Child start(int detectionSeconds, Path rendezvous, String cluster, String name) {
        return start(List.of("-D" + DETECTION_SECONDS + "=" + detectionSeconds), rendezvous, cluster, name, "-", "-");
    }

    /** Starts a member that listens on an address and looks for others at those of a list. */
    static Child start(Path rendezvous, String cluster, String name, String bind, String join) {
        return start(List.of(), rendezvous, cluster, name, bind, join);
    }

    /** @param options of the JVM */
    static Child start(List<String> options, Path rendezvous, String cluster, String name, String bind, String join) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.addAll(List.of(ChildMain.class.getName(), rendezvous.toString(), cluster, name, bind, join));
        try {
            Path errors = Files.createTempFile(rendezvous, name, ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            return new Child(name, process, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        readLines();
        synchronized (lines) {
            ended = true;
            lines.notifyAll();
        }
    }

    private void readLines() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    lines.add(new Line(System.nanoTime(), line));
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            lines.add(new Line(System.nanoTime(), "output broken: " + e));
        }
    }

    /** Waits for a line after those that there are already. */
    Line await(String what, int after, Predicate<String> expected) {
        long deadline = System.nanoTime() + LIMIT;
        synchronized (lines) {
            while (true) {
                for (Line line : lines.subList(Math.min(after, lines.size()), lines.size())) {
                    if (expected.test(line.text())) {
                        return line;
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || ended) {
                    throw new AssertionError(
                            name + ": expected " + what + ", has said " + lines + ", errors: " + errors());
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lines, Math.min(Math.max(left, 1_000_000), 100_000_000));
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }

    Line await(String text) {
        return await("'" + text + "'", 0, text::equals);
    }

    Line awaitPrefix(String prefix) {
        return await("'" + prefix + "...'", 0, line -> line.startsWith(prefix));
    }

    /** How many lines it has said. */
    int said() {
        return lines.size();
    }

    /** What it wrote to standard error. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has written something to standard error. */
    void awaitError(String text) {
        long deadline = System.nanoTime() + LIMIT;
        while (!errors().contains(text)) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError(name + ": expected error '" + text + "', has written " + errors());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Milliseconds from the start of the process to a line. */
    long millis(Line line) {
        return (line.nanos() - started) / 1_000_000;
    }

    void tell(String command) {
        try (Writer out = process.outputWriter(StandardCharsets.UTF_8)) {
            out.write(command + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal, such as STOP. */
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot signal " + name, e);
        }
    }

    /** Kills it as {@code kill -9} does. */
    long kill() {
        long now = System.nanoTime();
        process.destroyForcibly();
        return now;
    }

    boolean awaitEnd() {
        try {
            return process.waitFor(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }
}
