package io.dipc.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that a test has started. Its methods fail the test with what the process has written. */
public final class ChildJvm {

    /** Long enough for whatever is expected to happen, on a machine that is ten times slower than it should be. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Documented lines that tell of a slow machine, whatever a test is about. */
    private static final List<Pattern> SLOWNESS = List.of(
            Pattern.compile("\\[dipc] WARN waiting for .* for \\d+ s; calls wait meanwhile"),
            Pattern.compile("\\[dipc] WARN not everything could be handed over in \\d+ ms; the backups go on with it"));

    private final String name;
    private final Process process;
    private final Writer stdin;
    private final Output stdout;
    private final Output stderr;

    ChildJvm(String name, ProcessBuilder command) {
        this.name = name;
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Reaper.watch(process);
        stdin = process.outputWriter();
        stdout = Output.of(process.inputReader(), name + " stdout");
        stderr = Output.of(process.errorReader(), name + " stderr");
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a line to its standard input. */
    public void send(String line) {
        try {
            stdin.write(line + "\n");
            stdin.flush();
        } catch (IOException e) {
            throw new AssertionError(report("took no line on its standard input"), e);
        }
    }

    /** What it has written to standard output so far. */
    public List<String> stdout() {
        return stdout.lines();
    }

    /** What it has written to standard error so far. */
    public List<String> stderr() {
        return stderr.lines();
    }

    /** The first line on standard output that fits the whole of a regular expression. */
    public String awaitLine(String regex) throws InterruptedException {
        return awaitLines(regex, 1);
    }

    /** The first line on standard output that fits the whole of a regular expression, however late within a limit. */
    public String awaitLine(String regex, Duration limit) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        return stdout.await(line -> pattern.matcher(line).matches(), 1, limit)
                .orElseThrow(() -> new AssertionError(report("did not print " + regex + " within " + limit)));
    }

    /** The n-th line on standard output that fits the whole of a regular expression. */
    public String awaitLines(String regex, int count) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        return stdout.await(line -> pattern.matcher(line).matches(), count, PATIENCE)
                .orElseThrow(() -> new AssertionError(
                        report("did not print " + regex + " " + count + " times within " + PATIENCE)));
    }

    /** The first line on standard error that fits the whole of a regular expression. */
    public String awaitErrorLine(String regex) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        return stderr.await(line -> pattern.matcher(line).matches(), 1, PATIENCE)
                .orElseThrow(() ->
                        new AssertionError(report("did not write " + regex + " to standard error within " + PATIENCE)));
    }

    /** Waits for a line on standard error that fits the whole of a regular expression; it wrote no other one. */
    public void awaitOnlyErrorLine(String regex) throws InterruptedException {
        String line = awaitErrorLine(regex);
        if (!unexpected().equals(List.of(line))) {
            throw new AssertionError(report("wrote more to standard error than one line " + regex));
        }
    }

    /** Waits until it has ended by itself and all of its output is here. */
    public int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE);
    }

    public int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                || !stdout.awaitEnd(limit)
                || !stderr.awaitEnd(limit)) {
            throw new AssertionError(report("did not end within " + limit + threads()));
        }
        return process.exitValue();
    }

    /** Waits until it has ended by itself with exit code 0; otherwise what it printed is part of the failure. */
    public void awaitSuccess() throws InterruptedException {
        awaitSuccess(PATIENCE);
    }

    /** As {@link #awaitSuccess()}, within a limit. */
    public void awaitSuccess(Duration limit) throws InterruptedException {
        int exit = awaitExit(limit);
        if (exit != 0) {
            throw new AssertionError(report("ended with exit code " + exit + " (expected: 0)"));
        }
    }

    /** SIGKILL, to it and to what it has started; returns when it is gone. */
    public void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** SIGSTOP; waits until none of its threads runs any more: one of them takes the signal, and then has the others stop. */
    public void pause() throws InterruptedException {
        signal("STOP");
        while (!isStopped()) {
            Thread.sleep(10);
        }
    }

    private boolean isStopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
            return threads.allMatch(ChildJvm::isStopped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            // Behind the name, which may contain anything.
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            // It has ended.
            return true;
        }
    }

    /** SIGCONT. */
    public void resume() throws InterruptedException {
        signal("CONT");
    }

    /** SIGTERM. */
    public void terminate() throws InterruptedException {
        signal("TERM");
    }

    private void signal(String signal) throws InterruptedException {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError(report("could not be sent SIG" + signal));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * It wrote to standard error only what its program writes, and what any machine may give rise to that is slow.
     *
     * @param expected regular expressions of the lines that the program itself, or a documented message, may be
     */
    public void assertStderr(String... expected) {
        List<String> unexpected = unexpected(expected);
        if (!unexpected.isEmpty()) {
            throw new AssertionError(report("wrote unexpected lines to standard error: " + unexpected));
        }
    }

    private List<String> unexpected(String... expected) {
        return stderr().stream()
                .filter(line -> Arrays.stream(expected).noneMatch(line::matches))
                .filter(line ->
                        SLOWNESS.stream().noneMatch(slow -> slow.matcher(line).matches()))
                .toList();
    }

    /** What happened, and all that it wrote. */
    String report(String what) {
        return "%s (pid %d, %s) %s%nstdout:%n  %s%nstderr:%n  %s"
                .formatted(
                        name,
                        pid(),
                        isAlive() ? "alive" : "exit " + process.exitValue(),
                        what,
                        String.join("\n  ", last(stdout())),
                        String.join("\n  ", last(stderr())));
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 60), lines.size());
    }

    /** The stacks of a process that should have ended, and of those that it has started. */
    private String threads() throws InterruptedException {
        StringBuilder stacks = new StringBuilder();
        for (ProcessHandle each : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            if (each.info().command().orElse("").endsWith("java")) {
                stacks.append(System.lineSeparator()).append(Stacks.of(each.pid()));
            }
        }
        return stacks.toString();
    }
}
