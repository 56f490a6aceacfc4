package io.dipc.demo.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

    @TempDir
    Path directory;

    @Test
    void aDirectoryIsItsFilesAtAnyDepth() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("b")).resolve("c"), "three");
        Files.writeString(directory.resolve("a"), "one");
        List<String> names = Corpus.names(directory);
        assertThat(names).hasSize(2);
        assertThat(Corpus.text(names.get(0))).isEqualTo("one");
        assertThat(Corpus.text(names.get(1))).isEqualTo("three");
    }

    @Test
    void aZipFileIsItsEntries() throws IOException {
        Path file = directory.resolve("x.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("d/"));
            zip.putNextEntry(new ZipEntry("d/a"));
            zip.write("one".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(Corpus.names(file)).containsExactly(file + "!/d/a");
        assertThat(Corpus.text(file + "!/d/a")).isEqualTo("one");
        assertThatThrownBy(() -> Corpus.text(file + "!/b"))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " has no entry b");
    }
}
