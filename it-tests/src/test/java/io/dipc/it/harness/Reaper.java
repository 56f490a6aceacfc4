package io.dipc.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Ends the child JVMs when this JVM dies. A shell of its own reads the ids of the living children; when this JVM is
 * gone, so is the pipe, and the shell kills them.
 */
final class Reaper {

    private static final Reaper INSTANCE = new Reaper();

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=' '
            while read -r what pid; do
                case $what in
                    started) pids="$pids$pid " ;;
                    ended) case $pids in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
                esac
            done
            for pid in $pids; do kill -KILL "$pid"; done
            """;

    private final Writer toShell;

    private Reaper() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            toShell = shell.outputWriter(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Watches a child from now until it ends. */
    static void watch(Process child) {
        INSTANCE.tell("started", child.pid());
        child.onExit().thenRun(() -> INSTANCE.tell("ended", child.pid()));
    }

    private synchronized void tell(String what, long pid) {
        try {
            toShell.write(what + " " + pid + "\n");
            toShell.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
