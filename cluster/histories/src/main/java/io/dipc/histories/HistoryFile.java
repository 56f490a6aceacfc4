package io.dipc.histories;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history in a file, which outlives the process that writes it: a line when a call begins, before it does, and a line
 * when it has ended. Moments are {@link System#nanoTime}, which is one clock for all JVMs of a machine (Linux:
 * CLOCK_MONOTONIC).
 */
public final class HistoryFile implements AutoCloseable {
    /** Not a channel, which an interrupt of a recording thread would close. */
    private final FileOutputStream out;

    private final Recorder recorder;

    private HistoryFile(FileOutputStream out) {
        this.out = out;
        recorder = new Recorder(System::nanoTime, new Recorder.Journal() {
            @Override
            public void begun(long id, Operation call) {
                write("begin " + id + " " + call.object() + " " + call.session() + " " + call.client() + " "
                        + call.action() + result(call) + " " + call.invoked());
            }

            @Override
            public void ended(long id, Operation call) {
                write("end " + id + " " + call.outcome() + result(call) + " " + call.completed());
            }
        });
    }

    /** Begins a new file. */
    public static HistoryFile create(Path path) {
        try {
            return new HistoryFile(new FileOutputStream(Files.createFile(path).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes to this file. Texts must not contain spaces or commas. */
    public Recorder recorder() {
        return recorder;
    }

    /** What was recorded; calls without an end are pending. A last line that was not finished is left out. */
    public static History read(Path path) {
        try {
            String text = Files.readString(path);
            Map<Long, Operation> operations = new TreeMap<>();
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                String[] words = line.split(" ", -1);
                long id = Long.parseLong(words[1]);
                if (words[0].equals("begin")) {
                    operations.put(
                            id,
                            new Operation(
                                    words[2],
                                    words[3],
                                    words[4],
                                    Action.valueOf(words[5]),
                                    Outcome.PENDING,
                                    elements(words[6]),
                                    Integer.parseInt(words[7]),
                                    Long.parseLong(words[8]),
                                    Operation.NEVER));
                } else {
                    Operation begun = operations.get(id);
                    operations.put(
                            id,
                            new Operation(
                                    begun.object(),
                                    begun.session(),
                                    begun.client(),
                                    begun.action(),
                                    Outcome.valueOf(words[2]),
                                    elements(words[3]),
                                    Integer.parseInt(words[4]),
                                    begun.invoked(),
                                    Long.parseLong(words[5])));
                }
            }
            return new History(List.copyOf(operations.values()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> elements(String word) {
        return word.isEmpty() ? List.of() : List.of(word.split(","));
    }

    private static String result(Operation call) {
        return " " + String.join(",", call.elements()) + " " + call.number();
    }

    private void write(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
