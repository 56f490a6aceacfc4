package io.dipc.memory.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.KeyRemovedException;
import io.dipc.NotDistributableException;
import io.dipc.engine.Cluster;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.inprocess.Conditions;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.memory.message.Access;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PagedRegionsTest {
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
    void whatOneWritesTheOthersRead() {
        ArrayMemory.Copy one = member("a").bind("grid", 4, 7);
        ArrayMemory.Copy other = member("b").bind("grid", 4, 1000);
        assertThat(other.get(0)).as("the first creator's contents").isEqualTo(7);
        other.set(PAGE + 8, 42);
        assertThat(one.get(PAGE + 8)).isEqualTo(42);
        one.set(PAGE + 8, 43);
        assertThat(other.get(PAGE + 8)).isEqualTo(43);
        assertThat(one.get(2 * PAGE)).as("never written").isZero();
    }

    @Test
    void whoReadsInSequenceExpectsBytes() {
        int pages = 200;
        ArrayMemory.Copy one = member("a").bind("grid", pages, 7);
        ArrayMemory.Copy other = member("b").bind("grid", pages, 0);
        for (int page = 0; page < pages; page++) {
            one.set(page * PAGE, page);
        }
        for (int page = pages - 1; page >= pages / 2; page -= 3) {
            assertThat(other.get(page * PAGE)).isEqualTo(page);
        }
        int before = transports.bytesExpected();
        for (int page = 0; page < pages / 2; page++) {
            assertThat(other.get(page * PAGE)).isEqualTo(page);
        }
        assertThat(transports.bytesExpected()).isGreaterThan(before);
    }

    /** Also where nothing goes to backups. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoReleasesKeepsNoPageAnyMore(int backups) throws InterruptedException {
        ArrayMemory.Copy one = member("a").bind("grid", ByteBuffer.allocateDirect(PAGE), backups);
        TestMember releasing = member("b");
        ArrayMemory.Copy other = releasing.bind("grid", ByteBuffer.allocateDirect(PAGE), backups);
        RegionFeed feed = ((PagedRegion) releasing.regions().all().get(0)).feed();
        for (int i = 0; !feed.quanta(); i++) {
            one.set(0, i);
            other.set(8, i);
        }
        releasing.regions().release();
        while (feed.quanta()) {
            Thread.sleep(1);
        }
    }

    @Test
    void interruptsAreKeptForLater() {
        ArrayMemory.Copy one = member("a").bind("grid", 4, 7);
        TestMember interrupted = member("b");
        Thread.currentThread().interrupt();
        try {
            ArrayMemory.Copy copy = interrupted.bind("grid", 4, 0);
            assertThat(copy.get(0)).isEqualTo(7);
            copy.set(PAGE, 42);
            copy.overwrite(2, new byte[PAGE]);
            interrupted.regions().release();
            copy.faults().force(0, 4 * PAGE);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(one.get(PAGE)).isEqualTo(42);
    }

    @Test
    void whatCannotBeSharedIsRefusedBeforeThereIsAKey() {
        TestMember member = member("a");
        member.memory().refuse("mapped PRIVATE");
        assertThatThrownBy(() -> member.bind("grid", 4, 7))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("mapped PRIVATE");
        assertThat(member.cluster().keys()).isEmpty();
    }

    /** At the end of a JVM, calls that fail do not return. */
    @Test
    void aRegionThatIsOverIsNotWaitedForAtTheEnd() throws Exception {
        Cluster joined = network.join("a");
        AtomicBoolean ending = new AtomicBoolean();
        ArrayMemory memory = new ArrayMemory();
        PagedRegions regions = new PagedRegions(() -> ending(Cluster.class, joined, ending), memory, transports, "a");
        regions.bind("grid", ByteBuffer.allocateDirect(PAGE), new RegionSettings(PAGE, 1), "a");
        joined.remove("grid");
        assertRemoved(memory.copy());
        ending.set(true);
        regions.leave(TimeUnit.DAYS.toNanos(1));
        joined.leave(true, TimeUnit.SECONDS.toNanos(60));
    }

    private static <T> T ending(Class<T> type, T target, AtomicBoolean ending) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof ObjectHandle handle
                                ? ending(ObjectHandle.class, handle, ending)
                                : result;
                    } catch (InvocationTargetException e) {
                        if (ending.get()) {
                            new CountDownLatch(1).await();
                        }
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void countersCountWhateverThreadsOfWhicheverMember() throws Exception {
        List<ArrayMemory.Copy> copies = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            copies.add(member(name).bind("counters", 3, 0));
        }
        int times = 300;
        List<Future<?>> counting = new ArrayList<>();
        for (ArrayMemory.Copy copy : copies) {
            for (int thread = 0; thread < 2; thread++) {
                counting.add(threads.submit(() -> {
                    for (int i = 0; i < times; i++) {
                        copy.update(i % 3 * PAGE + 16, n -> n + 1);
                    }
                }));
            }
        }
        for (Future<?> one : counting) {
            one.get(100, TimeUnit.SECONDS);
        }
        for (ArrayMemory.Copy copy : copies) {
            for (int page = 0; page < 3; page++) {
                assertThat(copy.get(page * PAGE + 16)).isEqualTo(2 * times);
            }
        }
    }

    @Test
    void messagesThatNoMemberSendsAreRefusedAndTheRegionGoesOn() {
        TestMember one = member("a");
        ArrayMemory.Copy copy = one.bind("grid", 4, 7);
        TestMember other = member("b");
        assertThat(other.bind("grid", 4, 0).get(0)).isEqualTo(7);
        PagedRegion region = (PagedRegion) one.regions().all().get(0);
        long session = one.cluster().standing().session();
        Message endless = new Message.FetchAhead(0, Access.READ, Integer.MAX_VALUE);
        for (Message message : List.of(new Message.Request(4, Access.READ), endless)) {
            transports.forge(
                    session,
                    region.identity(),
                    new Envelope(1, other.cluster().standing().session(), message));
        }
        Conditions.await(() -> transports.refused().size() == 2);
        assertThat(transports.refused())
                .containsExactly(
                        "in a message of region grid: page 4 (expected: 0 to 3)",
                        "in a message of region grid: a run of 2147483647 pages from page 0 on (expected: 1 to 1)");
        copy.set(PAGE, 1);
        assertThat(copy.get(PAGE)).isEqualTo(1);
    }

    @Test
    void whoLeavesInOrderLeavesItsPages() {
        TestMember leaver = member("a");
        ArrayMemory.Copy gone =
                leaver.bind("grid", ByteBuffer.allocateDirect(8 * PAGE).putLong(0, 7), 0);
        ArrayMemory.Copy stays = member("b").bind("grid", ByteBuffer.allocateDirect(8 * PAGE), 0);
        gone.set(3 * PAGE, 9);
        leaver.leave();
        assertThat(stays.get(0)).isEqualTo(7);
        assertThat(stays.get(3 * PAGE)).isEqualTo(9);
        assertThatThrownBy(() -> gone.get(3 * PAGE))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("has left the cluster");
    }

    @Test
    void aLargerBufferAndOtherPagesAreRefused() {
        member("a").bind("grid", 2, 7);
        TestMember other = member("b");
        assertThatThrownBy(() -> other.bind("grid", 3, 7))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("a buffer of 12288 bytes for grid (expected: at most 8192 bytes");
        assertThatThrownBy(() -> other.regions()
                        .bind("grid", ByteBuffer.allocateDirect(PAGE), new RegionSettings(2 * PAGE, 1), "b"))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("pages of 8192 bytes for grid (expected: 4096");
        assertThatThrownBy(
                        () -> other.regions().bind("grid", ByteBuffer.allocate(PAGE), new RegionSettings(PAGE, 1), "b"))
                .isInstanceOf(NotDistributableException.class);
        assertThat(other.bind("grid", 1, 0).get(0)).as("a smaller one").isEqualTo(7);
    }

    @Test
    void otherBackupsAreRefusedIfThatIsAnError() {
        member("a").bind("grid", 2, 7);
        PagedRegions regions = member("b").regions();
        assertThatThrownBy(() ->
                        regions.bind("grid", ByteBuffer.allocateDirect(PAGE), new RegionSettings(PAGE, 0, true), "b"))
                .isInstanceOf(NotDistributableException.class)
                .hasMessage("b: key \"grid\" is with backups 1 instead of 0: it was created by a;"
                        + " make both the same, give one another key, or set mismatch=warn");
        regions.bind("grid", ByteBuffer.allocateDirect(PAGE), new RegionSettings(PAGE, 0), "b");
        assertThatThrownBy(() ->
                        regions.bind("grid", ByteBuffer.allocateDirect(PAGE), new RegionSettings(PAGE, 0, true), "b"))
                .isInstanceOf(NotDistributableException.class);
        regions.bind("grid", ByteBuffer.allocateDirect(PAGE), new RegionSettings(PAGE, 1, true), "b");
    }

    @Test
    void aRemovedKeyCannotBeAccessed() {
        TestMember member = member("a");
        ArrayMemory.Copy copy = member.bind("grid", 2, 7);
        assertThat(copy.get(0)).isEqualTo(7);
        member.cluster().remove("grid");
        assertRemoved(copy);
    }

    /** It is heard of soon. */
    private static void assertRemoved(ArrayMemory.Copy copy) {
        assertThatThrownBy(() -> {
                    while (true) {
                        copy.faults().await(0, true);
                        copy.faults().used(0);
                    }
                })
                .isInstanceOf(KeyRemovedException.class);
    }
}
