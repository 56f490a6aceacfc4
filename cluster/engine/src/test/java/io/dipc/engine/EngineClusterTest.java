package io.dipc.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.KeyRemovedException;
import io.dipc.KindMismatchException;
import io.dipc.SessionLostException;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.engine.inprocess.Conditions;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SemaphoreQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The blocking interface, with real threads, in clusters of one to three members. */
@Timeout(300)
class EngineClusterTest {
    private static final byte X = 'x';
    private static final long LONG = SECONDS.toNanos(240);

    private final InProcessNetwork network = new InProcessNetwork();
    private final List<EngineCluster> clusters = new ArrayList<>();

    @AfterEach
    void close() {
        clusters.forEach(EngineCluster::close);
    }

    @Test
    void anElementGoesFromOneMemberToAnother() throws Exception {
        ObjectHandle a = queue(join("a"), 2);
        ObjectHandle b = queue(join("b"), 2);

        assertThat(a.created()).isTrue();
        assertThat(b.created()).isFalse();
        assertThat(QueueAnswer.added(a.call(QueueCommand.offer(body(7))))).isTrue();
        Grant grant = b.await(QueueCommand.take(), LONG, Wait.TAKING);
        grant.accept();

        assertThat(QueueAnswer.element(grant.answer())[1]).isEqualTo((byte) 7);
        assertThat(QueueAnswer.count(a.query(QueueQuery.size()))).isZero();
    }

    @Test
    void aBlockedTakeIsWokenByAnOfferElsewhere() throws Exception {
        ObjectHandle a = queue(join("a"), 2);
        ObjectHandle b = queue(join("b"), 2);
        FutureTask<Byte> taker = new FutureTask<>(() -> {
            Grant grant = b.await(QueueCommand.take(), Long.MAX_VALUE, Wait.TAKING);
            grant.accept();
            return QueueAnswer.element(grant.answer())[1];
        });
        new Thread(taker, "the taker").start();
        awaitWaiter("the taker");

        a.call(QueueCommand.offer(body(9)));

        assertThat(taker.get()).isEqualTo((byte) 9);
    }

    @Test
    void aTimedTakeEndsInTimeAndLeavesNothingInLine() throws Exception {
        ObjectHandle a = queue(join("a"), 2);
        long start = System.nanoTime();

        assertThat(a.await(QueueCommand.take(), MILLISECONDS.toNanos(50), Wait.TAKING))
                .isNull();

        assertThat(System.nanoTime() - start).isBetween(MILLISECONDS.toNanos(50), LONG);
        assertThat(clusters.get(0).keys().get(0).waiting()).isEmpty();
    }

    @Test
    void anInterruptEndsAWaitAndLeavesNothingInLine() throws Exception {
        ObjectHandle a = queue(join("a"), 2);
        FutureTask<Grant> taker = new FutureTask<>(() -> a.await(QueueCommand.take(), Long.MAX_VALUE, Wait.TAKING));
        Thread thread = new Thread(taker, "the taker");
        thread.start();
        awaitWaiter("the taker");

        thread.interrupt();

        assertThatThrownBy(taker::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(clusters.get(0).keys().get(0).waiting()).isEmpty();
    }

    @Test
    void anInterruptBeforeTheCallEndsItWithoutEffect() {
        ObjectHandle a = queue(join("a"), 2);
        a.call(QueueCommand.offer(body(1)));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> a.await(QueueCommand.take(), LONG, Wait.TAKING))
                .isInstanceOf(InterruptedException.class);
        assertThat(QueueAnswer.count(a.query(QueueQuery.size()))).isEqualTo(1);
    }

    @Test
    void uninterruptibleCallsKeepTheInterrupt() throws Exception {
        ObjectHandle s = semaphore(join("a"), 1);

        Thread.currentThread().interrupt();
        s.await(SemaphoreCommand.acquire(1), Long.MAX_VALUE, Wait.UNINTERRUPTIBLY)
                .accept();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(SemaphoreAnswer.number(s.query(SemaphoreQuery.available()))).isZero();
    }

    @Test
    void whatIsDeclinedGoesBackToTheHead() throws Exception {
        ObjectHandle a = queue(join("a"), 3);
        a.call(QueueCommand.offer(body(1)));
        a.call(QueueCommand.offer(body(2)));

        a.await(QueueCommand.poll(), 0, Wait.TAKING).decline();

        Grant again = a.await(QueueCommand.take(), LONG, Wait.TAKING);
        again.accept();
        assertThat(QueueAnswer.element(again.answer())[1]).isEqualTo((byte) 1);
    }

    @Test
    void anotherKindUnderTheSameKeyIsRefused() {
        queue(join("a"), 2);

        assertThatThrownBy(() -> join("b").open("q", semaphoreDescriptor(1), null))
                .isInstanceOf(KindMismatchException.class)
                .hasMessageContaining("q is a fifo queue, created by test")
                .hasMessageContaining("semaphore");
    }

    @Test
    void removingAKeyEndsWaits() throws Exception {
        ObjectHandle a = queue(join("a"), 2);
        FutureTask<Grant> taker = new FutureTask<>(() -> a.await(QueueCommand.take(), Long.MAX_VALUE, Wait.TAKING));
        new Thread(taker, "the taker").start();
        awaitWaiter("the taker");

        assertThat(clusters.get(0).remove("q")).isTrue();
        assertThat(clusters.get(0).remove("q")).isFalse();

        assertThatThrownBy(taker::get).hasCauseInstanceOf(KeyRemovedException.class);
        assertThatThrownBy(() -> a.query(QueueQuery.size())).isInstanceOf(KeyRemovedException.class);
    }

    @Test
    void aMemberThatLeavesHandsOver() throws Exception {
        EngineCluster first = join("a");
        ObjectHandle a = queue(first, 1000);
        for (int i = 0; i < 1000; i++) {
            a.call(QueueCommand.offer(body(i)));
        }
        EngineCluster second = join("b");
        ObjectHandle b = queue(second, 1000);

        first.leave(true, LONG);

        for (int i = 0; i < 1000; i++) {
            Grant grant = b.await(QueueCommand.take(), LONG, Wait.TAKING);
            grant.accept();
            assertThat(QueueAnswer.element(grant.answer())[1]).isEqualTo((byte) i);
        }
        assertThatThrownBy(() -> a.query(QueueQuery.size())).isInstanceOf(ClusterUnavailableException.class);
        assertThat(second.members()).hasSize(1);
    }

    @Test
    void permitsOfACrashedMemberComeBackAndBlockedThreadsGoOn() throws Exception {
        EngineCluster first = join("a");
        ObjectHandle a = semaphore(first, 2);
        ObjectHandle b = semaphore(join("b"), 2);
        ObjectHandle c = semaphore(join("c"), 2);
        a.await(SemaphoreCommand.acquire(2), LONG, Wait.TAKING).accept();
        FutureTask<Grant> waiting =
                new FutureTask<>(() -> c.await(SemaphoreCommand.acquire(2), Long.MAX_VALUE, Wait.TAKING));
        new Thread(waiting, "the waiter").start();
        awaitWaiter("the waiter");

        first.close();

        waiting.get().accept();
        c.call(SemaphoreCommand.release(2));
        assertThat(SemaphoreAnswer.number(b.query(SemaphoreQuery.available()))).isEqualTo(2);
    }

    @Test
    void permitsOfAMemberThatEndedInOrderStayTaken() throws Exception {
        EngineCluster first = join("a");
        ObjectHandle a = semaphore(first, 2);
        ObjectHandle b = semaphore(join("b"), 2);
        a.await(SemaphoreCommand.acquire(1), LONG, Wait.TAKING).accept();

        first.leave(true, LONG);

        assertThat(SemaphoreAnswer.number(b.query(SemaphoreQuery.available()))).isEqualTo(1);
    }

    @Test
    void whatIsReleasedAfterAnExclusionThatTheCallerDidNotSeeIsRefused() throws Exception {
        ObjectHandle a = semaphore(join("a"), 2);
        a.await(SemaphoreCommand.acquire(1), LONG, Wait.TAKING).accept();

        assertThatThrownBy(() -> a.call(SemaphoreCommand.release(1), a.exclusions() + 1))
                .isInstanceOf(SessionLostException.class);

        assertThat(SemaphoreAnswer.number(a.query(SemaphoreQuery.available()))).isEqualTo(1);
        a.call(SemaphoreCommand.release(1), a.exclusions());
        assertThat(SemaphoreAnswer.number(a.query(SemaphoreQuery.available()))).isEqualTo(2);
    }

    @Test
    void toolsSeeKeysMembersAndWaitersAndHostNothing() throws Exception {
        EngineCluster host = join("host");
        ObjectHandle a = queue(host, 2);
        FutureTask<Grant> taker = new FutureTask<>(() -> a.await(QueueCommand.take(), Long.MAX_VALUE, Wait.TAKING));
        new Thread(taker, "the taker").start();
        awaitWaiter("the taker");
        EngineCluster tool = EngineCluster.start(network.connect("tool", false), InProcessNetwork.options("tool"));
        clusters.add(tool);

        KeyInfo key = tool.keys().get(0);

        assertThat(key.key()).isEqualTo("q");
        assertThat(key.kind()).isEqualTo("fifo queue");
        assertThat(key.home()).isEqualTo("host");
        assertThat(key.backups()).isEmpty();
        assertThat(key.waiting()).containsExactly(new KeyInfo.Waiter("host", "the taker", "take"));
        assertThat(tool.members()).extracting(MemberInfo::role).containsExactly("host", "tool");
    }

    @Test
    void threadsOfOneMemberShareFrames() throws Exception {
        EngineCluster first = join("a");
        EngineCluster second = join("b");
        List<ObjectHandle> handles = List.of(queue(first, 1_000_000), queue(second, 1_000_000));
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            ObjectHandle handle = handles.get(t % 2);
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 2000; i++) {
                    handle.call(QueueCommand.offer(body(i)));
                }
            }));
        }
        threads.forEach(CompletableFuture::join);

        assertThat(QueueAnswer.count(handles.get(0).query(QueueQuery.size()))).isEqualTo(16_000);
        List<MemberInfo> members = first.members();
        long frames = members.stream().mapToLong(MemberInfo::frames).sum();
        long messages = members.stream().mapToLong(MemberInfo::messages).sum();
        assertThat(messages).isGreaterThan(frames);
    }

    private EngineCluster join(String name) {
        EngineCluster cluster = network.join(name);
        clusters.add(cluster);
        return cluster;
    }

    @Test
    void aThreadThatRunsOutOfStackInACallTakesItsMemberOutOfTheCluster() throws Exception {
        EngineCluster victim = join("a");
        ObjectHandle a = queue(victim, 1000);
        ObjectHandle b = queue(join("b"), 1000);
        assertThat(QueueAnswer.added(a.call(QueueCommand.offer(body(1))))).isTrue();

        boolean left = false;
        for (int dive = 0; !left && dive < 100; dive++) {
            Thread deep = new Thread(null, () -> callAtEveryDepth(a), "deep", (256 + dive) * 1024L);
            deep.start();
            deep.join();
            try {
                a.query(QueueQuery.size());
            } catch (ClusterUnavailableException e) {
                left = true;
            }
        }

        assertThat(left).as("whether a thread ran out of stack in the engine").isTrue();
        EngineCluster witness = clusters.get(1);
        Conditions.await(() -> witness.members().size() == 1, () -> "only one is left");
        Grant grant = b.await(QueueCommand.take(), LONG, Wait.TAKING);
        grant.accept();
        assertThat(QueueAnswer.element(grant.answer())[1]).isEqualTo((byte) 1);
    }

    private static void callAtEveryDepth(ObjectHandle handle) {
        try {
            handle.query(QueueQuery.size());
            callAtEveryDepth(handle);
        } catch (StackOverflowError | ClusterUnavailableException e) {
            // As deep as it goes. The frames are given back without further calls.
            return;
        }
    }

    private void awaitWaiter(String thread) throws InterruptedException {
        Conditions.await(
                () -> clusters.get(clusters.size() - 1).keys().stream()
                        .flatMap(k -> k.waiting().stream())
                        .anyMatch(w -> w.thread().equals(thread)),
                () -> thread + " waits");
    }

    private static ObjectHandle queue(EngineCluster cluster, int capacity) {
        return cluster.open(
                "q", new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(capacity).toBytes(), "test"), null);
    }

    private static ObjectHandle semaphore(EngineCluster cluster, int permits) {
        return cluster.open("s", semaphoreDescriptor(permits), null);
    }

    private static Descriptor semaphoreDescriptor(int permits) {
        return new Descriptor(Kind.SEMAPHORE, new SemaphoreParameters(permits, false, true).toBytes(), "test");
    }

    private static byte[] body(int value) {
        return new byte[] {X, (byte) value};
    }
}
