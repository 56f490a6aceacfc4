package io.dipc.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.engine.inprocess.Conditions;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.delay.DelayCommand;
import io.dipc.objects.priority.PriorityAnswer;
import io.dipc.objects.priority.PriorityCommand;
import io.dipc.objects.priority.PriorityCommand.Gap;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of elements that threads have in hand when their JVM dies, with delivery at least once. */
@Timeout(300)
class AtLeastOnceTest {
    private static final long LONG = SECONDS.toNanos(240);

    private final InProcessNetwork network = new InProcessNetwork();
    /** A thread that lives on after what it does. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    private EngineCluster victim;
    private EngineCluster survivor;
    private ObjectHandle taker;
    private ObjectHandle witness;

    @BeforeEach
    void join() {
        survivor = network.join("survivor");
        victim = network.join("victim");
        witness = queue(survivor, "q");
        taker = queue(victim, "q").keeping();
    }

    @AfterEach
    void close() {
        victim.close();
        survivor.close();
        worker.shutdown();
    }

    @Test
    void whatAThreadHasInHandGoesBackToTheHead() throws Exception {
        put(1, 2, 3);
        worker.submit(() -> assertThat(take(taker)).isEqualTo(1)).get();
        assertThat(QueueAnswer.count(witness.query(QueueQuery.size()))).isEqualTo(2);

        crash(victim, survivor);

        assertThat(drain()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"FIFO_QUEUE", "DEQUE", "PRIORITY_QUEUE", "DELAY_QUEUE"})
    void inQueuesOfEachKind(Kind kind) throws Exception {
        Descriptor descriptor = new Descriptor(kind, new QueueParameters(5).toBytes(), "test");
        ObjectHandle there = survivor.open("another", descriptor, null);
        ObjectHandle here = victim.open("another", descriptor, null).keeping();
        long before = PriorityCommand.START;
        for (int element : new int[] {1, 2, 3}) {
            switch (kind) {
                case PRIORITY_QUEUE -> {
                    Gap behind = new Gap(before, PriorityCommand.END);
                    byte[] answer = there.call(PriorityCommand.insert(element, false, behind, body(element)));
                    before = PriorityAnswer.Attempt.of(answer).id();
                }
                case DELAY_QUEUE -> there.call(DelayCommand.offer(new DelayCommand.Delayed(0, body(element))));
                default -> there.call(QueueCommand.offer(body(element)));
            }
        }
        worker.submit(() -> assertThat(take(here)).isEqualTo(1)).get();
        assertThat(QueueAnswer.count(there.query(QueueQuery.size()))).isEqualTo(2);

        crash(victim, survivor);

        assertThat(drain(there)).containsExactly(1, 2, 3);
    }

    interface ComingBack {
        void to(ObjectHandle queue) throws Exception;
    }

    static Stream<ComingBack> waysToComeBack() {
        return Stream.of(
                queue -> queue.await(QueueCommand.poll(), 0, Wait.UNINTERRUPTIBLY)
                        .decline(),
                queue -> queue.await(QueueCommand.take(), 1, Wait.TAKING),
                queue -> queue.await(QueueCommand.put(body(9)), LONG, Wait.GIVING),
                queue -> queue.call(QueueCommand.offer(body(9))),
                queue -> queue.query(QueueQuery.size()),
                queue -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> queue.await(QueueCommand.take(), LONG, Wait.TAKING))
                            .isInstanceOf(InterruptedException.class);
                });
    }

    @ParameterizedTest
    @MethodSource("waysToComeBack")
    void whoComesBackHasDoneWithIt(ComingBack comingBack) throws Exception {
        put(1);
        worker.submit(() -> {
                    assertThat(take(taker)).isEqualTo(1);
                    comingBack.to(taker);
                    return null;
                })
                .get();
        awaitInHand(0);

        crash(victim, survivor);

        assertThat(drain()).isSubsetOf(9);
    }

    @Test
    void comingBackToAnotherQueueOrByAnotherThreadDoesNotCount() throws Exception {
        ObjectHandle other = queue(victim, "other").keeping();
        put(1);
        worker.submit(() -> {
                    assertThat(take(taker)).isEqualTo(1);
                    other.call(QueueCommand.offer(body(5)));
                    assertThat(take(other)).isEqualTo(5);
                    return null;
                })
                .get();
        // commands of this thread, which must not be put into the slot of the one whose element is in hand
        for (int i = 0; i < 10; i++) {
            taker.call(QueueCommand.offer(body(7)));
            assertThat(take(taker)).isEqualTo(7);
        }
        assertThat(QueueAnswer.count(taker.query(QueueQuery.size()))).isZero();

        crash(victim, survivor);

        assertThat(drain()).containsExactly(1);
    }

    @Test
    void severalElementsOfOneCallStayTogether() throws Exception {
        put(1, 2, 3, 4, 5);
        worker.submit(() -> {
                    taker.await(QueueCommand.takeMany(2, 1000), 0, Wait.UNINTERRUPTIBLY)
                            .accept();
                    taker.await(QueueCommand.takeMany(2, 1000), 0, Wait.CONTINUING)
                            .accept();
                    return null;
                })
                .get();
        assertThat(inHand()).isEqualTo(4);

        crash(victim, survivor);

        assertThat(drain()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void comingBackEndsTheWholeOfTheCall() throws Exception {
        put(1, 2, 3, 4, 5);
        worker.submit(() -> {
                    for (int i = 0; i < 4; i++) {
                        taker.await(QueueCommand.poll(), 0, i == 0 ? Wait.UNINTERRUPTIBLY : Wait.CONTINUING)
                                .accept();
                    }
                    assertThat(take(taker)).isEqualTo(5);
                    return null;
                })
                .get();
        assertThat(inHand()).isEqualTo(1);

        crash(victim, survivor);

        assertThat(drain()).containsExactly(5);
    }

    @Test
    void aThreadThatHasEndedHasDoneWithIt() throws Exception {
        put(1, 2);
        Thread thread = new Thread(() -> take(taker));
        thread.start();
        thread.join();
        awaitInHand(0);

        crash(victim, survivor);

        assertThat(drain()).containsExactly(2);
    }

    @Test
    void roomIsThereAtOnce() throws Exception {
        put(1, 2, 3, 4, 5);
        assertThat(offer(6)).isFalse();
        worker.submit(() -> take(taker)).get();
        assertThat(offer(6)).isTrue();

        crash(victim, survivor);

        assertThat(QueueAnswer.count(witness.query(QueueQuery.size()))).isEqualTo(6);
        assertThat(offer(7)).isFalse();
        assertThat(drain()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void anOrderlyEndHasDoneWithEverything() throws Exception {
        put(1, 2);
        worker.submit(() -> take(taker)).get();

        victim.leave(true, LONG);

        assertThat(drain()).containsExactly(2);
    }

    @Test
    void anEndThatCutsThreadsShortHasDoneWithWhatEndedThreadsTook() throws Exception {
        put(1, 2, 3);
        worker.submit(() -> take(taker)).get();
        Thread thread = new Thread(() -> take(taker));
        thread.start();
        thread.join();

        victim.leave(false, LONG);

        assertThat(drain()).containsExactly(1, 3);
    }

    @Test
    void whatIsInHandOutlivesTheHome() throws Exception {
        put(1, 2);
        worker.submit(() -> take(taker)).get();
        EngineCluster third = network.join("third");
        try {
            ObjectHandle last = queue(third, "q");
            crash(survivor, third);
            assertThat(QueueAnswer.count(last.query(QueueQuery.size()))).isEqualTo(1);
            crash(victim, third);
            assertThat(drain(last)).containsExactly(1, 2);
        } finally {
            third.close();
        }
    }

    /** Ends a member without a goodbye. What others do afterwards comes after its session has ended. */
    private static void crash(EngineCluster cluster, EngineCluster another) {
        int members = another.members().size();
        cluster.close();
        Conditions.await(() -> another.members().size() != members, () -> "the end of a session");
    }

    private static ObjectHandle queue(EngineCluster cluster, String key) {
        return cluster.open(key, new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(5).toBytes(), "test"), null);
    }

    private void put(int... elements) {
        for (int element : elements) {
            assertThat(offer(element)).isTrue();
        }
    }

    private boolean offer(int element) {
        return QueueAnswer.added(witness.call(QueueCommand.offer(body(element))));
    }

    private static int take(ObjectHandle queue) {
        try {
            Grant grant = queue.await(QueueCommand.take(), Long.MAX_VALUE, Wait.UNINTERRUPTIBLY);
            int element = QueueAnswer.element(grant.answer())[1];
            grant.accept();
            return element;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Integer> drain() throws InterruptedException {
        return drain(witness);
    }

    /** What is left. */
    private static List<Integer> drain(ObjectHandle queue) throws InterruptedException {
        List<Integer> elements = new ArrayList<>();
        while (true) {
            Grant grant = queue.await(QueueCommand.poll(), 0, Wait.UNINTERRUPTIBLY);
            byte[] body = QueueAnswer.element(grant.answer());
            grant.accept();
            if (body == null) {
                return elements;
            }
            elements.add((int) body[1]);
        }
    }

    private int inHand() {
        String state = survivor.keys().stream()
                .filter(key -> key.key().equals("q"))
                .findFirst()
                .orElseThrow()
                .state();
        int comma = state.indexOf(", ");
        return comma < 0 ? 0 : Integer.parseInt(state.substring(comma + 2, state.indexOf(" in hand")));
    }

    private void awaitInHand(int count) {
        Conditions.await(() -> inHand() == count, () -> count + " in hand, found: " + inHand());
    }

    private static byte[] body(int value) {
        return new byte[] {0, (byte) value};
    }
}
