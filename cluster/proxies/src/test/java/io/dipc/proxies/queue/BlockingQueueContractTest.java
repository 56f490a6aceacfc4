package io.dipc.proxies.queue;

import static io.dipc.proxies.queue.QueueSubject.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What one thread sees of a blocking queue, beside {@link QueueContractTest}. The JDK's classes are the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.QueueSubject#blockingQueues")
class BlockingQueueContractTest {
    @Parameter
    QueueSubject subject;

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
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.add("b"))
                .withMessage(subject.type().fullMessage());
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
    void addsAll() {
        BlockingQueue<Integer> queue = subject.bounded(5);
        assertThat(queue.addAll(List.of())).isFalse();
        assertThat(queue.addAll(List.of(1, 2, 3))).isTrue();
        assertThat(queue).containsExactly(1, 2, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> queue.addAll(queue));
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.addAll(List.of(4, 5, 6)))
                .withMessage(subject.type().fullMessage());
        assertThat(queue).containsExactly(1, 2, 3, 4, 5);
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

    @Test
    void nullTargetsAreRefused() {
        BlockingQueue<String> queue = subject.with(List.of("a"));
        assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null));
        assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null, 0));
        assertThat(queue).containsExactly("a");
    }
}
