package io.dipc.proxies.queue;

import static io.dipc.proxies.queue.QueueSubject.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Iterators, streams and arrays of a queue. The JDK's classes are the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.QueueSubject#queues")
class QueueTraversalContractTest {
    @Parameter
    QueueSubject subject;

    @Test
    void makesArrays() {
        Queue<String> queue = subject.queue(List.of("a", "b"));
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
        assertThat(subject.queue(List.of("a", "b"))).hasToString("[a, b]");
        assertThat(subject.queue()).hasToString("[]");
    }

    @Test
    void iterates() {
        Queue<Integer> queue = subject.queue(numbers(10));
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
        Queue<Integer> queue = subject.queue(numbers(5_000));
        assertThat(queue.iterator()).toIterable().containsExactlyElementsOf(numbers(5_000));
    }

    @Test
    void iteratorOfAnEmptyQueue() {
        Iterator<Integer> iterator = subject.<Integer>queue().iterator();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatIllegalStateException().isThrownBy(iterator::remove);
    }

    @Test
    void iteratorRemoves() {
        Queue<Integer> queue = subject.queue(numbers(6));
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
        Queue<String> queue = subject.queue(List.of("same", "same", "last"));
        Iterator<String> iterator = queue.iterator();
        iterator.next();
        iterator.next();
        queue.poll();
        iterator.remove();
        assertThat(queue).containsExactly("last");
    }

    @Test
    void iteratorRemovalOfATakenElementDoesNothing() {
        Queue<String> queue = subject.queue(List.of("a", "b"));
        Iterator<String> iterator = queue.iterator();
        iterator.next();
        queue.poll();
        iterator.remove();
        assertThat(queue).containsExactly("b");
    }

    @Test
    void iteratorReturnsWhatItHasSeen() {
        Queue<String> queue = subject.queue(List.of("a", "b"));
        Iterator<String> iterator = queue.iterator();
        assertThat(iterator.hasNext()).isTrue();
        queue.clear();
        assertThat(iterator.next()).isEqualTo("a");
    }

    @Test
    void forEachSeesAll() {
        Queue<Integer> queue = subject.queue(numbers(10));
        List<Integer> seen = new ArrayList<>();
        queue.forEach(seen::add);
        assertThat(seen).isEqualTo(numbers(10));
    }

    @Test
    void streams() {
        Queue<Integer> queue = subject.queue(numbers(3_000));
        assertThat(queue.stream().mapToInt(i -> i).sum()).isEqualTo(2_999 * 1_500);
        assertThat(queue.parallelStream().mapToInt(i -> i).sum()).isEqualTo(2_999 * 1_500);
        assertThat(queue.stream().collect(Collectors.toList())).isEqualTo(numbers(3_000));
        assertThat(queue.stream().findFirst()).contains(0);
    }

    @Test
    void spliterates() {
        Queue<Integer> queue = subject.queue(numbers(10));
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
}
