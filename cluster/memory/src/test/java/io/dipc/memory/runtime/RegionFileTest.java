package io.dipc.memory.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.EngineCluster;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.region.RegionAnswer;
import io.dipc.objects.region.RegionParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes from files, and goes there. */
@Timeout(120)
class RegionFileTest {
    private static final int PAGE = TestMember.PAGE;
    private static final int SIZE = 3 * PAGE + 100;

    @TempDir
    Path directory;

    private final InProcessNetwork network = new InProcessNetwork();
    private final LocalTransports transports = new LocalTransports();
    private final List<TestMember> members = new ArrayList<>();

    private TestMember member(String name) {
        TestMember member = new TestMember(name, network.join(name), transports);
        members.add(member);
        return member;
    }

    @AfterEach
    void closeAll() {
        members.forEach(TestMember::kill);
    }

    private ByteBuffer map(String name) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        }
    }

    private long inFile(String name, int index) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name))).getLong(index);
    }

    @Test
    void contentsComeFromTheFirstFileAndAreForcedThere() throws Exception {
        ByteBuffer first = map("first").putLong(3 * PAGE, 5).putLong(0, 7);
        ArrayMemory.Copy one = member("a").bind("grid", first, 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second").putLong(8, 9), 1);
        assertThat(other.get(3 * PAGE)).as("of the last, shorter page").isEqualTo(5);
        assertThat(other.get(8)).as("of the second file").isZero();
        other.set(PAGE, 11);
        one.set(16, 12);
        other.faults().force(0, SIZE);
        assertThat(inFile("first", PAGE)).isEqualTo(11);
        assertThat(inFile("first", 16)).isEqualTo(12);
        assertThat(inFile("second", PAGE)).isZero();
        one.set(PAGE, 13);
        one.faults().force(PAGE + 1, 1);
        assertThat(inFile("first", PAGE)).as("one byte at least").isIn(11L, 13L);
    }

    @Test
    void whatIsInTheFileIsNotUndone() throws Exception {
        TestMember creator = member("a");
        ArrayMemory.Copy one = creator.bind("grid", map("first").putLong(0, 7), 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second"), 1);
        // Nothing follows that would tell others of it, but their force.
        one.set(PAGE, 11);
        other.faults().force(0, SIZE);
        assertThat(inFile("first", PAGE)).isEqualTo(11);
        creator.kill();
        assertThat(other.get(PAGE)).isEqualTo(11);
    }

    @Test
    void whenTheFirstHasGoneOthersForceTheirOwnFile() throws Exception {
        TestMember creator = member("a");
        creator.bind("grid", map("first").putLong(0, 7), 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second"), 1);
        creator.leave();
        other.set(PAGE, 11);
        other.faults().force(0, SIZE);
        assertThat(inFile("second", 0)).isEqualTo(7);
        assertThat(inFile("second", PAGE)).isEqualTo(11);
        assertThat(inFile("first", PAGE)).isZero();
    }

    @Test
    void ifTheFirstDiesBeforeItsContentsAreInThoseOfTheNextCount() throws Exception {
        EngineCluster dies = network.join("dies");
        RegionParameters parameters = new RegionParameters(1, SIZE, PAGE, 1, 4, 1);
        ObjectHandle handle = dies.open("grid", new Descriptor(Kind.REGION, parameters.toBytes(), "dies"), null);
        RegionObject object = new RegionObject(handle);
        object.attach(SIZE, PAGE, "127.0.0.1", 1, "dies");
        assertThat(object.fill(true)).isEqualTo(RegionAnswer.Fill.YOURS);
        TestMember next = member("next");
        CompletableFuture<ArrayMemory.Copy> bound = CompletableFuture.supplyAsync(
                () -> next.bind("grid", ByteBuffer.allocateDirect(SIZE).putLong(0, 8), 1));
        CompletableFuture.runAsync(() -> {
                    while (dies.keys().get(0).waiting().stream()
                            .noneMatch(one -> one.operation().equals("wait for the first contents"))) {
                        Thread.onSpinWait();
                    }
                })
                .get(60, TimeUnit.SECONDS);
        assertThat(bound).isNotDone();
        dies.close();
        assertThat(bound.get(60, TimeUnit.SECONDS).get(0)).isEqualTo(8);
    }

    @Test
    void peopleSeeWhoHasWhat() throws Exception {
        TestMember one = member("a");
        one.bind("grid", 4, 7).set(2 * PAGE, 1);
        TestMember other = member("b");
        other.bind("grid", 4, 0).get(2 * PAGE);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String expected = "16384 bytes in 4 pages, 2 written; 2 members; a: 1 pages shared, 1 exclusive, 1 faults, ";
        String state;
        do {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
            state = one.cluster().keys().get(0).state();
        } while (!state.startsWith(expected) || !state.contains("; b: 1 pages shared, 0 exclusive, 1 faults, "));
        assertThat(other.regions().all().get(0).statistics().bytesReceived()).isGreaterThanOrEqualTo(PAGE);
    }
}
