package io.dipc.agent.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Shows the output of one of several JVMs line by line, each line behind the JVM's number. */
final class Prefix {

    /** Six colours that can be read on dark and on light ground. */
    private static final int[] COLOURS = {36, 33, 35, 32, 34, 31};

    private static final int LONGEST_LINE = 64 * 1024;

    private final byte[] text;

    private Prefix(String shown) {
        text = shown.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * @param number which JVM, from 1
     */
    static Prefix of(int number, boolean coloured) {
        String plain = "[" + number + "] ";
        String shown = coloured ? "\033[" + COLOURS[(number - 1) % COLOURS.length] + 'm' + plain + "\033[0m" : plain;
        return new Prefix(shown);
    }

    /** For the only JVM. */
    static Prefix none() {
        return new Prefix("");
    }

    /** Copies until the stream ends, in a thread of its own. Bytes are not decoded. */
    Thread pump(InputStream from, PrintStream to) {
        Thread thread = new Thread(() -> copy(from, to), "dipc-run-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void copy(InputStream from, PrintStream to) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n' || line.size() == LONGEST_LINE) {
                        show(line, to);
                    }
                    if (buffer[i] != '\n') {
                        line.write(buffer[i]);
                    }
                }
            }
        } catch (IOException e) {
            // The JVM is gone, and with it the rest of what it would have said.
            line.writeBytes("(output lost)".getBytes(StandardCharsets.US_ASCII));
        }
        if (line.size() > 0) {
            show(line, to);
        }
    }

    private void show(ByteArrayOutputStream line, PrintStream to) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(text.length + line.size() + 1);
        whole.writeBytes(text);
        whole.writeBytes(line.toByteArray());
        whole.write('\n');
        line.reset();
        to.write(whole.toByteArray(), 0, whole.size());
        to.flush();
    }
}
