package io.dipc.proxies.queue;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What threads see of a queue that wait for each other, be it on one member or on two. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.QueueSubject#blockingQueues")
class BlockingQueueWaitingTest {
    @Parameter
    QueueSubject subject;

    private final Threads threads = new Threads();

    @AfterEach
    void endThreads() {
        threads.close();
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @Test
    void putWakesTake() throws Exception {
        Subject.Pair<BlockingQueue<String>> queue = subject.pair(1);
        Running<String> take = threads.start(() -> queue.other().take());
        Threads.awaitBlocked(take);
        queue.one().put("a");
        assertThat(take.get()).isEqualTo("a");
        assertThat(queue.one().size()).isZero();
    }

    @Test
    void everyWayOfAddingWakesTake() {
        Subject.Pair<BlockingQueue<String>> queue = subject.pair(3);
        List<Runnable> ways = List.of(
                () -> queue.one().add("a"),
                () -> queue.one().offer("a"),
                () -> queue.one().addAll(List.of("a")));
        for (Runnable way : ways) {
            Running<String> take = threads.start(() -> queue.other().take());
            Threads.awaitBlocked(take);
            way.run();
            assertThat(take.get()).isEqualTo("a");
        }
    }

    @Test
    void takeWakesPut() throws Exception {
        Subject.Pair<BlockingQueue<String>> queue = subject.pair(1);
        queue.one().put("a");
        Running<Void> put = threads.run(() -> queue.other().put("b"));
        Threads.awaitBlocked(put);
        assertThat(queue.one().take()).isEqualTo("a");
        put.get();
        assertThat(queue.one().take()).isEqualTo("b");
    }

    @Test
    void everyWayOfRemovingWakesPut() throws Exception {
        Subject.Pair<BlockingQueue<String>> queue = subject.pair(1);
        List<Threads.Body> ways = List.of(
                () -> queue.one().poll(),
                () -> queue.one().poll(1, DAYS),
                () -> queue.one().remove(),
                () -> queue.one().remove("a"),
                () -> queue.one().clear(),
                // ArrayBlockingQueue.removeIf wakes nobody in the JDK; waiting puts then miss the room
                () -> assertThat(
                                isJdkArray()
                                        ? queue.one().remove("a")
                                        : queue.one().removeIf(element -> true))
                        .isTrue(),
                () -> queue.one().drainTo(new ArrayList<>()),
                () -> {
                    var iterator = queue.one().iterator();
                    iterator.next();
                    iterator.remove();
                });
        for (Threads.Body way : ways) {
            queue.one().clear();
            queue.one().put("a");
            Running<Void> put = threads.run(() -> queue.other().put("b"));
            Threads.awaitBlocked(put);
            way.run();
            put.get();
            assertThat(queue.one().poll()).isEqualTo("b");
        }
    }

    @Test
    void timedPollGetsWhatComesInTime() {
        Subject.Pair<BlockingQueue<String>> queue = subject.pair(1);
        Running<String> poll = threads.start(() -> queue.other().poll(1, DAYS));
        Threads.awaitBlocked(poll);
        queue.one().add("a");
        assertThat(poll.get()).isEqualTo("a");
    }

    @Test
    void timedOfferIsAdmittedInTime() {
        Subject.Pair<BlockingQueue<String>> queue = subject.pair(1);
        queue.one().add("a");
        Running<Boolean> offer = threads.start(() -> queue.other().offer("b", 1, DAYS));
        Threads.awaitBlocked(offer);
        assertThat(queue.one().poll()).isEqualTo("a");
        assertThat(offer.get()).isTrue();
        assertThat(queue.one().poll()).isEqualTo("b");
    }

    @Test
    void timeIsKept() throws Exception {
        BlockingQueue<String> queue = subject.bounded(1);
        long start = System.nanoTime();
        assertThat(queue.poll(30, MILLISECONDS)).isNull();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        queue.add("a");
        start = System.nanoTime();
        assertThat(queue.offer("b", 30, MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        assertThat(queue).containsExactly("a");
    }

    @Test
    void noTimeMeansNoWaiting() throws Exception {
        BlockingQueue<String> queue = subject.bounded(1);
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(queue.poll(time, SECONDS)).isNull();
            assertThat(queue.offer("a", time, SECONDS)).isTrue();
            assertThat(queue.offer("b", time, SECONDS)).isFalse();
            assertThat(queue.poll(time, SECONDS)).isEqualTo("a");
        }
    }

    @Test
    void veryShortTimesLoseNothing() throws Exception {
        BlockingQueue<Integer> queue = subject.bounded(1);
        int put = 0;
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (queue.offer(put, 1 + i * 100, NANOSECONDS)) {
                put++;
            }
            Integer one = queue.poll(1 + i * 100, NANOSECONDS);
            if (one != null) {
                taken.add(one);
            }
        }
        queue.drainTo(taken);
        assertThat(taken).hasSize(put).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void interruptBeforeWaitingThrowsAndHasNoEffect() {
        BlockingQueue<String> queue = subject.bounded(2);
        queue.add("a");
        List<Threads.Body> waits = new ArrayList<>(List.of(
                () -> queue.poll(1, SECONDS),
                () -> queue.poll(0, SECONDS),
                () -> queue.offer("b", 1, SECONDS),
                () -> queue.offer("b", 0, SECONDS)));
        if (!subject.type().isDeque()) {
            // a LinkedBlockingDeque asks only when it must wait
            waits.addAll(List.of(queue::take, () -> queue.put("b")));
        }
        for (Threads.Body wait : waits) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(wait::run).isExactlyInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).as("status is cleared").isFalse();
        }
        assertThat(queue).containsExactly("a");
    }

    @Test
    void interruptDoesNotDisturbWhatDoesNotWait() {
        BlockingQueue<String> queue = subject.bounded(2);
        Thread.currentThread().interrupt();
        try {
            assertThat(queue.offer("a")).isTrue();
            assertThat(queue.peek()).isEqualTo("a");
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.contains("a")).isTrue();
            assertThat(queue.poll()).isEqualTo("a");
            assertThat(queue.poll()).isNull();
            assertThat(queue.add("b")).isTrue();
            assertThat(queue.remove("b")).isTrue();
            assertThat(queue.drainTo(new ArrayList<>())).isZero();
        } finally {
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
        }
    }

    @Test
    void interruptEndsTake() {
        BlockingQueue<String> queue = subject.bounded(1);
        for (Threads.Body wait : List.<Threads.Body>of(queue::take, () -> queue.poll(1, DAYS))) {
            Running<Void> waiting = threads.run(wait);
            Threads.awaitBlocked(waiting);
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
        }
        queue.add("a");
        assertThat(queue.poll()).as("not taken by who gave up").isEqualTo("a");
    }

    @Test
    void interruptEndsPut() {
        BlockingQueue<String> queue = subject.bounded(1);
        queue.add("a");
        for (Threads.Body wait : List.<Threads.Body>of(() -> queue.put("b"), () -> queue.offer("b", 1, DAYS))) {
            Running<Void> waiting = threads.run(wait);
            Threads.awaitBlocked(waiting);
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
        }
        assertThat(queue.poll()).isEqualTo("a");
        assertThat(queue.poll()).as("not added after all").isNull();
    }

    @Test
    void takersAreServedInOrder() throws Exception {
        BlockingQueue<Integer> queue = subject.bounded(10);
        List<Running<Integer>> takers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Running<Integer> taker = threads.start(queue::take);
            Threads.awaitBlocked(taker);
            takers.add(taker);
        }
        for (int i = 0; i < 5; i++) {
            queue.put(i);
            // the JDK's own queues promise no order among takers; what they do is the same
            Threads.await(() -> takers.stream().filter(Running::isDone).count() > queue.size());
        }
        List<Integer> taken = takers.stream().map(Running::get).toList();
        assertThat(taken).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        if (!subject.subject().isJdk()) {
            assertThat(taken).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void interruptsRacingPutsLeakNothing() throws Exception {
        Subject.Pair<BlockingQueue<Integer>> queue = subject.pair(1_000);
        Random random = new Random(5);
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        int rounds = 150;
        for (int i = 0; i < rounds; i++) {
            Running<Void> take = threads.run(() -> {
                try {
                    taken.add(queue.other().take());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            int element = i;
            int spins = random.nextInt(2_000);
            Running<Void> put = threads.run(() -> queue.one().put(element));
            for (int spin = 0; spin < spins; spin++) {
                Thread.onSpinWait();
            }
            take.thread().interrupt();
            put.get();
            take.get();
        }
        settle(queue.one(), taken, rounds);
        assertThat(taken).doesNotHaveDuplicates().hasSize(rounds);
    }

    @Test
    void timeoutsRacingPutsLeakNothing() throws Exception {
        Subject.Pair<BlockingQueue<Integer>> queue = subject.pair(1_000);
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        int rounds = 300;
        Running<Void> taker = threads.run(() -> {
            Random random = new Random(6);
            while (taken.size() < rounds) {
                Integer one = queue.other().poll(random.nextInt(300_000), NANOSECONDS);
                if (one != null) {
                    taken.add(one);
                }
            }
        });
        for (int i = 0; i < rounds; i++) {
            queue.one().put(i);
        }
        taker.get();
        assertThat(taken).doesNotHaveDuplicates().hasSize(rounds);
    }

    @Test
    void producersAndConsumersPassEachElementOnce() throws Exception {
        Subject.Pair<BlockingQueue<int[]>> queue = subject.pair(5);
        int producers = 4;
        int each = 300;
        CyclicBarrier start = new CyclicBarrier(8);
        List<Running<Void>> producing = new ArrayList<>();
        List<Running<List<int[]>>> consuming = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            BlockingQueue<int[]> mine = p % 2 == 0 ? queue.one() : queue.other();
            producing.add(threads.run(() -> {
                start.await();
                for (int i = 0; i < each; i++) {
                    mine.put(new int[] {producer, i});
                }
            }));
            consuming.add(threads.start(() -> {
                start.await();
                List<int[]> got = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    got.add(mine.take());
                    assertThat(mine.size()).isBetween(0, 5);
                }
                return got;
            }));
        }
        producing.forEach(Running::get);
        Map<Integer, Integer> counts = new HashMap<>();
        for (Running<List<int[]>> consumer : consuming) {
            Map<Integer, Integer> last = new HashMap<>();
            for (int[] element : consumer.get()) {
                counts.merge(element[0], 1, Integer::sum);
                Integer before = last.put(element[0], element[1]);
                assertThat(before == null || before < element[1])
                        .as("order of one producer")
                        .isTrue();
            }
        }
        assertThat(counts)
                .hasSize(producers)
                .allSatisfy((producer, count) -> assertThat(count).isEqualTo(each));
        assertThat(queue.one().poll()).isNull();
    }

    @Test
    void iteratingWhileOthersChangeTheQueueIsSafe() throws Exception {
        Subject.Pair<BlockingQueue<Integer>> queue = subject.pair(50);
        Running<Void> changing = threads.run(() -> {
            for (int i = 0; i < 500; i++) {
                queue.other().put(i);
                if (i % 2 == 0) {
                    queue.other().take();
                }
                queue.other().poll(queue.other().size() > 40 ? 1 : 0, SECONDS);
            }
        });
        while (!changing.isDone()) {
            int before = -1;
            for (Integer element : queue.one()) {
                assertThat(element).isGreaterThan(before);
                before = element;
            }
            assertThat(queue.one().toArray()).doesNotContainNull();
            assertThat(queue.one().toString()).startsWith("[").endsWith("]");
            queue.one().contains(-5);
        }
        changing.get();
    }

    @Test
    void removalsRacingTakesRemoveOnce() throws Exception {
        Subject.Pair<BlockingQueue<Integer>> queue = subject.pair(500);
        for (int i = 0; i < 200; i++) {
            queue.one().put(i);
        }
        Running<Integer> removing = threads.start(() -> {
            int removed = 0;
            for (int i = 0; i < 200; i++) {
                removed += queue.other().remove(i) ? 1 : 0;
            }
            return removed;
        });
        int taken = 0;
        while (queue.one().poll() != null) {
            taken++;
        }
        assertThat(taken + removing.get()).isEqualTo(200);
        assertThat(queue.one()).isEmpty();
    }

    private boolean isJdkArray() {
        return subject.subject().isJdk() && subject.type() == QueueSubject.Type.ARRAY_BLOCKING_QUEUE;
    }

    /** Elements that a taker gave up come back; with an engine perhaps a moment later. */
    private static void settle(BlockingQueue<Integer> queue, List<Integer> taken, int all) {
        Threads.await(() -> {
            queue.drainTo(taken);
            return taken.size() >= all;
        });
    }
}
