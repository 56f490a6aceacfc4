package io.dipc.proxies.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What one thread sees of a queue. The JDK's classes are the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.QueueSubject#all")
class BlockingQueueContractTest {
    @Parameter
    QueueSubject subject;

    @Test
    void isFirstInFirstOut() {
        BlockingQueue<Integer> queue = subject.bounded(10);
        for (int i = 0; i < 10; i++) {
            assertThat(queue.offer(i)).isTrue();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(queue.poll()).isEqualTo(i);
        }
        assertThat(queue.poll()).isNull();
    }

    @Test
    void putAndTakePassElements() throws InterruptedException {
        BlockingQueue<String> queue = subject.bounded(2);
        queue.put("a");
        queue.put("b");
        assertThat(queue.take()).isEqualTo("a");
        assertThat(queue.take()).isEqualTo("b");
    }

    @Test
    void offerAndAddToAFullQueue() {
        BlockingQueue<String> queue = subject.bounded(1);
        assertThat(queue.add("a")).isTrue();
        assertThat(queue.offer("b")).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> queue.add("b")).withMessage("Queue full");
        assertThat(queue).containsExactly("a");
    }

    @Test
    void sizesAndRoom() {
        BlockingQueue<String> queue = subject.bounded(3);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(queue.remainingCapacity()).isEqualTo(3);
        queue.add("a");
        queue.add("b");
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.remainingCapacity()).isEqualTo(1);
        queue.poll();
        assertThat(queue.remainingCapacity()).isEqualTo(2);
    }

    @Test
    void headOfAnEmptyQueue() {
        BlockingQueue<String> queue = subject.bounded(1);
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll()).isNull();
        assertThatThrownBy(queue::element).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(queue::remove).isExactlyInstanceOf(NoSuchElementException.class);
    }

    @Test
    void headStaysWhenLookedAt() {
        BlockingQueue<String> queue = subject.with(List.of("a", "b"));
        assertThat(queue.peek()).isEqualTo("a");
        assertThat(queue.element()).isEqualTo("a");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.remove()).isEqualTo("a");
        assertThat(queue.peek()).isEqualTo("b");
    }

    @Test
    void nullElementsAreRefusedBeforeAnythingElse() {
        BlockingQueue<String> queue = subject.bounded(1);
        queue.add("full");
        Thread.currentThread().interrupt();
        try {
            assertThatNullPointerException().isThrownBy(() -> queue.add(null));
            assertThatNullPointerException().isThrownBy(() -> queue.offer(null));
            assertThatNullPointerException().isThrownBy(() -> queue.put(null));
            assertThatNullPointerException().isThrownBy(() -> queue.offer(null, 1, java.util.concurrent.TimeUnit.DAYS));
            assertThatNullPointerException().isThrownBy(() -> queue.offer("x", 1, null));
            assertThatNullPointerException().isThrownBy(() -> queue.poll(1, null));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nullArgumentsAreRefused() {
        BlockingQueue<String> queue = subject.with(List.of("a"));
        assertThatNullPointerException().isThrownBy(() -> queue.addAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.removeAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.retainAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.containsAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.removeIf(null));
        assertThatNullPointerException().isThrownBy(() -> queue.forEach(null));
        assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null));
        assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null, 0));
        assertThatNullPointerException().isThrownBy(() -> queue.toArray((Object[]) null));
        assertThatNullPointerException().isThrownBy(() -> queue.iterator().forEachRemaining(null));
        assertThat(queue).containsExactly("a");
    }

    @Test
    void nullIsNotContained() {
        BlockingQueue<String> queue = subject.with(List.of("a"));
        assertThat(queue.contains(null)).isFalse();
        assertThat(queue.remove(null)).isFalse();
        assertThat(queue.containsAll(Arrays.asList("a", null))).isFalse();
    }

    @Test
    void containsByEquals() {
        BlockingQueue<Object> queue = subject.with(List.of(new CaseBlind("a"), new CaseBlind("b")));
        assertThat(queue.contains(new CaseBlind("B"))).isTrue();
        assertThat(queue.contains(new CaseBlind("c"))).isFalse();
        assertThat(queue.contains("a")).isFalse();
        assertThat(queue.containsAll(List.of(new CaseBlind("A"), new CaseBlind("b"))))
                .isTrue();
        assertThat(queue.containsAll(List.of(new CaseBlind("A"), "b"))).isFalse();
        assertThat(queue.containsAll(List.of())).isTrue();
        assertThat(queue.containsAll(queue)).isTrue();
    }

    @Test
    void equalsOfTheSoughtObjectIsAsked() {
        BlockingQueue<String> queue = subject.with(List.of("a"));
        assertThat(queue.contains(new EqualsAll())).isTrue();
        assertThat(queue.remove(new EqualsAll())).isTrue();
        assertThat(queue).isEmpty();
    }

    @Test
    void removesTheFirstEqualElement() {
        BlockingQueue<String> queue = subject.with(List.of("a", "b", "a"));
        assertThat(queue.remove("a")).isTrue();
        assertThat(queue).containsExactly("b", "a");
        assertThat(queue.remove("x")).isFalse();
        assertThat(queue.remove("a")).isTrue();
        assertThat(queue.remove("b")).isTrue();
        assertThat(queue.remove("b")).isFalse();
        assertThat(queue).isEmpty();
    }

    @Test
    void removalMakesRoom() {
        BlockingQueue<String> queue = subject.bounded(2);
        queue.add("a");
        queue.add("b");
        queue.remove("a");
        assertThat(queue.remainingCapacity()).isEqualTo(1);
        assertThat(queue.offer("c")).isTrue();
        assertThat(queue).containsExactly("b", "c");
    }

    @Test
    void removesIf() {
        BlockingQueue<Integer> queue = subject.with(numbers(100));
        assertThat(queue.removeIf(i -> i % 3 == 0)).isTrue();
        assertThat(queue.removeIf(i -> i % 3 == 0)).isFalse();
        assertThat(queue).hasSize(66).containsAll(List.of(1, 2, 98)).doesNotContain(3, 99);
    }

    @Test
    void predicateThatThrowsRemovesNothing() {
        BlockingQueue<Integer> queue = subject.with(List.of(1, 2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.removeIf(i -> {
                    if (i == 3) {
                        throw new IllegalArgumentException();
                    }
                    return true;
                }));
        assertThat(queue).containsExactly(1, 2, 3);
    }

    @Test
    void removesAndRetainsAll() {
        BlockingQueue<Integer> queue = subject.with(numbers(10));
        assertThat(queue.removeAll(Set.of(1, 2, 77))).isTrue();
        assertThat(queue.removeAll(Set.of(1, 2, 77))).isFalse();
        assertThat(queue.retainAll(Set.of(3, 4, 5))).isTrue();
        assertThat(queue.retainAll(Set.of(3, 4, 5))).isFalse();
        assertThat(queue).containsExactly(3, 4, 5);
        assertThat(queue.retainAll(List.of())).isTrue();
        assertThat(queue).isEmpty();
    }

    @Test
    void addsAll() {
        BlockingQueue<Integer> queue = subject.bounded(5);
        assertThat(queue.addAll(List.of())).isFalse();
        assertThat(queue.addAll(List.of(1, 2, 3))).isTrue();
        assertThat(queue).containsExactly(1, 2, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> queue.addAll(queue));
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.addAll(List.of(4, 5, 6)))
                .withMessage("Queue full");
        assertThat(queue).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void addsAllInFrontOfANull() {
        BlockingQueue<String> queue = subject.bounded(5);
        assertThatNullPointerException().isThrownBy(() -> queue.addAll(Arrays.asList("a", null, "b")));
        assertThat(queue).containsExactly("a");
    }

    @Test
    void addsMany() {
        BlockingQueue<Integer> queue = subject.bounded(5_000);
        assertThat(queue.addAll(numbers(5_000))).isTrue();
        assertThat(queue.size()).isEqualTo(5_000);
        assertThat(queue.remainingCapacity()).isZero();
        assertThat(new ArrayList<>(queue)).isEqualTo(numbers(5_000));
    }

    @Test
    void clears() {
        BlockingQueue<Integer> queue = subject.with(numbers(10));
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.offer(1)).isTrue();
        queue.clear();
        queue.clear();
        assertThat(queue.size()).isZero();
    }

    @Test
    void drains() {
        BlockingQueue<Integer> queue = subject.with(numbers(10));
        List<Integer> target = new ArrayList<>();
        assertThat(queue.drainTo(target, 3)).isEqualTo(3);
        assertThat(target).containsExactly(0, 1, 2);
        assertThat(queue.drainTo(target, 0)).isZero();
        assertThat(queue.drainTo(target, -1)).isZero();
        assertThat(queue.drainTo(target)).isEqualTo(7);
        assertThat(queue.drainTo(target)).isZero();
        assertThat(target).isEqualTo(numbers(10));
        assertThat(queue.remainingCapacity()).isEqualTo(20);
    }

    @Test
    void drainsMany() {
        BlockingQueue<Integer> queue = subject.with(numbers(5_000));
        List<Integer> target = new ArrayList<>();
        assertThat(queue.drainTo(target, 3_000)).isEqualTo(3_000);
        assertThat(queue.drainTo(target)).isEqualTo(2_000);
        assertThat(target).isEqualTo(numbers(5_000));
    }

    @Test
    void doesNotDrainIntoItself() {
        BlockingQueue<Integer> queue = subject.with(numbers(2));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue, 0));
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void collectionThatRefusesAnElementLeavesTheRest() {
        BlockingQueue<Integer> queue = subject.with(numbers(5));
        List<Integer> target = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(Integer element) {
                if (element == 3) {
                    throw new IllegalArgumentException();
                }
                return super.add(element);
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(target));
        assertThat(target).containsExactly(0, 1, 2);
        assertThat(queue).containsExactly(3, 4);
        assertThat(queue.offer(9)).isTrue();
    }

    @Test
    void makesArrays() {
        BlockingQueue<String> queue = subject.with(List.of("a", "b"));
        Object[] array = queue.toArray();
        assertThat(array).containsExactly("a", "b");
        assertThat(array.getClass()).isEqualTo(Object[].class);
        array[0] = "changed";
        assertThat(queue.peek()).isEqualTo("a");
        assertThat(queue.toArray(new String[0])).containsExactly("a", "b");
        String[] longer = {"x", "x", "x", "x"};
        assertThat(queue.toArray(longer)).isSameAs(longer).containsExactly("a", "b", null, "x");
        String[] fitting = new String[2];
        assertThat(queue.toArray(fitting)).isSameAs(fitting).containsExactly("a", "b");
        assertThat(queue.toArray(String[]::new)).containsExactly("a", "b");
        assertThatThrownBy(() -> queue.toArray(new Integer[0])).isExactlyInstanceOf(ArrayStoreException.class);
        queue.clear();
        assertThat(queue.toArray()).isEmpty();
    }

    @Test
    void showsItsElements() {
        assertThat(subject.with(List.of("a", "b"))).hasToString("[a, b]");
        assertThat(subject.bounded(1)).hasToString("[]");
    }

    @Test
    void iterates() {
        BlockingQueue<Integer> queue = subject.with(numbers(10));
        List<Integer> seen = new ArrayList<>();
        for (Integer i : queue) {
            seen.add(i);
        }
        assertThat(seen).isEqualTo(numbers(10));
        Iterator<Integer> iterator = queue.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.next()).isZero();
        seen.clear();
        iterator.forEachRemaining(seen::add);
        assertThat(seen).hasSize(9);
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isExactlyInstanceOf(NoSuchElementException.class);
    }

    @Test
    void iteratesOverMany() {
        BlockingQueue<Integer> queue = subject.with(numbers(5_000));
        assertThat(queue.iterator()).toIterable().containsExactlyElementsOf(numbers(5_000));
    }

    @Test
    void iteratorOfAnEmptyQueue() {
        Iterator<Integer> iterator = subject.<Integer>bounded(1).iterator();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatIllegalStateException().isThrownBy(iterator::remove);
    }

    @Test
    void iteratorRemoves() {
        BlockingQueue<Integer> queue = subject.with(numbers(6));
        Iterator<Integer> iterator = queue.iterator();
        assertThatIllegalStateException().isThrownBy(iterator::remove);
        while (iterator.hasNext()) {
            if (iterator.next() % 2 == 0) {
                iterator.remove();
                assertThatIllegalStateException().isThrownBy(iterator::remove);
            }
        }
        assertThat(queue).containsExactly(1, 3, 5);
    }

    @Test
    void iteratorRemovesTheVeryElement() {
        BlockingQueue<String> queue = subject.with(List.of("same", "same", "last"));
        Iterator<String> iterator = queue.iterator();
        iterator.next();
        iterator.next();
        queue.poll();
        iterator.remove();
        assertThat(queue).containsExactly("last");
    }

    @Test
    void iteratorRemovalOfATakenElementDoesNothing() {
        BlockingQueue<String> queue = subject.with(List.of("a", "b"));
        Iterator<String> iterator = queue.iterator();
        iterator.next();
        queue.poll();
        iterator.remove();
        assertThat(queue).containsExactly("b");
    }

    @Test
    void iteratorReturnsWhatItHasSeen() {
        BlockingQueue<String> queue = subject.with(List.of("a", "b"));
        Iterator<String> iterator = queue.iterator();
        assertThat(iterator.hasNext()).isTrue();
        queue.clear();
        assertThat(iterator.next()).isEqualTo("a");
    }

    @Test
    void forEachSeesAll() {
        BlockingQueue<Integer> queue = subject.with(numbers(10));
        List<Integer> seen = new ArrayList<>();
        queue.forEach(seen::add);
        assertThat(seen).isEqualTo(numbers(10));
    }

    @Test
    void streams() {
        BlockingQueue<Integer> queue = subject.with(numbers(3_000));
        assertThat(queue.stream().mapToInt(i -> i).sum()).isEqualTo(2_999 * 1_500);
        assertThat(queue.parallelStream().mapToInt(i -> i).sum()).isEqualTo(2_999 * 1_500);
        assertThat(queue.stream().collect(Collectors.toList())).isEqualTo(numbers(3_000));
        assertThat(queue.stream().findFirst()).contains(0);
    }

    @Test
    void spliterates() {
        BlockingQueue<Integer> queue = subject.with(numbers(10));
        Spliterator<Integer> spliterator = queue.spliterator();
        assertThat(spliterator.hasCharacteristics(Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT))
                .isTrue();
        assertThat(spliterator.hasCharacteristics(Spliterator.SIZED)).isFalse();
        List<Integer> seen = new ArrayList<>();
        assertThat(spliterator.tryAdvance(seen::add)).isTrue();
        spliterator.forEachRemaining(seen::add);
        assertThat(spliterator.tryAdvance(seen::add)).isFalse();
        assertThat(seen).isEqualTo(numbers(10));
    }

    @Test
    void equalsIsIdentity() {
        BlockingQueue<Integer> queue = subject.with(numbers(1));
        BlockingQueue<Integer> other = subject.with(numbers(1));
        Collection<Integer> same = queue;
        assertThat(queue.equals(same)).isTrue();
        assertThat(queue.equals(other)).isFalse();
        assertThat(queue.hashCode()).isEqualTo(same.hashCode());
    }

    @Test
    void contentsOfTheLocalObjectAreThere() {
        BlockingQueue<String> queue = subject.with(List.of("a", "b", "c"));
        assertThat(queue.remainingCapacity()).isEqualTo(3);
        assertThat(queue.poll()).isEqualTo("a");
        assertThat(queue.remainingCapacity()).isEqualTo(4);
    }

    @Test
    void largeElementsPass() throws InterruptedException {
        BlockingQueue<byte[]> queue = subject.bounded(20);
        for (int i = 0; i < 8; i++) {
            byte[] element = new byte[300_000];
            element[299_999] = (byte) i;
            queue.put(element);
        }
        List<byte[]> all = new ArrayList<>(queue);
        assertThat(all).hasSize(8);
        List<byte[]> drained = new ArrayList<>();
        assertThat(queue.drainTo(drained)).isEqualTo(8);
        for (int i = 0; i < 8; i++) {
            assertThat(drained.get(i)[299_999]).isEqualTo((byte) i);
            assertThat(all.get(i)).isEqualTo(drained.get(i));
        }
    }

    @Test
    void longUseKeepsTheOrder() {
        BlockingQueue<Integer> queue = subject.bounded(7);
        int in = 0;
        int out = 0;
        for (int round = 0; round < 200; round++) {
            while (queue.offer(in)) {
                in++;
            }
            for (int i = 0; i < 1 + round % 7; i++) {
                assertThat(queue.poll()).isEqualTo(out++);
            }
        }
        assertThat(queue.size()).isEqualTo(in - out);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** A plain object of the application. */
    private static final class CaseBlind {
        private final String text;

        CaseBlind(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CaseBlind that && text.equalsIgnoreCase(that.text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(java.util.Locale.ROOT).hashCode();
        }
    }

    private static final class EqualsAll {
        @Override
        public boolean equals(Object other) {
            return other != null;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
