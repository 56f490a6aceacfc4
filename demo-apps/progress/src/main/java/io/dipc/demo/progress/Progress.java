package io.dipc.demo.progress;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * A progress bar for whoever sits at a terminal; nothing otherwise. A launcher that reads this program's output names
 * its own terminal with {@code -Dprogress=/dev/tty}.
 */
public final class Progress {

    private Progress() {}

    /**
     * A bar that begins at 0, to be closed when all is done.
     *
     * @param name stands before it
     * @param steps where it ends
     */
    public static ProgressBar bar(String name, long steps) {
        return ProgressBar.builder()
                .setTaskName(name)
                .setInitialMax(steps)
                .setUpdateIntervalMillis(200)
                .setConsumer(consumer())
                .build();
    }

    private static ProgressBarConsumer consumer() {
        String terminal = System.getProperty("progress");
        if (terminal != null) {
            try {
                return new ConsoleProgressBarConsumer(
                        new PrintStream(new FileOutputStream(terminal), true, StandardCharsets.UTF_8), 80);
            } catch (FileNotFoundException e) {
                System.err.println("progress: " + terminal + " (expected: a terminal that can be written to)");
            }
        } else if (System.console() != null) {
            return new ConsoleProgressBarConsumer(System.err, 80);
        }
        return new DelegatingProgressBarConsumer(line -> {}, 80);
    }
}
