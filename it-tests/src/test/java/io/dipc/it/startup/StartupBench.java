package io.dipc.it.startup;

import io.dipc.it.agent.apps.Hello;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures, on each JDK, what the agent adds to the start of a program without distributed objects (median of
 * interleaved pairs, from the start of the process to its end), and how long a program takes to its first put (to its
 * first line of output). Exits with 1 if a budget is exceeded.
 */
public final class StartupBench {

    private static final int PAIRS = Integer.getInteger("pairs", 20);
    private static final int PUTS = Integer.getInteger("puts", 7);
    private static final double BUDGET_ADDED_MILLIS = 100;
    private static final double BUDGET_FIRST_PUT_MILLIS = 3000;

    private final Jdk jdk;
    private boolean withinBudgets = true;

    private StartupBench(Jdk jdk) {
        this.jdk = jdk;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean good = true;
        for (Jdk jdk : Jdk.all()) {
            StartupBench bench = new StartupBench(jdk);
            bench.measureHello();
            bench.measureFirstPut();
            good &= bench.withinBudgets;
        }
        System.exit(good ? 0 : 1);
    }

    private void measureHello() throws IOException, InterruptedException {
        double[] plain = new double[PAIRS];
        double[] agent = new double[PAIRS];
        double[] added = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            plain[i] = millis(command(false, Hello.class), null, false);
            agent[i] = millis(command(true, Hello.class), null, false);
            added[i] = agent[i] - plain[i];
        }
        report(
                "hello world: %.0f ms without, %.0f ms with the agent; median of %d differences"
                        .formatted(median(plain), median(agent), PAIRS),
                median(added),
                BUDGET_ADDED_MILLIS);
    }

    private void measureFirstPut() throws IOException, InterruptedException {
        double[] puts = new double[PUTS];
        for (int i = 0; i < PUTS; i++) {
            Path rendezvous = Files.createTempDirectory("dipc-startup-");
            puts[i] = millis(command(true, FirstPut.class), rendezvous, true);
            delete(rendezvous);
        }
        report("first put, as the first member: median of " + PUTS, median(puts), BUDGET_FIRST_PUT_MILLIS);
    }

    private void report(String what, double millis, double budget) {
        System.out.printf(Locale.ROOT, "%s, %s: %.0f ms (budget: %.0f ms)%n", jdk, what, millis, budget);
        withinBudgets &= millis <= budget;
    }

    private List<String> command(boolean agent, Class<?> main) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        if (agent) {
            command.add("-javaagent:" + Product.dipcJar());
        }
        command.addAll(List.of("-cp", Product.testPrograms(), main.getName()));
        return command;
    }

    /** From the start of the process to its first line of output, or to its end. */
    private static double millis(List<String> command, Path rendezvous, boolean toFirstLine)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("DIPC_"));
        if (rendezvous != null) {
            builder.environment().put("DIPC_RENDEZVOUS", rendezvous.toString());
        }
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            int first = process.getInputStream().read();
            long firstLine = System.nanoTime();
            process.getInputStream().readAllBytes();
            int exit = process.waitFor();
            if (first < 0 || exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit + " (expected: output and 0)");
            }
            return ((toFirstLine ? firstLine : System.nanoTime()) - start) / 1e6;
        } finally {
            process.destroyForcibly();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
