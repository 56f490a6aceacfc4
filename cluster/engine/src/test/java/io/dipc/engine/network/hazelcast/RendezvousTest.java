package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendezvousTest {

    @TempDir
    Path directory;

    @Test
    void entryIsFoundFromItsPublicationToItsEnd() throws IOException {
        Rendezvous rendezvous = Rendezvous.open(directory, "c");
        EntryFile entry = rendezvous.create();
        assertThat(rendezvous.living()).isEmpty();
        RendezvousEntry published = new RendezvousEntry("127.0.0.1", 5801, 1, 2);
        entry.publish(published);
        assertThat(rendezvous.living()).containsExactly(published);
        assertThat(Rendezvous.open(directory, "c").living()).containsExactly(published);
        assertThat(Rendezvous.open(directory, "d").living()).isEmpty();
        entry.close();
        assertThat(rendezvous.living()).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void oldestComesFirst() throws IOException {
        Rendezvous rendezvous = Rendezvous.open(directory, "c");
        RendezvousEntry young = new RendezvousEntry("127.0.0.1", 5801, 1, 3);
        RendezvousEntry old = new RendezvousEntry("127.0.0.1", 5802, 1, 2);
        try (EntryFile first = rendezvous.create();
                EntryFile second = rendezvous.create()) {
            first.publish(young);
            second.publish(old);
            assertThat(rendezvous.living()).containsExactly(old, young);
        }
    }

    @Test
    void entryOfADeadProcessIsRemoved() {
        try (Child child = Child.start(directory, "stale", "dead")) {
            child.await("members dead");
            child.kill();
            assertThat(child.awaitEnd()).isTrue();
        }
        assertThat(entries()).hasSize(1);
        assertThat(Rendezvous.open(directory, "stale").living()).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void fileThatIsNoEntryIsPassedOver() throws IOException {
        Rendezvous rendezvous = Rendezvous.open(directory, "c");
        try (EntryFile entry = rendezvous.create()) {
            entry.publish(new RendezvousEntry("127.0.0.1", 5801, 1, 2));
            Files.writeString(directory.resolve("cluster-c").resolve("notes.txt"), "hello");
            assertThat(rendezvous.living()).hasSize(1);
        }
        assertThat(RendezvousEntry.parse("")).isEmpty();
        assertThat(RendezvousEntry.parse("dipc-1 127.0.0.1 58")).isEmpty();
        assertThat(RendezvousEntry.parse("dipc-1 127.0.0.1 x 1 2\n")).isEmpty();
    }

    @Test
    void oneFoundsAndNoneFoundsAgain() throws IOException {
        Rendezvous rendezvous = Rendezvous.open(directory, "c");
        assertThat(rendezvous.deserted()).isTrue();
        try (EntryFile entry = rendezvous.create()) {
            boolean founded = rendezvous.found(() -> {
                assertThat(Rendezvous.open(directory, "c").deserted()).isFalse();
                publish(entry);
            });
            assertThat(founded).isTrue();
            assertThat(rendezvous.deserted()).isFalse();
            assertThat(rendezvous.found(() -> {
                        throw new AssertionError("founded twice");
                    }))
                    .isFalse();
        }
        assertThat(rendezvous.deserted()).isTrue();
    }

    private static void publish(EntryFile entry) {
        try {
            entry.publish(new RendezvousEntry("127.0.0.1", 5801, 1, 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void directoriesAreForThisUserOnly() throws IOException {
        Path parent = directory.resolve("new");
        Rendezvous.open(parent, "c");
        for (Path each : List.of(parent, parent.resolve("cluster-c"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void unusableDirectoryIsOneClearError() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> Rendezvous.open(file, "c"))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("choose another rendezvous directory");
        assertThatThrownBy(() -> Rendezvous.open(Path.of("/proc/nowhere"), "c"))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("/proc/nowhere");
    }

    @Test
    void longAndStrangeNamesOfClustersAreKeptApart() {
        String longName = "x".repeat(300);
        for (String name : List.of("..", "a/b", "a b", "", longName + "1", longName + "2", "ü")) {
            Rendezvous.open(directory, name);
        }
        try (Stream<Path> directories = Files.list(directory)) {
            assertThat(directories).hasSize(7);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> entries() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(EntryFile.MEMBER)
                            || name.endsWith(EntryFile.JOINING)
                            || name.endsWith(EntryFile.NEW))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
