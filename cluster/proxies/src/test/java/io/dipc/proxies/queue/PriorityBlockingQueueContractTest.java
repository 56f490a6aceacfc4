package io.dipc.proxies.queue;

import static io.dipc.proxies.queue.QueueSubject.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of a priority queue, beside {@link UnboundedQueueContractTest}. The JDK's class is the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.UnboundedSubject#places")
class PriorityBlockingQueueContractTest {
    @Parameter
    Subject subject;

    private final Threads threads = new Threads();

    @AfterEach
    void endThreads() {
        threads.close();
    }

    @Test
    void leastComesFirst() {
        PriorityBlockingQueue<Integer> queue = subject.of(new PriorityBlockingQueue<Integer>());
        shuffled(300, 1).forEach(queue::add);
        assertThat(queue.peek()).isZero();
        assertThat(drained(queue)).isEqualTo(numbers(300));
        assertThat(queue.comparator()).isNull();
    }

    @Test
    void comparatorDecides() throws InterruptedException {
        Comparator<String> byLength = Comparator.comparingInt(String::length).reversed();
        PriorityBlockingQueue<String> queue = subject.of(new PriorityBlockingQueue<>(3, byLength));
        assertThat(queue.comparator()).isSameAs(byLength);
        queue.put("aa");
        queue.put("a");
        queue.put("aaaa");
        queue.put("aaa");
        assertThat(queue.take()).isEqualTo("aaaa");
        assertThat(queue.poll()).isEqualTo("aaa");
        assertThat(queue.remove()).isEqualTo("aa");
        assertThat(queue.element()).isEqualTo("a");
    }

    @Test
    void contentsAreInOrder() {
        List<Integer> shuffled = shuffled(200, 2);
        assertThat(drained(subject.of(new PriorityBlockingQueue<>(shuffled)))).isEqualTo(numbers(200));
        PriorityBlockingQueue<Integer> backwards = new PriorityBlockingQueue<>(1, Comparator.reverseOrder());
        backwards.addAll(shuffled);
        PriorityBlockingQueue<Integer> queue = subject.of(backwards);
        queue.add(150);
        List<Integer> expected = new ArrayList<>(numbers(200));
        expected.add(150);
        expected.sort(Comparator.reverseOrder());
        assertThat(drained(queue)).isEqualTo(expected);
    }

    @Test
    void equalPrioritiesAreAllKept() {
        PriorityBlockingQueue<Integer> queue = subject.of(new PriorityBlockingQueue<Integer>());
        Random random = new Random(3);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int priority = random.nextInt(4);
            queue.add(priority);
            expected.add(priority);
        }
        Collections.sort(expected);
        assertThat(queue.size()).isEqualTo(300);
        assertThat(drained(queue)).isEqualTo(expected);
    }

    @Test
    void elementsThatCannotBeComparedAreRefused() {
        PriorityBlockingQueue<Object> queue = subject.of(new PriorityBlockingQueue<>());
        assertThatThrownBy(() -> queue.add(new Incomparable()))
                .as("even the first one")
                .isInstanceOf(ClassCastException.class);
        queue.add("text");
        assertThatThrownBy(() -> queue.add(1)).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> queue.offer(new Incomparable())).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> queue.put(new Incomparable())).isInstanceOf(ClassCastException.class);
        queue.add("other");
        assertThat(queue.poll()).isEqualTo("other");
        assertThat(queue.poll()).isEqualTo("text");
        assertThat(queue).isEmpty();
    }

    @Test
    void comparatorThatThrowsKeepsTheElementOut() {
        AtomicBoolean broken = new AtomicBoolean();
        Comparator<Integer> comparator = (one, other) -> {
            if (broken.get()) {
                throw new IllegalStateException("cannot compare");
            }
            return one.compareTo(other);
        };
        PriorityBlockingQueue<Integer> queue = subject.of(new PriorityBlockingQueue<>(1, comparator));
        queue.add(5);
        broken.set(true);
        for (Threads.Body offer : List.<Threads.Body>of(
                () -> queue.add(3), () -> queue.offer(7), () -> queue.put(1), () -> queue.addAll(List.of(2)))) {
            assertThatIllegalStateException().isThrownBy(offer::run).withMessage("cannot compare");
        }
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.poll()).as("takes compare nothing with one element").isEqualTo(5);
        queue.add(8);
        broken.set(false);
        queue.add(6);
        assertThat(drained(queue)).containsExactly(6, 8);
    }

    @Test
    void comparatorRunsInTheThreadThatOffers() {
        Set<Thread> seen = Collections.synchronizedSet(new HashSet<>());
        Comparator<Integer> comparator = (one, other) -> {
            seen.add(Thread.currentThread());
            return one.compareTo(other);
        };
        Subject.Pair<PriorityBlockingQueue<Integer>> queue = subject.pairOf(new PriorityBlockingQueue<>(1, comparator));
        for (int i = 0; i < 50; i++) {
            queue.one().add(i % 7);
            queue.other().add(i % 5);
        }
        assertThat(seen).containsExactly(Thread.currentThread());
    }

    @Test
    void randomUseIsAsInOneThread() {
        Subject.Pair<PriorityBlockingQueue<Integer>> queue = subject.pairOf(new PriorityBlockingQueue<>());
        PriorityQueue<Integer> model = new PriorityQueue<>();
        Random random = new Random(4);
        for (int step = 0; step < 1_500; step++) {
            PriorityBlockingQueue<Integer> mine = random.nextBoolean() ? queue.one() : queue.other();
            int growing = step % 500 < 300 ? 7 : 3;
            if (random.nextInt(10) < growing) {
                int element = random.nextInt(100);
                assertThat(mine.offer(element)).isTrue();
                model.add(element);
            } else if (random.nextInt(5) == 0) {
                int element = random.nextInt(100);
                assertThat(mine.remove((Object) element)).isEqualTo(model.remove((Object) element));
            } else {
                assertThat(mine.poll()).isEqualTo(model.poll());
            }
        }
        assertThat(queue.one().size()).isEqualTo(model.size());
        while (!model.isEmpty()) {
            assertThat(queue.one().poll()).isEqualTo(model.poll());
        }
    }

    @Test
    void manyOfferAtOnceAndTheOrderIsRight() {
        Subject.Pair<PriorityBlockingQueue<Integer>> queue = subject.pairOf(new PriorityBlockingQueue<>());
        int offerers = 6;
        int each = 60;
        List<Running<Void>> offering = new ArrayList<>();
        for (int o = 0; o < offerers; o++) {
            PriorityBlockingQueue<Integer> mine = o % 2 == 0 ? queue.one() : queue.other();
            int first = o;
            offering.add(threads.run(() -> {
                for (int i = 0; i < each; i++) {
                    mine.put(first + i * offerers);
                }
            }));
        }
        offering.forEach(Running::get);
        assertThat(drained(queue.one())).isEqualTo(numbers(offerers * each));
    }

    @Test
    void whatWaitsIsTakenInOrderWhileOthersOffer() {
        Subject.Pair<PriorityBlockingQueue<Integer>> queue = subject.pairOf(new PriorityBlockingQueue<>());
        shuffled(100, 5).forEach(queue.one()::add);
        Running<Void> offering = threads.run(() -> {
            for (int i = 0; i < 200; i++) {
                queue.other().put(1_000 + i % 50);
            }
        });
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            taken.add(queue.one().poll());
        }
        assertThat(taken).isEqualTo(numbers(100));
        offering.get();
        List<Integer> rest = drained(queue.one());
        assertThat(rest).hasSize(200).isSorted();
    }

    @Test
    void largeElementsAreCompared() {
        PriorityBlockingQueue<Large> queue = subject.of(new PriorityBlockingQueue<Large>());
        for (int number : List.of(5, 3, 9, 1, 7, 2, 8)) {
            queue.add(new Large(number, new byte[100_000]));
        }
        List<Large> all = new ArrayList<>();
        queue.drainTo(all);
        assertThat(all).extracting(Large::number).containsExactly(1, 2, 3, 5, 7, 8, 9);
    }

    private static <E> List<E> drained(PriorityBlockingQueue<E> queue) {
        List<E> all = new ArrayList<>();
        queue.drainTo(all);
        return all;
    }

    private static List<Integer> shuffled(int count, int seed) {
        List<Integer> shuffled = new ArrayList<>(numbers(count));
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private record Incomparable() implements Serializable {}

    private record Large(int number, byte[] ballast) implements Comparable<Large> {
        @Override
        public int compareTo(Large other) {
            return Integer.compare(number, other.number);
        }
    }
}
