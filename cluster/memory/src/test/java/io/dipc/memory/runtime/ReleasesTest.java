package io.dipc.memory.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.inprocess.Conditions;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.memory.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For what a release waits though nothing was written here since the last one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReleasesTest {
    private static final int PAGE = TestMember.PAGE;

    private final InProcessNetwork network = new InProcessNetwork();
    private final LocalTransports transports = new LocalTransports();
    private final List<TestMember> members = new ArrayList<>();

    private TestMember member(String name) {
        TestMember member = new TestMember(name, network.join(name), transports);
        members.add(member);
        return member;
    }

    private static ArrayMemory.Copy bind(TestMember member, int backups) {
        return member.bind("grid", ByteBuffer.allocateDirect(4 * PAGE), backups);
    }

    @AfterEach
    void closeAll() {
        members.forEach(TestMember::kill);
    }

    /** The writer may be lost together with the reader. */
    @Test
    void forBackupsToKnowWhatWasReadAndIsInNoCut() throws Exception {
        bind(member("a"), 2);
        ArrayMemory.Copy written = bind(member("b"), 2);
        TestMember reader = member("c");
        ArrayMemory.Copy read = bind(reader, 2);
        assertThat(read.get(0)).isZero();
        reader.regions().release();
        transports.hold(envelope -> envelope.message() instanceof Message.OfCuts);
        written.set(PAGE, 1);
        assertThat(read.get(PAGE)).isEqualTo(1);
        Thread release = release(reader);
        transports.letGo();
        release.join();
    }

    /** The last one before it had no backup, or one that is gone. */
    @Test
    void forABackupThatHasJustCome() throws Exception {
        TestMember first = member("a");
        ArrayMemory.Copy copy = bind(first, 1);
        copy.set(PAGE, 1);
        first.regions().release();
        transports.hold(envelope -> envelope.message() instanceof Message.Cut);
        bind(member("b"), 1);
        Conditions.await(() -> transports.held() > 0, () -> "a cut for the new backup");
        Thread release = release(first);
        transports.letGo();
        release.join();
    }

    /** A thread that waits in a release. */
    private static Thread release(TestMember member) throws Exception {
        Thread thread = new Thread(member.regions()::release);
        thread.start();
        Set<Thread.State> reached = EnumSet.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
        Conditions.await(() -> reached.contains(thread.getState()), () -> "found: " + thread.getState());
        assertThat(thread.getState()).as("it waits").isEqualTo(Thread.State.TIMED_WAITING);
        return thread;
    }
}
