package io.dipc.agent.cli;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JVMs that this one has started. When the launcher is told to end, they are told too, and what does not end in
 * time is killed.
 */
final class Jvms implements AutoCloseable {

    /** Much longer than a member's hand-over may take, and what the program does at its end. */
    private static final long GRACE_MILLIS = 30_000;

    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> pumps = new ArrayList<>();
    private final AtomicInteger firstFailure = new AtomicInteger();
    private boolean ending;

    Jvms() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "dipc-run-end"));
    }

    /**
     * Starts one more.
     *
     * @param prefix of the lines of its output
     */
    synchronized void start(JavaCommand command, Prefix prefix) throws IOException {
        if (ending) {
            return;
        }
        Process process = new ProcessBuilder(command.words())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        processes.add(process);
        pumps.add(prefix.pump(process.getInputStream(), System.out));
        pumps.add(prefix.pump(process.getErrorStream(), System.err));
        process.onExit().thenAccept(ended -> firstFailure.compareAndSet(0, ended.exitValue()));
    }

    /**
     * Waits until all have ended and all output has been shown.
     *
     * @return 0, or the exit code of the first that failed
     */
    int await() throws InterruptedException {
        List<Process> all;
        List<Thread> allPumps;
        synchronized (this) {
            all = List.copyOf(processes);
            allPumps = List.copyOf(pumps);
        }
        for (Process process : all) {
            process.waitFor();
        }
        for (Thread pump : allPumps) {
            pump.join();
        }
        for (Process process : all) {
            process.onExit().join();
            firstFailure.compareAndSet(0, process.exitValue());
        }
        return firstFailure.get();
    }

    /**
     * Waits until the first one has ended, ends the others, and waits until all output has been shown.
     *
     * @return the exit code of the first one
     */
    int awaitFirst() throws InterruptedException {
        Process first;
        synchronized (this) {
            first = processes.get(0);
        }
        int code = first.waitFor();
        close();
        return code;
    }

    /** Ends those that are still alive, first politely, and shows what they say at their end. */
    @Override
    public synchronized void close() {
        ending = true;
        for (Process process : processes) {
            // Process.destroy would close the streams.
            process.toHandle().destroy();
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        try {
            for (Process process : processes) {
                process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            for (Thread pump : pumps) {
                pump.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }
}
