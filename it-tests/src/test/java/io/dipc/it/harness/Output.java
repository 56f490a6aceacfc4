package io.dipc.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The lines that a process has written to one of its streams so far. Thread-safe. */
final class Output {

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    /** Reads in a thread of its own until the stream ends. */
    static Output of(BufferedReader stream, String name) {
        Output output = new Output();
        Thread reader = new Thread(() -> output.read(stream), name);
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private void read(BufferedReader stream) {
        try (stream) {
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(the stream broke: " + e + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The n-th line that fits, as soon as there is one; nothing if the stream or the time ends before. */
    synchronized Optional<String> await(Predicate<String> wanted, int count, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        int found = 0;
        for (int next = 0; ; ) {
            for (; next < lines.size(); next++) {
                if (wanted.test(lines.get(next)) && ++found == count) {
                    return Optional.of(lines.get(next));
                }
            }
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                return Optional.empty();
            }
            wait(left / 1_000_000 + 1);
        }
    }

    /** Returns when the stream has ended; false if the time ended before. */
    synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ended) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
