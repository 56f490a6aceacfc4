package io.dipc.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Path path = directory.resolve("history");
        History written;
        try (HistoryFile file = HistoryFile.create(path)) {
            Recorder recorder = file.recorder();
            recorder.begin("q", "1", "a", Action.ADD_LAST, List.of("x"), 0).end(Outcome.DONE);
            recorder.begin("q", "1", "b", Action.REMOVE_FIRST, List.of(), 2).end(Outcome.DONE, List.of("x", "y"), 2);
            recorder.begin("s", "1", "c", Action.ACQUIRE, List.of(), 3);
            written = recorder.history();
            assertThat(HistoryFile.read(path)).isEqualTo(written);
        }
        // The writer was killed in the middle of a line.
        Files.writeString(path, "end 2 DO", StandardOpenOption.APPEND);
        assertThat(HistoryFile.read(path)).isEqualTo(written);
    }
}
