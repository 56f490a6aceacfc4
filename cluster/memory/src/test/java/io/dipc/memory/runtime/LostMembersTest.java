package io.dipc.memory.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.PageLostException;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.inprocess.Conditions;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a region when a member has died. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostMembersTest {
    private static final int PAGE = TestMember.PAGE;

    private final InProcessNetwork network = new InProcessNetwork();
    private final LocalTransports transports = new LocalTransports();
    private final List<TestMember> members = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private TestMember member(String name) {
        TestMember member = new TestMember(name, network.join(name), transports);
        members.add(member);
        return member;
    }

    @AfterEach
    void closeAll() {
        threads.shutdownNow();
        members.forEach(TestMember::kill);
    }

    @Test
    void whatWasReleasedSurvivesAndWhatWasNotIsLost() {
        ArrayMemory.Copy survivor = member("a").bind("grid", 8, 7);
        TestMember victim = member("b");
        ArrayMemory.Copy copy = victim.bind("grid", 8, 0);
        copy.set(PAGE, 1);
        copy.set(0, 8);
        victim.regions().release();
        victim.kill();
        assertThat(survivor.get(PAGE)).isEqualTo(1);
        assertThat(survivor.get(0)).isEqualTo(8);
    }

    /** A page may be lost, if it went from the victim to others just before; what is there is never too little. */
    @Test
    void noReleasedIncrementIsMissingAfterAKill() throws Exception {
        int pages = 4;
        int times = 200;
        List<TestMember> counting = new ArrayList<>();
        List<ArrayMemory.Copy> copies = new ArrayList<>();
        for (String name : List.of("a", "b", "victim")) {
            TestMember member = member(name);
            counting.add(member);
            copies.add(member.bind("counters", pages, 0));
        }
        AtomicLongArray begun = new AtomicLongArray(pages);
        AtomicLongArray released = new AtomicLongArray(pages);
        Set<Integer> lost = ConcurrentHashMap.newKeySet();
        CountDownLatch midway = new CountDownLatch(times / 2);
        List<Future<?>> ends = new ArrayList<>();
        for (int m = 0; m < 3; m++) {
            TestMember member = counting.get(m);
            ArrayMemory.Copy copy = copies.get(m);
            int seed = m;
            ends.add(threads.submit(() -> {
                Random random = new Random(seed);
                for (int i = 0; i < times; i++) {
                    int page = random.nextInt(pages);
                    begun.incrementAndGet(page);
                    try {
                        copy.update(page * PAGE + 8, n -> n + 1);
                        member.regions().release();
                        released.incrementAndGet(page);
                    } catch (PageLostException e) {
                        lost.add(page);
                    }
                    midway.countDown();
                }
            }));
        }
        midway.await();
        counting.get(2).kill();
        ends.get(0).get(100, TimeUnit.SECONDS);
        ends.get(1).get(100, TimeUnit.SECONDS);
        for (int page = 0; page < pages; page++) {
            if (!lost.contains(page)) {
                assertThat(copies.get(0).get(page * PAGE + 8))
                        .isEqualTo(copies.get(1).get(page * PAGE + 8))
                        .isBetween(released.get(page), begun.get(page));
            }
        }
    }

    @Test
    void whoeverIsToldOfAWriteFindsItAlthoughTheWriterDies() {
        ArrayMemory.Copy survivor = member("a").bind("grid", 8, 7);
        TestMember victim = member("b");
        ArrayMemory.Copy copy = victim.bind("grid", 8, 0);
        ObjectHandle queue = victim.cluster()
                .open("q", new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(5).toBytes(), "test"), null);
        copy.set(PAGE, 1);
        queue.call(QueueCommand.offer(new byte[] {0, 1}));
        victim.kill();
        assertThat(survivor.get(PAGE)).isEqualTo(1);
    }

    @Test
    void aLostPageThrowsUntilItIsOverwritten() throws Exception {
        TestMember stays = member("a");
        ArrayMemory.Copy survivor = stays.bind("grid", ByteBuffer.allocateDirect(8 * PAGE), 0);
        TestMember victim = member("victim");
        ArrayMemory.Copy copy = victim.bind("grid", ByteBuffer.allocateDirect(8 * PAGE), 0);
        copy.set(PAGE, 1);
        survivor.set(2 * PAGE, 3);
        victim.kill();
        assertThatThrownBy(() -> survivor.get(PAGE))
                .isInstanceOf(PageLostException.class)
                .hasMessageContaining("page 1 of grid, bytes 4096 to 8191")
                .hasMessageContaining("victim");
        assertThatThrownBy(() -> survivor.set(PAGE, 4)).isInstanceOf(PageLostException.class);
        assertThat(survivor.get(2 * PAGE)).as("other pages go on").isEqualTo(3);
        awaitState(stays, ", 1 lost;");
        survivor.overwrite(1, new byte[PAGE]);
        assertThat(survivor.get(PAGE)).isZero();
        awaitState(stays, ", 0 lost;");
    }

    /** It goes on, and may store a buffer again; what it had is gone all the same. */
    @Test
    void aPageIsLostWithWhomAnInternalErrorMadeLeave() {
        ArrayMemory.Copy survivor = member("a").bind("grid", ByteBuffer.allocateDirect(8 * PAGE), 0);
        TestMember failing = member("failing");
        ArrayMemory.Copy copy = failing.bind("grid", ByteBuffer.allocateDirect(8 * PAGE), 0);
        copy.set(PAGE, 1);
        copy.fail(new IllegalStateException("on purpose"));
        assertThatThrownBy(() -> copy.set(2 * PAGE, 1)).hasMessageContaining("on purpose");
        assertThatThrownBy(() -> survivor.get(PAGE))
                .isInstanceOf(PageLostException.class)
                .hasMessage("page 1 of grid, bytes 4096 to 8191, is lost with failing, which had it and is gone;"
                        + " overwrite the whole page at once, or remove the key");
        ArrayMemory.Copy again = failing.bind("grid", ByteBuffer.allocateDirect(8 * PAGE), 0);
        again.set(3 * PAGE, 5);
        assertThat(survivor.get(3 * PAGE)).isEqualTo(5);
    }

    /** What people are told of the first key. */
    private static void awaitState(TestMember member, String part) {
        Supplier<String> state = () -> member.cluster().keys().get(0).state();
        Conditions.await(() -> state.get().contains(part), () -> part + " in " + state.get());
    }
}
