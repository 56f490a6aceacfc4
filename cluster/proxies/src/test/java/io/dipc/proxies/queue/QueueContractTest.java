package io.dipc.proxies.queue;

import static io.dipc.proxies.queue.QueueSubject.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a queue is to those who do not wait. The JDK's classes are the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.QueueSubject#queues")
class QueueContractTest {
    @Parameter
    QueueSubject subject;

    @Test
    void isFirstInFirstOut() {
        Queue<Integer> queue = subject.queue();
        for (int i = 0; i < 10; i++) {
            assertThat(queue.offer(i)).isTrue();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(queue.poll()).isEqualTo(i);
        }
        assertThat(queue.poll()).isNull();
    }

    @Test
    void headOfAnEmptyQueue() {
        Queue<String> queue = subject.queue();
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll()).isNull();
        assertThatThrownBy(queue::element).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(queue::remove).isExactlyInstanceOf(NoSuchElementException.class);
    }

    @Test
    void headStaysWhenLookedAt() {
        Queue<String> queue = subject.queue(List.of("a", "b"));
        assertThat(queue.peek()).isEqualTo("a");
        assertThat(queue.element()).isEqualTo("a");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.remove()).isEqualTo("a");
        assertThat(queue.peek()).isEqualTo("b");
    }

    @Test
    void nullArgumentsAreRefused() {
        Queue<String> queue = subject.queue(List.of("a"));
        assertThatNullPointerException().isThrownBy(() -> queue.addAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.removeAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.retainAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.containsAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.removeIf(null));
        assertThatNullPointerException().isThrownBy(() -> queue.forEach(null));
        assertThatNullPointerException().isThrownBy(() -> queue.toArray((Object[]) null));
        assertThatNullPointerException().isThrownBy(() -> queue.iterator().forEachRemaining(null));
        assertThat(queue).containsExactly("a");
    }

    @Test
    void nullIsNotContained() {
        Queue<String> queue = subject.queue(List.of("a"));
        assertThat(queue.contains(null)).isFalse();
        if (subject.type() == QueueSubject.Type.CONCURRENT_LINKED_DEQUE) {
            assertThatNullPointerException().isThrownBy(() -> queue.remove(null));
        } else {
            assertThat(queue.remove(null)).isFalse();
        }
        assertThat(queue.containsAll(Arrays.asList("a", null))).isFalse();
    }

    @Test
    void containsByEquals() {
        Queue<Object> queue = subject.queue(List.of(new CaseBlind("a"), new CaseBlind("b")));
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
        Queue<String> queue = subject.queue(List.of("a"));
        assertThat(queue.contains(new EqualsAll())).isTrue();
        assertThat(queue.remove(new EqualsAll())).isTrue();
        assertThat(queue).isEmpty();
    }

    @Test
    void removesTheFirstEqualElement() {
        Queue<String> queue = subject.queue(List.of("a", "b", "a"));
        assertThat(queue.remove("a")).isTrue();
        assertThat(queue).containsExactly("b", "a");
        assertThat(queue.remove("x")).isFalse();
        assertThat(queue.remove("a")).isTrue();
        assertThat(queue.remove("b")).isTrue();
        assertThat(queue.remove("b")).isFalse();
        assertThat(queue).isEmpty();
    }

    @Test
    void removesIf() {
        Queue<Integer> queue = subject.queue(numbers(100));
        assertThat(queue.removeIf(i -> i % 3 == 0)).isTrue();
        assertThat(queue.removeIf(i -> i % 3 == 0)).isFalse();
        assertThat(queue).hasSize(66).containsAll(List.of(1, 2, 98)).doesNotContain(3, 99);
    }

    @Test
    void removesAndRetainsAll() {
        Queue<Integer> queue = subject.queue(numbers(10));
        assertThat(queue.removeAll(Set.of(1, 2, 77))).isTrue();
        assertThat(queue.removeAll(Set.of(1, 2, 77))).isFalse();
        assertThat(queue.retainAll(Set.of(3, 4, 5))).isTrue();
        assertThat(queue.retainAll(Set.of(3, 4, 5))).isFalse();
        assertThat(queue).containsExactly(3, 4, 5);
        assertThat(queue.retainAll(List.of())).isTrue();
        assertThat(queue).isEmpty();
    }

    @Test
    void addsMany() {
        Queue<Integer> queue = subject.queue();
        assertThat(queue.addAll(numbers(5_000))).isTrue();
        assertThat(queue.size()).isEqualTo(5_000);
        assertThat(new ArrayList<>(queue)).isEqualTo(numbers(5_000));
    }

    @Test
    void clears() {
        Queue<Integer> queue = subject.queue(numbers(10));
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.offer(1)).isTrue();
        queue.clear();
        queue.clear();
        assertThat(queue.size()).isZero();
    }

    @Test
    void equalsIsIdentity() {
        Queue<Integer> queue = subject.queue(numbers(1));
        Queue<Integer> other = subject.queue(numbers(1));
        Collection<Integer> same = queue;
        assertThat(queue.equals(same)).isTrue();
        assertThat(queue.equals(other)).isFalse();
        assertThat(queue.hashCode()).isEqualTo(same.hashCode());
    }

    @Test
    void nullElementsAreRefused() {
        Queue<String> queue = subject.queue();
        assertThatNullPointerException().isThrownBy(() -> queue.add(null));
        assertThatNullPointerException().isThrownBy(() -> queue.offer(null));
        assertThat(queue).isEmpty();
    }

    @Test
    void addsAll() {
        Queue<Integer> queue = subject.queue();
        assertThat(queue.addAll(List.of())).isFalse();
        assertThat(queue.addAll(List.of(1, 2, 3))).isTrue();
        assertThat(queue.addAll(Set.of(4))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.addAll(queue));
        assertThat(queue).containsExactly(1, 2, 3, 4);
    }

    @Test
    void addsAllOrWhatIsInFrontOfANull() {
        Queue<String> queue = subject.queue();
        assertThatNullPointerException().isThrownBy(() -> queue.addAll(Arrays.asList("a", null, "b")));
        if (subject.type().addsOneByOne()) {
            assertThat(queue).containsExactly("a");
        } else {
            assertThat(queue).isEmpty();
        }
    }

    @Test
    void contentsAreThere() {
        Queue<String> queue = subject.queue(List.of("a", "b", "c"));
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.poll()).isEqualTo("a");
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void interruptDisturbsNothing() {
        Queue<String> queue = subject.queue();
        Thread.currentThread().interrupt();
        try {
            assertThat(queue.offer("a")).isTrue();
            assertThat(queue.peek()).isEqualTo("a");
            assertThat(queue.contains("a")).isTrue();
            assertThat(queue.poll()).isEqualTo("a");
            assertThat(queue.poll()).isNull();
        } finally {
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
        }
    }

    @Test
    void othersSeeWhatOneDoes() {
        Subject.Pair<Queue<String>> queue = subject.queuePair();
        queue.one().add("a");
        queue.other().add("b");
        assertThat(queue.one()).containsExactly("a", "b");
        assertThat(queue.other().poll()).isEqualTo("a");
        assertThat(queue.one().remove("b")).isTrue();
        assertThat(queue.other().poll()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.one().addAll(subject.subject().argument(queue)));
    }

    @Test
    void concurrentPollsGetEachElementOnce() {
        Subject.Pair<Queue<Integer>> queue = subject.queuePair();
        int producers = 3;
        int each = 200;
        try (Threads threads = new Threads()) {
            List<Running<Void>> adding = new ArrayList<>();
            List<Running<List<Integer>>> polling = new ArrayList<>();
            for (int p = 0; p < producers; p++) {
                int first = p * each;
                Queue<Integer> mine = p % 2 == 0 ? queue.one() : queue.other();
                adding.add(threads.run(() -> {
                    for (int i = 0; i < each; i++) {
                        assertThat(mine.offer(first + i)).isTrue();
                    }
                }));
                polling.add(threads.start(() -> {
                    List<Integer> got = new ArrayList<>();
                    while (got.size() < each) {
                        Integer one = mine.poll();
                        if (one == null) {
                            Thread.onSpinWait();
                        } else {
                            got.add(one);
                        }
                    }
                    return got;
                }));
            }
            adding.forEach(Running::get);
            List<Integer> all = new ArrayList<>();
            for (Running<List<Integer>> one : polling) {
                for (int p = 0; p < producers; p++) {
                    int producer = p;
                    assertThat(one.get().stream().filter(i -> i / each == producer))
                            .as("order of one producer")
                            .isSorted();
                }
                all.addAll(one.get());
            }
            assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(producers * each));
        }
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
