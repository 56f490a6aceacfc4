package io.dipc.proxies.queue;

import static io.dipc.proxies.queue.QueueSubject.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a deque is beside {@link QueueContractTest}. The JDK's classes are the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.QueueSubject#deques")
class DequeContractTest {
    @Parameter
    QueueSubject subject;

    @Test
    void addsAtBothEnds() {
        Deque<String> deque = subject.deque(List.of("m"));
        deque.addFirst("b");
        deque.addLast("y");
        assertThat(deque.offerFirst("a")).isTrue();
        assertThat(deque.offerLast("z")).isTrue();
        deque.push("first");
        deque.add("last");
        assertThat(deque).containsExactly("first", "a", "b", "m", "y", "z", "last");
        assertThat(deque.size()).isEqualTo(7);
    }

    @Test
    void removesAtBothEnds() {
        Deque<Integer> deque = subject.deque(numbers(9));
        assertThat(deque.removeFirst()).isZero();
        assertThat(deque.removeLast()).isEqualTo(8);
        assertThat(deque.pollFirst()).isEqualTo(1);
        assertThat(deque.pollLast()).isEqualTo(7);
        assertThat(deque.pop()).isEqualTo(2);
        assertThat(deque.remove()).isEqualTo(3);
        assertThat(deque.poll()).isEqualTo(4);
        assertThat(deque).containsExactly(5, 6);
    }

    @Test
    void looksAtBothEnds() {
        Deque<String> deque = subject.deque(List.of("a", "b", "c"));
        assertThat(deque.peekFirst()).isEqualTo("a");
        assertThat(deque.peekLast()).isEqualTo("c");
        assertThat(deque.getFirst()).isEqualTo("a");
        assertThat(deque.getLast()).isEqualTo("c");
        assertThat(deque.peek()).isEqualTo("a");
        assertThat(deque.element()).isEqualTo("a");
        assertThat(deque).containsExactly("a", "b", "c");
    }

    @Test
    void endsOfAnEmptyDeque() {
        Deque<String> deque = subject.deque(List.of());
        assertThat(deque.pollFirst()).isNull();
        assertThat(deque.pollLast()).isNull();
        assertThat(deque.peekFirst()).isNull();
        assertThat(deque.peekLast()).isNull();
        assertThatThrownBy(deque::removeFirst).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(deque::removeLast).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(deque::getFirst).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(deque::getLast).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(deque::pop).isExactlyInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nullElementsAreRefused() {
        Deque<String> deque = subject.deque(List.of("a"));
        assertThatNullPointerException().isThrownBy(() -> deque.addFirst(null));
        assertThatNullPointerException().isThrownBy(() -> deque.addLast(null));
        assertThatNullPointerException().isThrownBy(() -> deque.offerFirst(null));
        assertThatNullPointerException().isThrownBy(() -> deque.offerLast(null));
        assertThatNullPointerException().isThrownBy(() -> deque.push(null));
        assertThat(deque).containsExactly("a");
    }

    @Test
    void nullOccursNowhere() {
        Deque<String> deque = subject.deque(List.of("a"));
        if (subject.type() == QueueSubject.Type.CONCURRENT_LINKED_DEQUE) {
            assertThatNullPointerException().isThrownBy(() -> deque.removeFirstOccurrence(null));
            assertThatNullPointerException().isThrownBy(() -> deque.removeLastOccurrence(null));
        } else {
            assertThat(deque.removeFirstOccurrence(null)).isFalse();
            assertThat(deque.removeLastOccurrence(null)).isFalse();
        }
        assertThat(deque).containsExactly("a");
    }

    @Test
    void removesTheFirstOrLastOccurrence() {
        Deque<String> deque = subject.deque(List.of("x", "a", "y", "a", "z", "a", "x"));
        assertThat(deque.removeLastOccurrence("a")).isTrue();
        assertThat(deque).containsExactly("x", "a", "y", "a", "z", "x");
        assertThat(deque.removeFirstOccurrence("a")).isTrue();
        assertThat(deque).containsExactly("x", "y", "a", "z", "x");
        assertThat(deque.removeLastOccurrence("x")).isTrue();
        assertThat(deque.removeFirstOccurrence("x")).isTrue();
        assertThat(deque.removeFirstOccurrence("none")).isFalse();
        assertThat(deque.removeLastOccurrence("none")).isFalse();
        assertThat(deque).containsExactly("y", "a", "z");
    }

    @Test
    void occurrencesFarInside() {
        List<Integer> contents = new ArrayList<>(numbers(3_000));
        contents.addAll(numbers(3_000));
        Deque<Integer> deque = subject.deque(contents);
        assertThat(deque.removeLastOccurrence(10)).isTrue();
        contents.remove(3_010);
        assertThat(deque.removeFirstOccurrence(2_990)).isTrue();
        contents.remove(2_990);
        assertThat(new ArrayList<>(deque)).isEqualTo(contents);
    }

    @Test
    void isAStack() {
        Deque<Integer> deque = subject.deque(List.of());
        for (int i = 0; i < 50; i++) {
            deque.push(i);
        }
        for (int i = 49; i >= 0; i--) {
            assertThat(deque.peek()).isEqualTo(i);
            assertThat(deque.pop()).isEqualTo(i);
        }
        assertThat(deque.isEmpty()).isTrue();
    }

    @Test
    void iteratesBackwards() {
        Deque<Integer> deque = subject.deque(numbers(5));
        deque.addFirst(-1);
        Iterator<Integer> iterator = deque.descendingIterator();
        List<Integer> seen = new ArrayList<>();
        assertThat(iterator.hasNext()).isTrue();
        iterator.forEachRemaining(seen::add);
        assertThat(seen).containsExactly(4, 3, 2, 1, 0, -1);
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isExactlyInstanceOf(NoSuchElementException.class);
    }

    @Test
    void iteratesBackwardsOverMany() {
        List<Integer> backwards = new ArrayList<>(numbers(3_000));
        Collections.reverse(backwards);
        assertThat(subject.deque(numbers(3_000)).descendingIterator())
                .toIterable()
                .isEqualTo(backwards);
    }

    @Test
    void descendingIteratorRemoves() {
        Deque<Integer> deque = subject.deque(numbers(6));
        Iterator<Integer> iterator = deque.descendingIterator();
        assertThatIllegalStateException().isThrownBy(iterator::remove);
        while (iterator.hasNext()) {
            if (iterator.next() % 2 == 0) {
                iterator.remove();
                assertThatIllegalStateException().isThrownBy(iterator::remove);
            }
        }
        assertThat(deque).containsExactly(1, 3, 5);
    }

    @Test
    void descendingIteratorRemovesTheVeryElement() {
        Deque<String> deque = subject.deque(List.of("first", "same", "same"));
        Iterator<String> iterator = deque.descendingIterator();
        iterator.next();
        iterator.next();
        assertThat(deque.pollLast()).isEqualTo("same");
        iterator.remove();
        assertThat(deque).containsExactly("first");
    }

    @Test
    void behavesLikeAnArrayDeque() {
        Deque<Integer> deque = subject.deque(List.of());
        ArrayDeque<Integer> model = new ArrayDeque<>();
        Random random = new Random(3);
        for (int step = 0; step < 1_000; step++) {
            switch (random.nextInt(7)) {
                case 0, 1:
                    deque.addFirst(step);
                    model.addFirst(step);
                    break;
                case 2:
                    deque.addLast(step);
                    model.addLast(step);
                    break;
                case 3:
                    assertThat(deque.pollFirst()).isEqualTo(model.pollFirst());
                    break;
                case 4:
                    assertThat(deque.pollLast()).isEqualTo(model.pollLast());
                    break;
                case 5:
                    int sought = random.nextInt(step + 1);
                    assertThat(deque.removeLastOccurrence(sought)).isEqualTo(model.removeLastOccurrence(sought));
                    break;
                default:
                    assertThat(deque.peekFirst()).isEqualTo(model.peekFirst());
                    assertThat(deque.peekLast()).isEqualTo(model.peekLast());
            }
        }
        assertThat(deque.toArray()).isEqualTo(model.toArray());
        assertThat(deque).hasToString(model.toString());
    }
}
