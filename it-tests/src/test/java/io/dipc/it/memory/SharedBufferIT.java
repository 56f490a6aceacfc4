package io.dipc.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Host;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.memory.apps.BufferEnding;
import io.dipc.it.memory.apps.SharedBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mapped buffer in several JVMs. */
class SharedBufferIT {

    /** Three pages, of which the last one has one byte. */
    private static final int SIZE = 2 * 4096 + 1;

    /** Longer than a busy machine keeps JVMs from running that are not paused. */
    private static final String DETECTION = "20s";

    /** Below the rendezvous. */
    private static final String LOCAL_SOCKETS = "pages";

    private static final String EXCLUDED = "\\[dipc] WARN this JVM was excluded .*";

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void whatOneWritesTheOthersSee(Jdk jdk) throws Exception {
        try (TestCluster cluster = new TestCluster(jdk)) {
            seeEachOthersWrites(cluster);
            assertThat(cluster.directory().resolve(LOCAL_SOCKETS).toFile().list())
                    .as("those of the two that go on")
                    .hasSize(2);
        }
    }

    @Test
    void theSameByTcpAlone() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            Path noDirectory = Files.createFile(cluster.directory().resolve(LOCAL_SOCKETS));
            seeEachOthersWrites(cluster);
            assertThat(noDirectory).isEmptyFile();
        }
    }

    private static void seeEachOthersWrites(TestCluster cluster) throws Exception {
        Path file = file(cluster, "first", 7);
        ChildJvm first = ready(cluster, SIZE, file, "read_write");
        Path seconds = file(cluster, "second", 1);
        ChildJvm second = ready(cluster, SIZE, seconds, "read_write");
        ChildJvm third = ready(cluster, 4096, file(cluster, "third", 2), "read_only");
        // The contents are those of the first one's file.
        order(second, "get 8", Integer.toString(0x07070707));
        order(third, "get 4092", Integer.toString(0x07070707));
        order(first, "put 8 42", "done");
        order(second, "get 8", "42");
        order(third, "get 8", "42");
        // over the edge of a page
        order(second, "put 4094 -2", "done");
        order(first, "get 4094", "-2");
        order(second, "cas 100 1 2", "false");
        order(second, "put 100 1", "done");
        order(first, "cas 100 1 2", "true");
        order(second, "cas 100 1 2", "false");
        order(third, "get 100", "2");
        order(third, "put 100 3", "java.nio.ReadOnlyBufferException");
        order(second, "fill 3", "done");
        order(first, "sum", Integer.toString(3 * SIZE));
        order(third, "sum", Integer.toString(3 * 4096));

        cluster.awaitListing(
                "ls",
                "(?s).*shared\\.buffer +region +8193 bytes in 3 pages, .*3 members.* " + second.pid()
                        + "@.*: \\d pages shared, \\d exclusive, \\d+ faults, \\d+ bytes moved.*");
        assertThat(cluster.command("map", "shared.buffer"))
                .hasSize(6)
                .first()
                .asString()
                .matches("[A-Ca-c+]{3}");
        Path png = cluster.directory().resolve("map.png");
        cluster.command("map", "--png", png.toString(), "shared.buffer");
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(640);

        assertThat(Files.readAllBytes(file)).containsOnly(7);
        order(second, "force", "done");
        assertThat(Files.readAllBytes(file)).containsOnly(3).hasSize(SIZE);

        first.send("end");
        first.awaitSuccess();
        order(second, "get 4000", Integer.toString(0x03030303));
        order(second, "put 4000 5", "done");
        order(third, "get 4000", "5");
        // Without the first one, whoever forces keeps the contents, if it can.
        order(third, "force", "done");
        assertThat(Files.readAllBytes(seconds)).containsOnly(1);
        order(second, "force", "done");
        byte[] expected = new byte[SIZE];
        Arrays.fill(expected, (byte) 3);
        ByteBuffer.wrap(expected).putInt(4000, 5);
        assertThat(Files.readAllBytes(seconds)).isEqualTo(expected);
        assertThat(Files.readAllBytes(file)).containsOnly(3);
        first.assertStderr();
        second.assertStderr();
        third.assertStderr();
    }

    @Test
    void whatCannotBeSharedIsRefused() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            Path file = file(cluster, "file", 0);
            ChildJvm first = ready(cluster, 4096, file, "read_write");
            refused(cluster, 4096, file, "heap", "field .*buffer: a buffer on the heap .* do not distribute .*");
            refused(cluster, 4096, file, "private", "field .*buffer: .*PRIVATE.* do not distribute .*");
            refused(cluster, SIZE, file, "read_write", ".*a buffer of " + SIZE + " bytes .*at most 4096 bytes.*");
            cluster.option("page-size", "8192");
            refused(cluster, 4096, file, "read_write", ".*pages of 8192 bytes .*expected: 4096.*");
            order(first, "put 0 1", "done");
            ChildJvm mistaken = cluster.startCommand("map", "shared.signals");
            assertThat(mistaken.awaitExit()).isOne();
            assertThat(mistaken.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("dipc: shared.signals is no shared buffer ");
            first.assertStderr();
        }
    }

    @Test
    void whatWasReleasedSurvivesAKill() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            Path file = file(cluster, "file", 0);
            ChildJvm first = ready(cluster, SIZE, file, "read_write");
            ChildJvm second = ready(cluster, SIZE, file, "read_write");
            ChildJvm third = ready(cluster, SIZE, file, "read_write");
            order(third, "put 4096 9", "done");
            order(second, "put 0 1", "done");
            order(second, "signal", "done");
            order(second, "put 0 2", "done");
            second.kill();
            order(first, "await", "done");
            order(first, "get 0", "1");
            order(third, "get 0", "1");
            order(third, "get 4096", "9");
            order(first, "put 0 3", "done");
            order(third, "get 0", "3");
            first.assertStderr();
            third.assertStderr();
        }
    }

    @Test
    void withoutBackupWhatAKilledJvmAloneHadIsLost() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            cluster.option("region-backups", "0");
            Path file = file(cluster, "file", 0);
            ChildJvm first = ready(cluster, SIZE, file, "read_write");
            ChildJvm second = ready(cluster, SIZE, file, "read_write");
            order(first, "put 4096 9", "done");
            order(second, "put 0 1", "done");
            second.kill();
            first.send("get 0");
            assertThat(first.awaitLine("get 0: .*"))
                    .contains("io.dipc.PageLostException")
                    .contains("shared.buffer")
                    .contains(Long.toString(second.pid()));
            order(first, "get 4096", "9");
            order(first, "fill 4", "done");
            order(first, "get 0", Integer.toString(0x04040404));
            first.assertStderr();
        }
    }

    /** A thread of it goes on writing when it does. */
    @Test
    void whatAJvmWritesWithoutWhichOthersHaveGoneOnNeverLeavesIt() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own()).option("detection", DETECTION)) {
            Path file = file(cluster, "file", 0);
            ChildJvm first = ready(cluster, SIZE, file, "direct");
            ChildJvm second = ready(cluster, SIZE, file, "direct");
            ChildJvm paused = ready(cluster, SIZE, file, "direct");
            order(paused, "put 0 -1", "done");
            order(paused, "signal", "done");
            order(paused, "count 0", "done");
            paused.pause();
            order(first, "get 0", "-1");
            order(second, "put 0 -2", "done");
            paused.resume();
            paused.awaitLine("counted: io.dipc.SessionLostException: .*");
            paused.awaitErrorLine(EXCLUDED);
            order(first, "get 0", "-2");
            paused.send("put 4096 1");
            paused.awaitLine("put 4096 1: io.dipc.SessionLostException: .*");
            order(second, "get 4096", "0");
            order(second, "get 0", "-2");
            first.assertStderr();
            second.assertStderr();
            paused.assertStderr(EXCLUDED);
        }
    }

    @Test
    void withoutAMajorityAccessesEnd() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own()).option("detection", DETECTION)) {
            Path file = file(cluster, "file", 0);
            ChildJvm first = ready(cluster, SIZE, file, "direct");
            ChildJvm second = ready(cluster, SIZE, file, "direct");
            ChildJvm alone = ready(cluster, SIZE, file, "direct");
            order(first, "put 0 1", "done");
            order(alone, "put 4096 1", "done");
            first.pause();
            second.pause();
            alone.send("get 0");
            alone.awaitLine("get 0: io.dipc.ClusterUnavailableException: .*");
            alone.send("put 4096 2");
            alone.awaitLine("put 4096 2: io.dipc.ClusterUnavailableException: .*");
            alone.assertStderr();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void threadsInAccessesAtTheEndPrintNothing(Jdk jdk) throws Exception {
        try (TestCluster cluster = new TestCluster(jdk)) {
            cluster.option("page-size", "16384");
            ChildJvm heir = ready(cluster, 8 * 4096, file(cluster, "file", 0), "read_write");
            cluster.jvmOption("--add-exports=java.base/jdk.internal.access=ALL-UNNAMED");
            ChildJvm ending = cluster.start(BufferEnding.class);
            ending.awaitLine("ready");
            ending.terminate();
            assertThat(ending.awaitExit()).isEqualTo(143);
            ending.assertStderr();
            assertThat(ending.stdout())
                    .hasSize(3)
                    .contains("hook has read 7")
                    .last()
                    .asString()
                    .startsWith(
                            "at the very end: io.dipc.ClusterUnavailableException: this JVM has left the cluster; ");
            order(heir, "get 4096", "7");
            heir.assertStderr();
        }
    }

    @Test
    void programWithoutBuffersHasNothingOfIt() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            Path classes = cluster.directory().resolve("classes");
            cluster.jvmOption("-Xlog:class+load:file=" + classes);
            cluster.start(Host.class).awaitLine("ready");
            assertThat(Files.readAllLines(classes))
                    .anyMatch(line -> line.contains(" io.dipc.engine."))
                    .noneMatch(line -> line.contains(" io.netty.")
                            || line.contains(" io.dipc.buffers.")
                            || line.contains(" jdk.internal.misc.Dipc"));
        }
    }

    private static Path file(TestCluster cluster, String name, int content) throws IOException {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) content);
        return Files.write(cluster.directory().resolve(name), bytes);
    }

    private static ChildJvm ready(TestCluster cluster, int size, Path file, String mode) throws InterruptedException {
        ChildJvm started = cluster.start(SharedBuffer.class, Integer.toString(size), file.toString(), mode);
        started.awaitLine("ready");
        return started;
    }

    private static void refused(TestCluster cluster, int size, Path file, String mode, String message)
            throws InterruptedException {
        ChildJvm started = cluster.start(SharedBuffer.class, Integer.toString(size), file.toString(), mode);
        started.awaitSuccess();
        assertThat(started.stdout())
                .singleElement()
                .asString()
                .startsWith("io.dipc.NotDistributableException: ")
                .matches(".*Exception: " + message);
        started.assertStderr();
    }

    private static void order(ChildJvm child, String order, String answer) throws InterruptedException {
        String line = order + ": " + answer;
        int before = (int) child.stdout().stream().filter(line::equals).count();
        child.send(order);
        child.awaitLines(Pattern.quote(line), before + 1);
    }
}
