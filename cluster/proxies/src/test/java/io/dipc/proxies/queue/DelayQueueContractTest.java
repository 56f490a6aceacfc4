package io.dipc.proxies.queue;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.DelayQueue;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Delays, beside {@link UnboundedQueueContractTest}. The JDK's class is the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.UnboundedSubject#places")
class DelayQueueContractTest {
    private static final long LONG = DAYS.toMillis(1);

    @Parameter
    Subject subject;

    private final Threads threads = new Threads();

    @AfterEach
    void endThreads() {
        threads.close();
    }

    @Test
    void whatIsNotDueIsThereButNotTaken() throws InterruptedException {
        DelayQueue<Job> queue = subject.of(new DelayQueue<>());
        queue.add(Job.after(1, LONG));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.peek()).isEqualTo(Job.of(1));
        assertThat(queue.element()).isEqualTo(Job.of(1));
        assertThat(queue.contains(Job.of(1))).isTrue();
        assertThat(queue).containsExactly(Job.of(1));
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(5, MILLISECONDS)).isNull();
        Assertions.assertThatThrownBy(queue::remove).isExactlyInstanceOf(NoSuchElementException.class);
        assertThat(queue.drainTo(new ArrayList<>())).isZero();
        assertThat(queue.remove(Job.of(1))).isTrue();
        assertThat(queue).isEmpty();
    }

    @Test
    void takeWaitsUntilTheHeadIsDue() throws InterruptedException {
        DelayQueue<Job> queue = subject.of(new DelayQueue<>());
        queue.add(Job.after(1, 80));
        Job taken = queue.take();
        assertThat(taken.getDelay(NANOSECONDS)).as("not before it is due").isNotPositive();
        assertThat(queue).isEmpty();
    }

    @Test
    void takerThatWaitsIsWokenWhenTheHeadIsDue() {
        Subject.Pair<DelayQueue<Job>> queue = subject.pairOf(new DelayQueue<>());
        Running<Job> take = threads.start(() -> queue.other().take());
        Threads.awaitBlocked(take);
        queue.one().add(Job.after(2, LONG));
        queue.one().add(Job.after(1, 50));
        assertThat(take.get()).isEqualTo(Job.of(1));
        assertThat(take.get().getDelay(NANOSECONDS)).isNotPositive();
        assertThat(queue.one().size()).isEqualTo(1);
    }

    @Test
    void theOneDueFirstComesFirst() throws InterruptedException {
        DelayQueue<Job> queue = subject.of(new DelayQueue<>());
        queue.add(Job.after(3, LONG));
        queue.add(Job.after(2, 100));
        queue.add(Job.of(1));
        assertThat(queue.peek()).isEqualTo(Job.of(1));
        assertThat(queue.take()).isEqualTo(Job.of(1));
        assertThat(queue.poll(1, DAYS)).isEqualTo(Job.of(2));
        assertThat(queue.poll()).isNull();
        assertThat(queue.peek()).isEqualTo(Job.of(3));
    }

    @Test
    void theOneDueLongestAgoComesFirst() throws InterruptedException {
        DelayQueue<Job> queue = subject.of(new DelayQueue<>());
        queue.add(Job.of(3));
        queue.add(Job.of(1));
        queue.add(Job.of(2));
        assertThat(queue.take()).isEqualTo(Job.of(1));
        assertThat(queue.take()).isEqualTo(Job.of(2));
        assertThat(queue.take()).isEqualTo(Job.of(3));
    }

    @Test
    void everyTakerGetsOneWhenItIsDue() {
        Subject.Pair<DelayQueue<Job>> queue = subject.pairOf(new DelayQueue<>());
        List<Running<Job>> takers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            DelayQueue<Job> mine = i % 2 == 0 ? queue.one() : queue.other();
            takers.add(threads.start(mine::take));
            Threads.awaitBlocked(takers.get(i));
        }
        for (int i = 0; i < 6; i++) {
            queue.one().add(Job.after(i, 20 + 15 * i));
        }
        List<Job> taken = new ArrayList<>();
        takers.forEach(taker -> taken.add(taker.get()));
        assertThat(taken).extracting(Job::number).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    @Test
    void drainsWhatIsDue() {
        DelayQueue<Job> queue = subject.of(new DelayQueue<>());
        queue.addAll(List.of(Job.of(1), Job.after(9, LONG), Job.of(2), Job.after(8, LONG)));
        List<Job> drained = new ArrayList<>();
        assertThat(queue.drainTo(drained, 1)).isEqualTo(1);
        assertThat(queue.drainTo(drained)).isEqualTo(1);
        assertThat(drained).containsExactly(Job.of(1), Job.of(2));
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.removeIf(job -> job.number() == 9)).isTrue();
        queue.clear();
        assertThat(queue.size()).isZero();
        assertThat(queue.peek()).isNull();
    }

    @Test
    void contentsKeepTheirDelays() throws InterruptedException {
        DelayQueue<Job> local = new DelayQueue<>(List.of(Job.after(1, 60), Job.after(7, LONG), Job.of(0)));
        DelayQueue<Job> queue = subject.of(local);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.poll()).isEqualTo(Job.of(0));
        assertThat(queue.take()).isEqualTo(Job.of(1));
        assertThat(queue.poll()).isNull();
    }

    @Test
    void endlessDelaysDoNotOverflow() {
        DelayQueue<Job> queue = subject.of(new DelayQueue<>());
        queue.add(new Job(1, System.nanoTime() + Long.MAX_VALUE));
        queue.add(new Job(0, System.nanoTime() - Long.MAX_VALUE / 2));
        assertThat(queue.poll()).isEqualTo(Job.of(0));
        assertThat(queue.poll()).isNull();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void takerThatGivesUpLeavesTheElementToOthers() throws InterruptedException {
        Subject.Pair<DelayQueue<Job>> queue = subject.pairOf(new DelayQueue<>());
        Running<Job> first = threads.start(() -> queue.one().take());
        Threads.awaitBlocked(first);
        Running<Job> second = threads.start(() -> queue.other().take());
        Threads.awaitBlocked(second);
        // Long enough for a busy machine: not due before the first one has given up.
        queue.one().add(Job.after(1, 3_000));
        first.thread().interrupt();
        assertThat(first.failure()).isExactlyInstanceOf(InterruptedException.class);
        assertThat(second.get()).isEqualTo(Job.of(1));
    }
}
