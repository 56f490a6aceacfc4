package io.dipc.proxies.semaphore;

import static io.dipc.proxies.semaphore.ProtectedMethods.queuedThreads;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import io.dipc.proxies.testing.peer.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What threads see of a semaphore that wait for each other, be it on one member or on two. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.semaphore.SemaphoreContractTest#subjects")
class SemaphoreWaitingTest {
    @Parameter
    Subject subject;

    private final Threads threads = new Threads();

    @AfterEach
    void endThreads() {
        threads.close();
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void releaseWakesAcquire(boolean fair) {
        Subject.Pair<Semaphore> semaphore = subject.pairOf(new Semaphore(0, fair));
        List<Threads.Body> ways = List.of(
                () -> semaphore.other().acquire(),
                () -> semaphore.other().acquireUninterruptibly(),
                () -> assertThat(semaphore.other().tryAcquire(1, DAYS)).isTrue());
        for (Threads.Body way : ways) {
            Running<Void> acquire = threads.run(way);
            Threads.awaitBlocked(acquire);
            semaphore.one().release();
            acquire.get();
            assertThat(semaphore.one().availablePermits()).isZero();
        }
    }

    @Test
    void acquireOfManyWaitsForAll() {
        Subject.Pair<Semaphore> semaphore = subject.pairOf(new Semaphore(0));
        Running<Void> acquire = threads.run(() -> semaphore.other().acquire(3));
        Threads.awaitBlocked(acquire);
        semaphore.one().release(2);
        assertThat(semaphore.one().availablePermits()).isEqualTo(2);
        assertThat(acquire.isDone()).isFalse();
        semaphore.one().release();
        acquire.get();
        assertThat(semaphore.one().availablePermits()).isZero();
    }

    @Test
    void oneReleaseServesMany() {
        Subject.Pair<Semaphore> semaphore = subject.pairOf(new Semaphore(0, true));
        List<Running<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(threads.run(() -> semaphore.other().acquire()));
        }
        semaphore.one().release(4);
        waiting.forEach(Running::get);
        assertThat(semaphore.one().availablePermits()).isZero();
    }

    @Test
    void fairSemaphoreServesInOrder() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(1, true));
        Running<Void> two = threads.run(() -> semaphore.acquire(2));
        awaitQueued(semaphore, 1);
        Running<Void> one = threads.run(() -> semaphore.acquire(1));
        awaitQueued(semaphore, 2);
        assertThat(semaphore.tryAcquire(0, SECONDS)).as("does not overtake").isFalse();
        assertThat(semaphore.tryAcquire(1, MILLISECONDS))
                .as("does not overtake")
                .isFalse();
        assertThat(semaphore.tryAcquire()).as("overtakes").isTrue();
        semaphore.release(2);
        two.get();
        assertThat(one.isDone()).isFalse();
        semaphore.release();
        one.get();
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void nonfairSemaphoreLetsOthersOvertake() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(1));
        Running<Void> two = threads.run(() -> semaphore.acquire(2));
        awaitQueued(semaphore, 1);
        semaphore.acquire();
        semaphore.release(2);
        two.get();
    }

    @Test
    void giverUpLetsTheNextPass() {
        Semaphore semaphore = subject.of(new Semaphore(1, true));
        Running<Void> two = threads.run(() -> semaphore.acquire(2));
        awaitQueued(semaphore, 1);
        Running<Void> one = threads.run(semaphore::acquire);
        awaitQueued(semaphore, 2);
        two.thread().interrupt();
        assertThat(two.failure()).isExactlyInstanceOf(InterruptedException.class);
        one.get();
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void knowsWhoWaits() throws Exception {
        Semaphore semaphore = subject.of(new Semaphore(0));
        assertThat(DistributedSemaphore.hasQueuedThreads(semaphore)).isFalse();
        assertThat(DistributedSemaphore.getQueueLength(semaphore)).isZero();
        assertThat(queuedThreads(semaphore)).isEmpty();
        Running<Void> first = threads.run(semaphore::acquire);
        Running<Void> second = threads.run(semaphore::acquireUninterruptibly);
        awaitQueued(semaphore, 2);
        assertThat(DistributedSemaphore.hasQueuedThreads(semaphore)).isTrue();
        assertThat(queuedThreads(semaphore).toArray()).containsExactlyInAnyOrder(first.thread(), second.thread());
        semaphore.release(2);
        first.get();
        second.get();
        assertThat(queuedThreads(semaphore)).isEmpty();
        assertThat(DistributedSemaphore.hasQueuedThreads(semaphore)).isFalse();
    }

    @Test
    void queueLengthCountsAllMembers() {
        Subject.Pair<Semaphore> semaphore = subject.pairOf(new Semaphore(0));
        Running<Void> here = threads.run(() -> semaphore.one().acquire());
        Running<Void> there = threads.run(() -> semaphore.other().acquire());
        awaitQueued(semaphore.one(), 2);
        awaitQueued(semaphore.other(), 2);
        semaphore.one().release(2);
        here.get();
        there.get();
    }

    @Test
    void timeIsKept() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(1));
        long start = System.nanoTime();
        assertThat(semaphore.tryAcquire(2, 30, MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        assertThat(semaphore.availablePermits()).isEqualTo(1);
        assertThat(DistributedSemaphore.getQueueLength(semaphore)).isZero();
    }

    @Test
    void interruptBeforeWaitingThrowsAndHasNoEffect() {
        Semaphore semaphore = subject.of(new Semaphore(5));
        List<Threads.Body> waits = List.of(
                semaphore::acquire,
                () -> semaphore.acquire(2),
                () -> semaphore.tryAcquire(1, SECONDS),
                () -> semaphore.tryAcquire(0, SECONDS),
                () -> semaphore.tryAcquire(2, 1, SECONDS));
        for (Threads.Body wait : waits) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(wait::run).isExactlyInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).as("status is cleared").isFalse();
        }
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @Test
    void interruptEndsAcquire() {
        Semaphore semaphore = subject.of(new Semaphore(0));
        for (Threads.Body wait : List.<Threads.Body>of(semaphore::acquire, () -> semaphore.tryAcquire(1, DAYS))) {
            Running<Void> waiting = threads.run(wait);
            Threads.awaitBlocked(waiting);
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
        }
        semaphore.release();
        assertThat(semaphore.tryAcquire()).as("not taken by who gave up").isTrue();
    }

    @Test
    void interruptDoesNotEndUninterruptibleAcquire() {
        Semaphore semaphore = subject.of(new Semaphore(0));
        Running<Boolean> waiting = threads.start(() -> {
            semaphore.acquireUninterruptibly();
            return Thread.interrupted();
        });
        awaitQueued(semaphore, 1);
        waiting.thread().interrupt();
        awaitQueued(semaphore, 1);
        assertThat(waiting.isDone()).isFalse();
        semaphore.release();
        assertThat(waiting.get()).as("status is kept").isTrue();
    }

    @Test
    void neverMoreHoldersThanPermits() throws Exception {
        Subject.Pair<Semaphore> semaphore = subject.pairOf(new Semaphore(3));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(8);
        List<Running<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Semaphore mine = i % 2 == 0 ? semaphore.one() : semaphore.other();
            int permits = 1 + i % 3;
            all.add(threads.run(() -> {
                start.await();
                for (int round = 0; round < 60; round++) {
                    mine.acquire(permits);
                    most.accumulateAndGet(inside.addAndGet(permits), Math::max);
                    inside.addAndGet(-permits);
                    mine.release(permits);
                }
            }));
        }
        all.forEach(Running::get);
        assertThat(most.get()).isBetween(1, 3);
        assertThat(semaphore.one().availablePermits()).isEqualTo(3);
        assertThat(semaphore.other().availablePermits()).isEqualTo(3);
    }

    @Test
    void interruptsRacingReleasesLeakNothing() {
        Subject.Pair<Semaphore> semaphore = subject.pairOf(new Semaphore(0));
        Random random = new Random(7);
        List<Integer> acquired = Collections.synchronizedList(new ArrayList<>());
        int rounds = 150;
        for (int i = 0; i < rounds; i++) {
            int round = i;
            Running<Void> acquire = threads.run(() -> {
                try {
                    semaphore.other().acquire();
                    acquired.add(round);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Running<Void> release = threads.run(() -> semaphore.one().release());
            for (int spins = random.nextInt(2_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            acquire.thread().interrupt();
            release.get();
            acquire.get();
        }
        Threads.await(() -> semaphore.one().availablePermits() == rounds - acquired.size());
    }

    @Test
    void timeoutsRacingReleasesLeakNothing() throws Exception {
        Subject.Pair<Semaphore> semaphore = subject.pairOf(new Semaphore(0));
        int rounds = 300;
        Running<Integer> acquiring = threads.start(() -> {
            Random random = new Random(8);
            int acquired = 0;
            while (acquired < rounds) {
                acquired += semaphore.other().tryAcquire(random.nextInt(300_000), NANOSECONDS) ? 1 : 0;
            }
            return acquired;
        });
        for (int i = 0; i < rounds; i++) {
            semaphore.one().release();
        }
        assertThat(acquiring.get()).isEqualTo(rounds);
        Threads.await(() -> semaphore.one().availablePermits() == 0);
    }

    private void awaitQueued(Semaphore semaphore, int threads) {
        Threads.await(() -> subject.apply(semaphore, new QueueLength()) == threads);
    }

    /** The method is final. */
    private record QueueLength() implements Operation<Semaphore, Integer> {
        @Override
        public Integer apply(Semaphore semaphore) {
            return DistributedSemaphore.getQueueLength(semaphore);
        }
    }
}
