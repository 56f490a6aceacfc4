package io.dipc.proxies.queue;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A queue without a capacity, where each put waits for a take. The JDK's class is the oracle. */
@ParameterizedClass
@MethodSource("places")
class SynchronousQueueContractTest {
    @Parameter
    Variant variant;

    private final Threads threads = new Threads();

    record Variant(Subject subject, boolean fair) implements AutoCloseable {
        <E> Subject.Pair<SynchronousQueue<E>> pair() {
            return subject.pairOf(new SynchronousQueue<>(fair));
        }

        <E> SynchronousQueue<E> queue() {
            return subject.of(new SynchronousQueue<>(fair));
        }

        @Override
        public void close() {
            subject.close();
        }
    }

    static Stream<Variant> places() {
        return Subject.places()
                .flatMap(place -> Stream.of(false, true).map(fair -> new Variant(new Subject(place), fair)));
    }

    @AfterEach
    void endThreads() {
        threads.close();
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @Test
    void hasNoElements() {
        SynchronousQueue<String> queue = variant.queue();
        Running<Void> put = threads.run(() -> queue.put("a"));
        Threads.awaitBlocked(put);
        assertThat(queue.size()).isZero();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.remainingCapacity()).isZero();
        assertThat(queue.peek()).isNull();
        assertThatThrownBy(queue::element).isExactlyInstanceOf(NoSuchElementException.class);
        assertThat(queue.contains("a")).isFalse();
        assertThat(queue.containsAll(List.of())).isTrue();
        assertThat(queue.containsAll(List.of("a"))).isFalse();
        assertThat(queue.remove("a")).isFalse();
        assertThat(queue.removeAll(List.of("a"))).isFalse();
        assertThat(queue.retainAll(List.of())).isFalse();
        assertThat(queue.removeIf(element -> true)).isFalse();
        queue.clear();
        assertThat(queue.iterator().hasNext()).isFalse();
        assertThat(queue.spliterator().estimateSize()).isZero();
        assertThat(queue.stream()).isEmpty();
        assertThat(queue.parallelStream()).isEmpty();
        queue.forEach(element -> assertThat(element).isNull());
        assertThat(queue.toArray()).isEmpty();
        assertThat(queue.toArray(String[]::new)).isEmpty();
        assertThat(queue.toArray(new String[] {"x", "y"})).containsExactly(null, "y");
        assertThat(queue).hasToString("[]");
        Threads.awaitBlocked(put);
        Threads.await(() -> "a".equals(queue.poll()));
        put.get();
    }

    @Test
    void nothingIsGivenWithoutATaker() throws InterruptedException {
        SynchronousQueue<String> queue = variant.queue();
        assertThat(queue.offer("a")).isFalse();
        assertThat(queue.offer("a", 0, SECONDS)).isFalse();
        assertThat(queue.offer("a", -1, SECONDS)).isFalse();
        assertThat(queue.offer("a", 20, MILLISECONDS)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> queue.add("a")).withMessage("Queue full");
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.addAll(List.of("a")))
                .withMessage("Queue full");
        assertThat(queue.addAll(List.of())).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.addAll(queue));
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(0, SECONDS)).isNull();
        assertThat(queue.poll(-1, SECONDS)).isNull();
        assertThat(queue.poll(20, MILLISECONDS)).isNull();
        assertThatThrownBy(queue::remove).isExactlyInstanceOf(NoSuchElementException.class);
        assertThat(queue.drainTo(new ArrayList<>())).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue));
    }

    @Test
    void nullIsRefused() {
        SynchronousQueue<String> queue = variant.queue();
        assertThatNullPointerException().isThrownBy(() -> queue.put(null));
        assertThatNullPointerException().isThrownBy(() -> queue.offer(null));
        assertThatNullPointerException().isThrownBy(() -> queue.offer(null, 1, SECONDS));
        assertThatNullPointerException().isThrownBy(() -> queue.offer("a", 1, null));
        assertThatNullPointerException().isThrownBy(() -> queue.add(null));
        assertThatNullPointerException().isThrownBy(() -> queue.addAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null));
        assertThatNullPointerException().isThrownBy(() -> queue.poll(1, null));
        assertThatNullPointerException().isThrownBy(() -> queue.removeIf(null));
        assertThatNullPointerException().isThrownBy(() -> queue.forEach(null));
    }

    @Test
    void everyWayOfGivingWakesATaker() {
        Subject.Pair<SynchronousQueue<String>> queue = variant.pair();
        List<Threads.Body> ways = List.of(
                () -> queue.one().put("a"),
                () -> assertThat(queue.one().offer("a", 1, DAYS)).isTrue(),
                () -> Threads.await(() -> queue.one().offer("a")),
                () -> Threads.await(() -> {
                    try {
                        return queue.one().add("a");
                    } catch (IllegalStateException e) {
                        return false;
                    }
                }));
        for (Threads.Body way : ways) {
            Running<String> take = threads.start(() -> queue.other().take());
            Running<Void> give = threads.run(way);
            assertThat(take.get()).isEqualTo("a");
            give.get();
        }
    }

    @Test
    void everyWayOfTakingWakesAGiver() {
        Subject.Pair<SynchronousQueue<String>> queue = variant.pair();
        List<Threads.Body> ways = List.of(
                () -> assertThat(queue.one().take()).isEqualTo("a"),
                () -> assertThat(queue.one().poll(1, DAYS)).isEqualTo("a"),
                () -> Threads.await(() -> "a".equals(queue.one().poll())),
                () -> Threads.await(() -> queue.one().drainTo(new ArrayList<>()) == 1));
        for (Threads.Body way : ways) {
            Running<Void> put = threads.run(() -> queue.other().put("a"));
            Threads.awaitBlocked(put);
            threads.run(way).get();
            put.get();
        }
    }

    @Test
    void drainsWhatWaits() {
        Subject.Pair<SynchronousQueue<Integer>> queue = variant.pair();
        List<Running<Void>> puts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int element = i;
            puts.add(threads.run(() -> queue.other().put(element)));
        }
        List<Integer> drained = new ArrayList<>();
        Threads.await(() -> queue.one().drainTo(drained, 2 - drained.size()) >= 0 && drained.size() == 2);
        assertThat(queue.one().drainTo(drained, 0)).isZero();
        Threads.await(() -> queue.one().drainTo(drained) == 1);
        puts.forEach(Running::get);
        assertThat(drained).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void interruptEndsAWaitAndLeavesNothing() {
        SynchronousQueue<String> queue = variant.queue();
        for (Threads.Body wait : List.<Threads.Body>of(
                () -> queue.put("a"), () -> queue.offer("a", 1, DAYS), queue::take, () -> queue.poll(1, DAYS))) {
            Running<Void> waiting = threads.run(wait);
            Threads.awaitBlocked(waiting);
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
            assertThat(queue.poll()).isNull();
            assertThat(queue.offer("b")).isFalse();
        }
    }

    @Test
    void interruptBeforeAWaitThrows() {
        SynchronousQueue<String> queue = variant.queue();
        for (Threads.Body wait : List.<Threads.Body>of(
                () -> queue.put("a"),
                () -> queue.offer("a", 1, DAYS),
                () -> queue.offer("a", 0, DAYS),
                queue::take,
                () -> queue.poll(1, DAYS),
                () -> queue.poll(0, DAYS))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(wait::run).isExactlyInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).as("status is cleared").isFalse();
        }
        Thread.currentThread().interrupt();
        assertThat(queue.offer("a")).isFalse();
        assertThat(queue.poll()).isNull();
        assertThat(Thread.interrupted()).as("status is kept").isTrue();
    }

    @Test
    void fairnessIsTheOrderOfComing() {
        Subject.Pair<SynchronousQueue<Integer>> queue = variant.pair();
        List<Running<Void>> puts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int element = i;
            Running<Void> put = threads.run(() -> queue.other().put(element));
            Threads.awaitBlocked(put);
            puts.add(put);
        }
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Threads.await(() -> {
                Integer one = queue.one().poll();
                return one != null && taken.add(one);
            });
        }
        puts.forEach(Running::get);
        assertThat(taken).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void timeoutsRacingEachOtherLoseNothing() {
        Subject.Pair<SynchronousQueue<Integer>> queue = variant.pair();
        List<Integer> given = Collections.synchronizedList(new ArrayList<>());
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger next = new AtomicInteger();
        List<Running<Void>> all = new ArrayList<>();
        int rounds = 100;
        for (int t = 0; t < 2; t++) {
            Random random = new Random(t);
            all.add(threads.run(() -> {
                for (int i = 0; i < rounds; i++) {
                    int element = next.incrementAndGet();
                    if (queue.one().offer(element, 1 + random.nextInt(2_000), MICROSECONDS)) {
                        given.add(element);
                    }
                }
            }));
            all.add(threads.run(() -> {
                for (int i = 0; i < rounds; i++) {
                    Integer one = queue.other().poll(1 + random.nextInt(2_000), MICROSECONDS);
                    if (one != null) {
                        taken.add(one);
                    }
                }
            }));
        }
        all.forEach(Running::get);
        assertThat(taken).containsExactlyInAnyOrderElementsOf(given);
        assertThat(queue.one().poll()).isNull();
    }

    @Test
    void manyHandOverEachElementOnce() {
        Subject.Pair<SynchronousQueue<Integer>> queue = variant.pair();
        List<Running<Void>> giving = new ArrayList<>();
        List<Running<List<Integer>>> taking = new ArrayList<>();
        int each = 60;
        for (int t = 0; t < 4; t++) {
            int first = t * each;
            SynchronousQueue<Integer> mine = t % 2 == 0 ? queue.one() : queue.other();
            giving.add(threads.run(() -> {
                for (int i = 0; i < each; i++) {
                    mine.put(first + i);
                }
            }));
            taking.add(threads.start(() -> {
                List<Integer> got = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    got.add(mine.take());
                }
                return got;
            }));
        }
        giving.forEach(Running::get);
        List<Integer> all = new ArrayList<>();
        taking.forEach(one -> all.addAll(one.get()));
        assertThat(all).hasSize(4 * each).doesNotHaveDuplicates();
    }
}
