package io.dipc.proxies.queue;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a blocking deque is beside {@link BlockingQueueWaitingTest} and {@link DequeContractTest}. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.QueueSubject#blockingDeques")
class BlockingDequeWaitingTest {
    @Parameter
    QueueSubject subject;

    private final Threads threads = new Threads();

    @AfterEach
    void endThreads() {
        threads.close();
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @Test
    void fullAtBothEnds() throws Exception {
        BlockingDeque<String> deque = subject.boundedDeque(1);
        deque.putFirst("a");
        assertThat(deque.offerFirst("b")).isFalse();
        assertThat(deque.offerLast("b")).isFalse();
        assertThat(deque.offerFirst("b", 0, SECONDS)).isFalse();
        assertThat(deque.offerLast("b", -1, SECONDS)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> deque.addFirst("b")).withMessage("Deque full");
        assertThatIllegalStateException().isThrownBy(() -> deque.addLast("b")).withMessage("Deque full");
        assertThatIllegalStateException().isThrownBy(() -> deque.push("b")).withMessage("Deque full");
        assertThat(deque.takeLast()).isEqualTo("a");
        assertThat(deque.remainingCapacity()).isEqualTo(1);
    }

    @Test
    void nullsAreRefusedBeforeAnythingElse() {
        BlockingDeque<String> deque = subject.boundedDeque(1);
        deque.add("full");
        Thread.currentThread().interrupt();
        try {
            assertThatNullPointerException().isThrownBy(() -> deque.putFirst(null));
            assertThatNullPointerException().isThrownBy(() -> deque.putLast(null));
            assertThatNullPointerException().isThrownBy(() -> deque.offerFirst(null, 1, DAYS));
            assertThatNullPointerException().isThrownBy(() -> deque.offerLast(null, 1, DAYS));
            assertThatNullPointerException().isThrownBy(() -> deque.offerFirst("x", 1, null));
            assertThatNullPointerException().isThrownBy(() -> deque.pollLast(1, null));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anyPutWakesAnyTake() throws Exception {
        Subject.Pair<BlockingDeque<String>> deque = subject.dequePair(3);
        List<Threads.Body> puts = List.of(
                () -> deque.one().putFirst("a"),
                () -> deque.one().putLast("a"),
                () -> deque.one().offerFirst("a"),
                () -> deque.one().offerFirst("a", 1, DAYS),
                () -> deque.one().push("a"));
        for (Threads.Body put : puts) {
            Running<String> takeLast = threads.start(() -> deque.other().takeLast());
            Threads.awaitBlocked(takeLast);
            put.run();
            assertThat(takeLast.get()).isEqualTo("a");
            Running<String> takeFirst = threads.start(() -> deque.other().takeFirst());
            Threads.awaitBlocked(takeFirst);
            put.run();
            assertThat(takeFirst.get()).isEqualTo("a");
            Running<String> pollLast = threads.start(() -> deque.other().pollLast(1, DAYS));
            Threads.awaitBlocked(pollLast);
            put.run();
            assertThat(pollLast.get()).isEqualTo("a");
        }
    }

    @Test
    void admittedPutGoesToItsOwnEnd() throws Exception {
        Subject.Pair<BlockingDeque<String>> deque = subject.dequePair(2);
        deque.one().add("m");
        deque.one().add("n");
        Running<Void> putFirst = threads.run(() -> deque.other().putFirst("a"));
        Threads.awaitBlocked(putFirst);
        assertThat(deque.one().takeLast()).isEqualTo("n");
        putFirst.get();
        assertThat(deque.one()).containsExactly("a", "m");
        Running<Boolean> offerLast = threads.start(() -> deque.other().offerLast("z", 1, DAYS));
        Threads.awaitBlocked(offerLast);
        assertThat(deque.one().pollFirst()).isEqualTo("a");
        assertThat(offerLast.get()).isTrue();
        assertThat(deque.one()).containsExactly("m", "z");
    }

    @Test
    void everyWayOfRemovingWakesPutFirst() {
        Subject.Pair<BlockingDeque<String>> deque = subject.dequePair(1);
        List<Threads.Body> ways = List.of(
                () -> deque.one().takeLast(),
                () -> deque.one().pollLast(),
                () -> deque.one().removeLast(),
                () -> deque.one().pop(),
                () -> deque.one().removeLastOccurrence("a"),
                () -> {
                    var iterator = deque.one().descendingIterator();
                    iterator.next();
                    iterator.remove();
                });
        for (Threads.Body way : ways) {
            deque.one().clear();
            deque.one().add("a");
            Running<Void> put = threads.run(() -> deque.other().putFirst("b"));
            Threads.awaitBlocked(put);
            threads.run(way).get();
            put.get();
            assertThat(deque.one().poll()).isEqualTo("b");
        }
    }

    @Test
    void timeIsKept() throws Exception {
        BlockingDeque<String> deque = subject.boundedDeque(1);
        long start = System.nanoTime();
        assertThat(deque.pollLast(30, MILLISECONDS)).isNull();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        assertThat(deque.pollFirst(0, MILLISECONDS)).isNull();
        deque.add("a");
        start = System.nanoTime();
        assertThat(deque.offerFirst("b", 30, MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        assertThat(deque).containsExactly("a");
    }

    @Test
    void interruptIsNotNoticedWhereNothingIsWaitedFor() throws Exception {
        BlockingDeque<String> deque = subject.boundedDeque(4);
        Thread.currentThread().interrupt();
        try {
            deque.put("b");
            deque.putFirst("a");
            deque.putLast("c");
            assertThat(deque.takeLast()).isEqualTo("c");
            assertThat(deque.takeFirst()).isEqualTo("a");
            assertThat(deque.take()).isEqualTo("b");
        } finally {
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
        }
    }

    @Test
    void interruptBeforeWaitingThrowsAndHasNoEffect() {
        BlockingDeque<String> deque = subject.boundedDeque(1);
        List<Threads.Body> takes = List.of(
                deque::take,
                deque::takeFirst,
                deque::takeLast,
                () -> deque.pollFirst(1, DAYS),
                () -> deque.pollLast(0, DAYS));
        takes.forEach(BlockingDequeWaitingTest::assertInterrupted);
        deque.add("a");
        List<Threads.Body> puts = List.of(
                () -> deque.put("b"),
                () -> deque.putFirst("b"),
                () -> deque.putLast("b"),
                () -> deque.offerFirst("b", 1, DAYS),
                () -> deque.offerLast("b", 0, DAYS));
        puts.forEach(BlockingDequeWaitingTest::assertInterrupted);
        assertThat(deque).containsExactly("a");
    }

    @Test
    void interruptEndsWaiting() {
        BlockingDeque<String> deque = subject.boundedDeque(1);
        for (Threads.Body wait : List.<Threads.Body>of(deque::takeLast, () -> deque.pollLast(1, DAYS))) {
            interruptWhileBlocked(wait);
        }
        deque.add("a");
        for (Threads.Body wait :
                List.<Threads.Body>of(() -> deque.putFirst("b"), () -> deque.offerFirst("b", 1, DAYS))) {
            interruptWhileBlocked(wait);
        }
        assertThat(deque.poll()).as("not taken by who gave up").isEqualTo("a");
        assertThat(deque.poll()).as("not added after all").isNull();
    }

    @Test
    void bothEndsPassEachElementOnce() {
        Subject.Pair<BlockingDeque<Integer>> deque = subject.dequePair(5);
        int each = 200;
        List<Running<Void>> putting = new ArrayList<>();
        List<Running<Void>> taking = new ArrayList<>();
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 4; t++) {
            int thread = t;
            BlockingDeque<Integer> mine = t % 2 == 0 ? deque.one() : deque.other();
            putting.add(threads.run(() -> {
                Random random = new Random(thread);
                for (int i = thread * each; i < (thread + 1) * each; i++) {
                    if (random.nextBoolean()) {
                        mine.putFirst(i);
                    } else {
                        mine.putLast(i);
                    }
                }
            }));
            taking.add(threads.run(() -> {
                Random random = new Random(100 + thread);
                for (int got = 0; got < each; ) {
                    Integer one = random.nextBoolean()
                            ? mine.takeLast()
                            : mine.pollFirst(random.nextInt(300_000), NANOSECONDS);
                    if (one != null) {
                        taken.add(one);
                        got++;
                    }
                    assertThat(mine.size()).isBetween(0, 5);
                }
            }));
        }
        putting.forEach(Running::get);
        taking.forEach(Running::get);
        assertThat(taken).hasSize(4 * each).doesNotHaveDuplicates();
        assertThat(deque.one().poll()).isNull();
    }

    private void interruptWhileBlocked(Threads.Body wait) {
        Running<Void> waiting = threads.run(wait);
        Threads.awaitBlocked(waiting);
        waiting.thread().interrupt();
        assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
    }

    private static void assertInterrupted(Threads.Body wait) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(wait::run).isExactlyInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("status is cleared").isFalse();
    }
}
