package io.dipc.it.demos;

import io.dipc.it.harness.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The progress bar of a demo, which it was told to write to a file.
 *
 * @param file the file, which need not be there yet
 * @param steps where the bar ends
 */
public record Bar(Path file, int steps) {

    /** How far it is; -1 if there is no bar. */
    public int step() throws IOException {
        int last = -1;
        if (Files.exists(file)) {
            Matcher step = Pattern.compile("(\\d+)/" + steps).matcher(Files.readString(file));
            while (step.find()) {
                last = Integer.parseInt(step.group(1));
            }
        }
        return last;
    }

    /** Waits until it is as far as this; 0 waits for the bar itself. */
    public void await(int wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
        for (int step = -1; step < wanted; step = step()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("progress came to " + step + " of " + steps + " (expected: " + wanted + ")");
            }
            Thread.sleep(20);
        }
    }

    /** What makes the demo write it. */
    public String option() {
        return "-Dprogress=" + file;
    }
}
