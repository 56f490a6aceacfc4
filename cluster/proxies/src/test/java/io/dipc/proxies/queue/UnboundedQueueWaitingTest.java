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
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What threads see of a blocking queue without a capacity that wait for each other, be it on one member or on two. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.UnboundedSubject#all")
class UnboundedQueueWaitingTest {
    @Parameter
    UnboundedSubject subject;

    private final Threads threads = new Threads();

    @AfterEach
    void endThreads() {
        threads.close();
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @Test
    void everyWayOfAddingWakesTake() {
        Subject.Pair<BlockingQueue<Job>> queue = subject.pair();
        List<Threads.Body> ways = List.of(
                () -> queue.one().add(Job.of(1)),
                () -> queue.one().offer(Job.of(1)),
                () -> queue.one().put(Job.of(1)),
                () -> queue.one().offer(Job.of(1), 1, SECONDS),
                () -> queue.one().addAll(List.of(Job.of(1))));
        for (Threads.Body way : ways) {
            Running<Job> take = threads.start(() -> queue.other().take());
            Threads.awaitBlocked(take);
            threads.run(way).get();
            assertThat(take.get()).isEqualTo(Job.of(1));
        }
        assertThat(queue.one()).isEmpty();
    }

    @Test
    void timedPollGetsWhatComesInTime() {
        Subject.Pair<BlockingQueue<Job>> queue = subject.pair();
        Running<Job> poll = threads.start(() -> queue.other().poll(1, DAYS));
        Threads.awaitBlocked(poll);
        queue.one().add(Job.of(1));
        assertThat(poll.get()).isEqualTo(Job.of(1));
    }

    @Test
    void timeIsKept() throws Exception {
        BlockingQueue<Job> queue = subject.queue();
        long start = System.nanoTime();
        assertThat(queue.poll(30, MILLISECONDS)).isNull();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        queue.add(Job.of(1));
        assertThat(queue.poll(1, DAYS)).isEqualTo(Job.of(1));
    }

    @Test
    void interruptBeforeWaitingThrows() {
        BlockingQueue<Job> queue = subject.queue();
        for (Threads.Body wait :
                List.<Threads.Body>of(queue::take, () -> queue.poll(1, SECONDS), () -> queue.poll(0, SECONDS))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(wait::run).isExactlyInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).as("status is cleared").isFalse();
        }
    }

    @Test
    void interruptBeforeATimedPollOfAnElement() throws Exception {
        BlockingQueue<Job> queue = subject.queue(Job.of(1));
        Thread.currentThread().interrupt();
        if (subject.type() == UnboundedSubject.Type.LINKED_TRANSFER_QUEUE) {
            assertThat(queue.poll(1, DAYS)).isEqualTo(Job.of(1));
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
        } else {
            assertThatThrownBy(() -> queue.poll(1, DAYS)).isExactlyInstanceOf(InterruptedException.class);
            assertThat(queue.size()).isEqualTo(1);
        }
    }

    @Test
    void interruptEndsTake() {
        BlockingQueue<Job> queue = subject.queue();
        for (Threads.Body wait : List.<Threads.Body>of(queue::take, () -> queue.poll(1, DAYS))) {
            Running<Void> waiting = threads.run(wait);
            Threads.awaitBlocked(waiting);
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
        }
        queue.add(Job.of(1));
        assertThat(queue.poll()).as("not taken by who gave up").isEqualTo(Job.of(1));
    }

    @Test
    void interruptsRacingPutsLeakNothing() {
        Subject.Pair<BlockingQueue<Job>> queue = subject.pair();
        Random random = new Random(5);
        List<Job> taken = Collections.synchronizedList(new ArrayList<>());
        int rounds = 120;
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
            Running<Void> put = threads.run(() -> queue.one().put(Job.of(element)));
            for (int spin = 0; spin < spins; spin++) {
                Thread.onSpinWait();
            }
            take.thread().interrupt();
            put.get();
            take.get();
        }
        Threads.await(() -> {
            queue.one().drainTo(taken);
            return taken.size() >= rounds;
        });
        assertThat(taken).doesNotHaveDuplicates().hasSize(rounds);
    }

    @Test
    void timeoutsRacingPutsLeakNothing() throws Exception {
        Subject.Pair<BlockingQueue<Job>> queue = subject.pair();
        List<Job> taken = Collections.synchronizedList(new ArrayList<>());
        int rounds = 200;
        Running<Void> taker = threads.run(() -> {
            Random random = new Random(6);
            while (taken.size() < rounds) {
                Job one = queue.other().poll(random.nextInt(300_000), NANOSECONDS);
                if (one != null) {
                    taken.add(one);
                }
            }
        });
        for (int i = 0; i < rounds; i++) {
            queue.one().put(Job.of(i));
        }
        taker.get();
        assertThat(taken).doesNotHaveDuplicates().hasSize(rounds);
    }

    @Test
    void producersAndConsumersPassEachElementOnce() throws Exception {
        Subject.Pair<BlockingQueue<Job>> queue = subject.pair();
        int producers = 4;
        int each = 100;
        List<Running<Void>> producing = new ArrayList<>();
        List<Running<List<Job>>> consuming = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int first = p * each;
            BlockingQueue<Job> mine = p % 2 == 0 ? queue.one() : queue.other();
            producing.add(threads.run(() -> {
                for (int i = 0; i < each; i++) {
                    mine.put(Job.of(first + i));
                }
            }));
            consuming.add(threads.start(() -> {
                List<Job> got = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    got.add(mine.take());
                }
                return got;
            }));
        }
        producing.forEach(Running::get);
        List<Integer> all = new ArrayList<>();
        consuming.forEach(one -> one.get().forEach(job -> all.add(job.number())));
        assertThat(all).hasSize(producers * each).doesNotHaveDuplicates();
        assertThat(queue.one().poll()).isNull();
    }
}
