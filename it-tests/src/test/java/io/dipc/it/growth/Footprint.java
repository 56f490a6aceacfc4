package io.dipc.it.growth;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds.
 *
 * @param heap bytes of objects that can be reached
 * @param threads how many
 */
record Footprint(long heap, int threads) {
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    /** Looks at a child after a full garbage collection. */
    static Footprint of(Jdk jdk, ChildJvm child) throws IOException, InterruptedException {
        return new Footprint(heap(jdk, child), threads(child));
    }

    private static long heap(Jdk jdk, ChildJvm child) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        jdk.home().resolve("bin/jcmd").toString(), Long.toString(child.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        long total = -1;
        String last = "";
        try (BufferedReader lines = jcmd.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = TOTAL.matcher(line.strip());
                if (matcher.matches()) {
                    total = Long.parseLong(matcher.group(1));
                }
                last = line;
            }
        }
        if (jcmd.waitFor() != 0 || total < 0) {
            throw new IOException("jcmd GC.class_histogram of " + child.name() + " ended with: " + last);
        }
        return total;
    }

    private static int threads(ChildJvm child) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + child.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring("Threads:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "%.1f MB, %d threads".formatted(heap / 1e6, threads);
    }
}
