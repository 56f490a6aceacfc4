package io.dipc.proxies.queue;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
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

/**
 * What one thread sees of a blocking queue without a capacity, whichever its order: elements are put in the order in which
 * they are to be taken. The JDK's classes are the oracle.
 */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.UnboundedSubject#all")
class UnboundedQueueContractTest {
    @Parameter
    UnboundedSubject subject;

    @Test
    void elementsComeOutInOrder() throws InterruptedException {
        BlockingQueue<Job> queue = subject.queue();
        queue.put(Job.of(1));
        assertThat(queue.offer(Job.of(2))).isTrue();
        assertThat(queue.add(Job.of(3))).isTrue();
        assertThat(queue.offer(Job.of(4), 1, SECONDS)).isTrue();
        assertThat(queue.take()).isEqualTo(Job.of(1));
        assertThat(queue.poll()).isEqualTo(Job.of(2));
        assertThat(queue.remove()).isEqualTo(Job.of(3));
        assertThat(queue.poll(1, DAYS)).isEqualTo(Job.of(4));
        assertThat(queue.poll()).isNull();
    }

    @Test
    void headOfAnEmptyQueue() throws InterruptedException {
        BlockingQueue<Job> queue = subject.queue();
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(0, SECONDS)).isNull();
        assertThat(queue.poll(-1, SECONDS)).isNull();
        assertThatThrownBy(queue::element).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(queue::remove).isExactlyInstanceOf(NoSuchElementException.class);
        assertThat(queue.iterator().hasNext()).isFalse();
        assertThat(queue).hasToString("[]").isEmpty();
    }

    @Test
    void headStaysWhenLookedAt() {
        BlockingQueue<Job> queue = subject.queue(Job.of(1), Job.of(2));
        assertThat(queue.peek()).isEqualTo(Job.of(1));
        assertThat(queue.element()).isEqualTo(Job.of(1));
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void thereIsAlwaysRoom() {
        BlockingQueue<Job> queue = subject.queue(jobs(10));
        assertThat(queue.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
        assertThat(queue.size()).isEqualTo(10);
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void nullElementsAreRefused() {
        BlockingQueue<Job> queue = subject.queue();
        assertThatNullPointerException().isThrownBy(() -> queue.add(null));
        assertThatNullPointerException().isThrownBy(() -> queue.offer(null));
        assertThatNullPointerException().isThrownBy(() -> queue.put(null));
        assertThatNullPointerException().isThrownBy(() -> queue.offer(null, 1, SECONDS));
        assertThatNullPointerException().isThrownBy(() -> queue.addAll(Arrays.asList(Job.of(1), null, Job.of(2))));
        assertThat(queue).containsExactly(Job.of(1));
    }

    @Test
    void nullArgumentsAreRefused() {
        BlockingQueue<Job> queue = subject.queue(Job.of(1));
        assertThatNullPointerException().isThrownBy(() -> queue.addAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.removeAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.retainAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.containsAll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.removeIf(null));
        assertThatNullPointerException().isThrownBy(() -> queue.forEach(null));
        assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null));
        assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null, 1));
        assertThatNullPointerException().isThrownBy(() -> queue.toArray((Object[]) null));
        assertThatNullPointerException().isThrownBy(() -> queue.poll(1, null));
        assertThat(queue).containsExactly(Job.of(1));
    }

    @Test
    void offersThatCouldWaitDoNot() throws InterruptedException {
        BlockingQueue<Job> queue = subject.queue();
        Thread.currentThread().interrupt();
        try {
            queue.put(Job.of(1));
            assertThat(queue.offer(Job.of(2), 1, SECONDS)).isTrue();
            assertThat(queue.offer(Job.of(3), -1, null))
                    .as("the unit is not looked at")
                    .isTrue();
        } finally {
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
        }
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void findsByEquals() {
        BlockingQueue<Job> queue = subject.queue(jobs(5));
        assertThat(queue.contains(Job.after(3, 99))).isTrue();
        assertThat(queue.contains(Job.of(7))).isFalse();
        assertThat(queue.contains(null)).isFalse();
        assertThat(queue.contains("3")).isFalse();
        assertThat(queue.containsAll(List.of(Job.of(0), Job.of(4)))).isTrue();
        assertThat(queue.containsAll(List.of(Job.of(0), Job.of(5)))).isFalse();
        assertThat(queue.containsAll(queue)).isTrue();
    }

    @Test
    void removesByEquals() {
        BlockingQueue<Job> queue = subject.queue(jobs(5));
        assertThat(queue.remove(Job.of(2))).isTrue();
        assertThat(queue.remove(Job.of(2))).isFalse();
        assertThat(queue.remove(null)).isFalse();
        assertThat(queue.removeIf(job -> job.number() == 0)).isTrue();
        assertThat(queue.removeIf(job -> job.number() == 0)).isFalse();
        assertThat(queue.removeAll(Set.of(Job.of(4), Job.of(9)))).isTrue();
        assertThat(queue).containsExactlyInAnyOrder(Job.of(1), Job.of(3));
        assertThat(queue.retainAll(Set.of(Job.of(3)))).isTrue();
        assertThat(queue.retainAll(Set.of(Job.of(3)))).isFalse();
        assertThat(queue).containsExactly(Job.of(3));
        queue.clear();
        assertThat(queue.size()).isZero();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void addsAll() {
        BlockingQueue<Job> queue = subject.queue();
        assertThat(queue.addAll(List.of())).isFalse();
        assertThat(queue.addAll(jobs(50))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.addAll(queue));
        assertThat(drained(queue)).isEqualTo(jobs(50));
    }

    @Test
    void drains() {
        BlockingQueue<Job> queue = subject.queue(jobs(10));
        List<Job> target = new ArrayList<>();
        assertThat(queue.drainTo(target, 3)).isEqualTo(3);
        assertThat(target).isEqualTo(jobs(3));
        assertThat(queue.drainTo(target, 0)).isZero();
        assertThat(queue.drainTo(target, -1)).isZero();
        assertThat(queue.drainTo(target)).isEqualTo(7);
        assertThat(queue.drainTo(target)).isZero();
        assertThat(target).isEqualTo(jobs(10));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue, 1));
    }

    @Test
    void drainsMany() {
        BlockingQueue<Job> queue = subject.queue(jobs(3_000));
        List<Job> target = new ArrayList<>();
        assertThat(queue.drainTo(target, 1_500)).isEqualTo(1_500);
        assertThat(queue.drainTo(target)).isEqualTo(1_500);
        assertThat(target).isEqualTo(jobs(3_000));
    }

    @Test
    void collectionThatRefusesAnElementLeavesTheRest() {
        if (subject.subject().isJdk() && subject.type() == UnboundedSubject.Type.LINKED_TRANSFER_QUEUE) {
            // loses the element, as the Javadoc of drainTo allows
            return;
        }
        BlockingQueue<Job> queue = subject.queue(jobs(5));
        List<Job> target = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(Job element) {
                if (element.number() == 3) {
                    throw new IllegalArgumentException();
                }
                return super.add(element);
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(target));
        assertThat(target).isEqualTo(jobs(3));
        assertThat(drained(queue)).containsExactly(Job.of(3), Job.of(4));
    }

    @Test
    void makesArrays() {
        BlockingQueue<Job> queue = subject.queue(jobs(2));
        assertThat(queue.toArray()).containsExactlyInAnyOrder(Job.of(0), Job.of(1));
        assertThat(queue.toArray().getClass()).isEqualTo(Object[].class);
        assertThat(queue.toArray(new Job[0])).containsExactlyInAnyOrder(Job.of(0), Job.of(1));
        assertThat(queue.toArray(Job[]::new)).containsExactlyInAnyOrder(Job.of(0), Job.of(1));
        Job[] longer = {Job.of(8), Job.of(8), Job.of(8), Job.of(8)};
        assertThat(queue.toArray(longer)).isSameAs(longer);
        assertThat(longer[2]).isNull();
        assertThat(longer[3]).isEqualTo(Job.of(8));
        assertThatThrownBy(() -> queue.toArray(new Integer[0])).isExactlyInstanceOf(ArrayStoreException.class);
    }

    @Test
    void showsItsElements() {
        BlockingQueue<Job> queue = subject.queue(Job.of(7));
        assertThat(queue.toString()).startsWith("[Job[number=7, ").endsWith("]]");
    }

    @Test
    void iterates() {
        BlockingQueue<Job> queue = subject.queue(jobs(3_000));
        List<Job> seen = new ArrayList<>();
        for (Job job : queue) {
            seen.add(job);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(jobs(3_000));
        Iterator<Job> iterator = queue.iterator();
        seen.clear();
        seen.add(iterator.next());
        iterator.forEachRemaining(seen::add);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(jobs(3_000));
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isExactlyInstanceOf(NoSuchElementException.class);
        seen.clear();
        queue.forEach(seen::add);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(jobs(3_000));
    }

    @Test
    void iteratorRemoves() {
        BlockingQueue<Job> queue = subject.queue(jobs(6));
        Iterator<Job> iterator = queue.iterator();
        assertThatIllegalStateException().isThrownBy(iterator::remove);
        while (iterator.hasNext()) {
            if (iterator.next().number() % 2 == 0) {
                iterator.remove();
                assertThatIllegalStateException().isThrownBy(iterator::remove);
            }
        }
        assertThat(drained(queue)).containsExactly(Job.of(1), Job.of(3), Job.of(5));
    }

    @Test
    void iteratorRemovalOfATakenElementDoesNothing() {
        BlockingQueue<Job> queue = subject.queue(jobs(1));
        Iterator<Job> iterator = queue.iterator();
        iterator.next();
        queue.poll();
        queue.add(Job.of(0));
        iterator.remove();
        assertThat(queue).containsExactly(Job.of(0));
    }

    @Test
    void streams() {
        BlockingQueue<Job> queue = subject.queue(jobs(2_000));
        assertThat(queue.stream().mapToInt(Job::number).sum()).isEqualTo(1_999 * 1_000);
        assertThat(queue.parallelStream().mapToInt(Job::number).sum()).isEqualTo(1_999 * 1_000);
        assertThat(queue.stream().collect(Collectors.toSet())).hasSize(2_000);
    }

    @Test
    void spliterates() {
        BlockingQueue<Job> queue = subject.queue(jobs(9));
        Spliterator<Job> spliterator = queue.spliterator();
        int expected = switch (subject.type()) {
            case PRIORITY_BLOCKING_QUEUE -> Spliterator.NONNULL | Spliterator.SIZED | Spliterator.SUBSIZED;
            case DELAY_QUEUE -> Spliterator.SIZED | Spliterator.SUBSIZED;
            case LINKED_TRANSFER_QUEUE -> Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT;
        };
        assertThat(spliterator.characteristics()).isEqualTo(expected);
        queue.add(Job.of(9));
        List<Job> seen = new ArrayList<>();
        assertThat(spliterator.tryAdvance(seen::add)).isTrue();
        spliterator.forEachRemaining(seen::add);
        assertThat(spliterator.tryAdvance(seen::add)).isFalse();
        assertThat(seen).as("binds late").containsExactlyInAnyOrderElementsOf(jobs(10));
        if (subject.type() != UnboundedSubject.Type.LINKED_TRANSFER_QUEUE) {
            assertThat(queue.spliterator().estimateSize()).isEqualTo(10);
            assertThat(queue.spliterator().trySplit().estimateSize()).isPositive();
        }
    }

    @Test
    void equalsIsIdentity() {
        BlockingQueue<Job> queue = subject.queue(Job.of(1));
        Collection<Job> same = queue;
        assertThat(queue.equals(same)).isTrue();
        assertThat(queue.equals(subject.queue(Job.of(1)))).isFalse();
        assertThat(queue.hashCode()).isEqualTo(same.hashCode());
    }

    @Test
    void othersSeeWhatOneDoes() {
        Subject.Pair<BlockingQueue<Job>> queue = subject.pair();
        queue.one().add(Job.of(1));
        queue.other().add(Job.of(2));
        assertThat(queue.one()).containsExactlyInAnyOrder(Job.of(1), Job.of(2));
        assertThat(queue.other().poll()).isEqualTo(Job.of(1));
        assertThat(queue.one().remove(Job.of(2))).isTrue();
        assertThat(queue.other().poll()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.one().addAll(subject.subject().argument(queue)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.one().drainTo(subject.subject().argument(queue)));
    }

    private static List<Job> jobs(int count) {
        return IntStream.range(0, count).mapToObj(Job::of).toList();
    }

    private static List<Job> drained(BlockingQueue<Job> queue) {
        List<Job> all = new ArrayList<>();
        queue.drainTo(all);
        return all;
    }
}
