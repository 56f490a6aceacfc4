package io.dipc.agent.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The agent's lines on the error output, {@code [dipc] WARN message}. Below level debug a line is all that there is: an
 * exception adds what it says, not its stack trace.
 *
 * <p>It writes to the process's error output itself, not to {@code System.err}, which the application may have replaced
 * by code of its own. A line is written at once, whole. Thread-safe.
 */
public final class Log {

    private static final OutputStream OUT = new FileOutputStream(FileDescriptor.err);

    private static volatile Level threshold = Level.WARN;

    private Log() {}

    /**
     * Sets from which level on lines are written.
     *
     * @param name {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
     */
    public static void threshold(String name) {
        threshold = Level.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static boolean verbose() {
        return threshold.toInt() <= Level.DEBUG.toInt();
    }

    /**
     * Whether a logger's line of this level is written. Libraries speak only to those who debug,
     * and have to be one level more serious than we are: what goes wrong below us
     * either fails a call of ours or is what the engine deals with, such as members that end at the same moment and whom
     * Hazelcast still takes for masters, at level error.
     */
    static boolean enabled(boolean ours, Level level) {
        return ours ? level.toInt() >= threshold.toInt() : verbose() && level.toInt() > threshold.toInt();
    }

    /** Writes a line, whatever the threshold. */
    public static void line(Level level, String message) {
        write("[dipc] " + level + ' ' + message + System.lineSeparator());
    }

    static void line(Level level, String logger, String message, Throwable thrown) {
        write(text(level, logger, message, thrown));
    }

    static String text(Level level, String logger, String message, Throwable thrown) {
        if (!verbose()) {
            String told = thrown == null ? message : message + ": " + oneLine(thrown);
            return "[dipc] " + level + ' ' + told + System.lineSeparator();
        }
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println("[dipc] " + level + ' ' + message + " (" + logger + ", "
                + Thread.currentThread().getName() + ')');
        if (thrown != null) {
            thrown.printStackTrace(writer);
        }
        writer.flush();
        return text.toString();
    }

    private static String oneLine(Throwable thrown) {
        return String.valueOf(thrown).lines().reduce((a, b) -> a + ' ' + b).orElse("");
    }

    private static void write(String text) {
        try {
            OUT.write(text.getBytes(Charset.defaultCharset()));
        } catch (IOException e) {
            // The error output is closed: there is nobody to tell.
            return;
        }
    }
}
