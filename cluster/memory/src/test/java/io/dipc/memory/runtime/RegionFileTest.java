package io.dipc.memory.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.DipcException;
import io.dipc.engine.EngineCluster;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.inprocess.Conditions;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.memory.message.Message;
import io.dipc.memory.port.PageState;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from files, and goes there. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(
                directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private ByteBuffer map(String name) throws IOException {
        return map(name, FileChannel.MapMode.READ_WRITE);
    }

    private ByteBuffer map(String name, FileChannel.MapMode mode) throws IOException {
        try (FileChannel channel = open(name)) {
            return channel.map(mode, 0, SIZE);
        }
    }

    /** As anybody may do with a file that is mapped: accesses to what is not there are internal errors of the JDK. */
    private void shorten(String name) throws IOException {
        try (FileChannel channel = open(name)) {
            channel.truncate(0);
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheFirstHasGoneOthersForceTheirOwnFile(boolean inOrder) throws Exception {
        TestMember creator = member("a");
        creator.bind("grid", map("first").putLong(0, 7), 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second"), 1);
        if (inOrder) {
            creator.leave();
        } else {
            creator.regions().release();
            creator.kill();
        }
        other.set(PAGE, 11);
        other.faults().force(0, SIZE);
        assertThat(inFile("second", 0)).isEqualTo(7);
        assertThat(inFile("second", PAGE)).isEqualTo(11);
        assertThat(inFile("first", PAGE)).isZero();
    }

    @Test
    void ifTheFirstHasNoFileOthersForceTheirOwn() throws Exception {
        ArrayMemory.Copy one =
                member("a").bind("grid", ByteBuffer.allocateDirect(SIZE).putLong(0, 7), 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second"), 1);
        one.set(PAGE, 11);
        other.faults().force(0, SIZE);
        assertThat(inFile("second", 0)).isEqualTo(7);
        assertThat(inFile("second", PAGE)).isEqualTo(11);
        one.faults().force(0, SIZE);
    }

    @Test
    void ifTheFirstMayOnlyReadItsFileOthersForceTheirOwn() throws Exception {
        map("first").putLong(0, 7);
        ArrayMemory.Copy one = member("a").bind("grid", map("first", FileChannel.MapMode.READ_ONLY), 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second"), 1);
        other.set(PAGE, 11);
        assertThat(one.get(PAGE)).as("sees all writes").isEqualTo(11);
        one.faults().force(0, SIZE);
        assertThat(inFile("first", PAGE)).isZero();
        other.faults().force(0, SIZE);
        assertThat(inFile("second", 0)).isEqualTo(7);
        assertThat(inFile("second", PAGE)).isEqualTo(11);
    }

    @Test
    void whatWhoForcesWroteElsewhereSurvivesItToo() throws Exception {
        ArrayMemory.Copy one = member("a").bind("grid", map("first"), 1);
        TestMember forces = member("b");
        ArrayMemory.Copy other = forces.bind("grid", map("second"), 1);
        other.set(PAGE, 11);
        other.faults().force(0, 8);
        forces.kill();
        assertThat(one.get(PAGE)).isEqualTo(11);
    }

    /** Of two that map the same file the second one forces while pages are on their way to the first one. */
    @Test
    void whatOneHasReadDoesNotReplaceWhatAnotherHasForcedSince() throws Exception {
        TestMember creator = member("a");
        creator.bind("grid", ByteBuffer.allocateDirect(SIZE).putLong(0, 7).putLong(2 * PAGE, 8), 1);
        ArrayMemory.Copy one = member("b").bind("grid", map("common"), 1);
        ArrayMemory.Copy other = member("c").bind("grid", map("common"), 1);
        transports.hold(envelope -> envelope.message() instanceof Message.DataRun
                || envelope.message() instanceof Message.Data data && data.page() != 0);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> one.faults().force(0, SIZE));
        Conditions.await(() -> one.state(0) != PageState.INVALID && transports.held() > 0);
        other.set(0, 9);
        CompletableFuture<Void> second =
                CompletableFuture.runAsync(() -> other.faults().force(0, 8));
        Conditions.await(() -> second.isDone() || waits(creator, "force"));
        transports.letGo();
        first.get(60, TimeUnit.SECONDS);
        second.get(60, TimeUnit.SECONDS);
        assertThat(inFile("common", 0)).isEqualTo(9);
        assertThat(inFile("common", 2 * PAGE)).isEqualTo(8);
    }

    private static boolean waits(TestMember asked, String operation) {
        return asked.cluster().keys().get(0).waiting().stream()
                .anyMatch(one -> one.operation().equals(operation));
    }

    @Test
    void whoForcesWhileTheFirstLeavesUsesItsOwnFile() throws Exception {
        TestMember creator = member("a");
        creator.bind("grid", map("first").putLong(0, 7), 1);
        TestMember stays = member("b");
        ArrayMemory.Copy other = stays.bind("grid", map("second"), 1);
        other.set(PAGE, 11);
        transports.hold(envelope -> envelope.message() instanceof Message.Parting);
        CompletableFuture<Void> left = CompletableFuture.runAsync(creator::leave);
        Conditions.await(() -> transports.held() > 0);
        CompletableFuture<Void> forced =
                CompletableFuture.runAsync(() -> other.faults().force(0, SIZE));
        Conditions.await(() -> forced.isDone() || waits(stays, "force"));
        transports.letGo();
        left.get(60, TimeUnit.SECONDS);
        forced.get(60, TimeUnit.SECONDS);
        assertThat(inFile("second", 0)).isEqualTo(7);
        assertThat(inFile("second", PAGE)).isEqualTo(11);
    }

    @Test
    void ofSeveralBuffersTheFileThatHasMostRoomIsForced() throws Exception {
        map("second");
        map("third");
        member("a").bind("grid", ByteBuffer.allocateDirect(SIZE).putLong(PAGE, 11), 1);
        TestMember reads = member("b");
        reads.bind("grid", map("second", FileChannel.MapMode.READ_ONLY), 1);
        ArrayMemory.Copy other = reads.bind("grid", map("second"), 1);
        other.faults().force(0, SIZE);
        assertThat(inFile("second", PAGE)).isEqualTo(11);
        TestMember small = member("c");
        small.bind("grid", map("third").slice(0, PAGE), 1);
        ArrayMemory.Copy last = small.bind("grid", map("third"), 1);
        last.faults().force(0, SIZE);
        assertThat(inFile("third", PAGE)).isEqualTo(11);
    }

    @Test
    void aSliceIsForcedToItsPlaceInTheFile() throws Exception {
        ByteBuffer slice = map("first").slice(100, 2 * PAGE);
        member("a").bind("grid", slice.putLong(0, 7), 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second").slice(0, PAGE), 1);
        assertThat(other.get(0)).isEqualTo(7);
        other.set(PAGE, 11);
        other.faults().force(PAGE, 8);
        assertThat(inFile("first", PAGE + 100)).isEqualTo(11);
        assertThat(inFile("first", 0)).isZero();
    }

    @RepeatedTest(20)
    void aFileThatCannotBeWrittenFailsTheForceAndNotItsMember() throws Exception {
        ArrayMemory.Copy one = member("a").bind("grid", map("first"), 1);
        ArrayMemory.Copy other = member("b").bind("grid", map("second"), 1);
        shorten("first");
        other.set(PAGE, 11);
        assertThatThrownBy(() -> other.faults().force(0, SIZE))
                .isInstanceOf(DipcException.class)
                .hasMessageContainingAll("grid", "could not force them", "InternalError");
        assertThat(one.get(PAGE)).isEqualTo(11);
        map("first");
        other.faults().force(0, SIZE);
        assertThat(inFile("first", PAGE)).isEqualTo(11);
    }

    @Test
    void ifTheFirstCannotReadItsFileTheContentsOfTheNextCount() throws Exception {
        ByteBuffer unreadable = map("first");
        shorten("first");
        assertThatThrownBy(() -> member("a").bind("grid", unreadable, 1)).isInstanceOf(InternalError.class);
        assertThat(member("b").bind("grid", map("second").putLong(0, 8), 1).get(0))
                .isEqualTo(8);
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
        Conditions.await(() -> waits(next, "wait for the first contents"));
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
        String expected =
                "16384 bytes in 4 pages, 2 written, 0 lost; 2 members; a: 1 pages shared, 1 exclusive, 1 faults, ";
        Supplier<String> state = () -> one.cluster().keys().get(0).state();
        Conditions.await(
                () -> {
                    String seen = state.get();
                    return seen.startsWith(expected) && seen.contains("; b: 1 pages shared, 0 exclusive, 1 faults, ");
                },
                state);
        assertThat(other.regions().all().get(0).statistics().bytesReceived()).isGreaterThanOrEqualTo(PAGE);
    }
}
