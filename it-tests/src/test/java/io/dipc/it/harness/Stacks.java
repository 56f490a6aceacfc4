package io.dipc.it.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the threads of another JVM are doing, for the report of a failure. */
final class Stacks {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Stacks() {}

    /** The threads of the program and of dipc, without the JVM's own. */
    static String of(long pid) throws InterruptedException {
        try {
            Process jcmd = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            Output output = Output.of(jcmd.inputReader(), "stacks of " + pid);
            output.awaitEnd(PATIENCE);
            jcmd.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return threads(pid, output.lines());
        } catch (IOException e) {
            return "(no stacks of " + pid + ": " + e + ")";
        }
    }

    private static String threads(long pid, List<String> dump) {
        return Stream.of(String.join("\n", dump).split("\n\n"))
                .filter(thread -> thread.startsWith("\"main\"")
                        || thread.startsWith("\"DestroyJavaVM\"")
                        || thread.contains("at io.dipc."))
                .collect(Collectors.joining("\n\n", "threads of " + pid + ":\n", ""));
    }
}
