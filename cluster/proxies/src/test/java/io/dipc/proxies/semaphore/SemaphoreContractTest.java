package io.dipc.proxies.semaphore;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import io.dipc.proxies.testing.peer.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What threads see of a semaphore, be it on one member or on two. The JDK's class is the oracle. */
@ParameterizedClass
@MethodSource("subjects")
class SemaphoreContractTest {
    @Parameter
    Subject subject;

    private final Threads threads = new Threads();

    static Stream<Subject> subjects() {
        return Subject.places().map(Subject::new);
    }

    @AfterEach
    void endThreads() {
        threads.close();
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @Test
    void countsPermits() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(5));
        assertThat(semaphore.availablePermits()).isEqualTo(5);
        semaphore.acquire();
        semaphore.acquire(2);
        semaphore.acquireUninterruptibly();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
        semaphore.release();
        semaphore.release(3);
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @Test
    void permitsMayExceedTheFirstOnes() {
        Semaphore semaphore = subject.of(new Semaphore(0));
        semaphore.release(3);
        assertThat(semaphore.availablePermits()).isEqualTo(3);
        assertThat(semaphore.tryAcquire(3)).isTrue();
    }

    @Test
    void triesWithoutWaiting() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(2));
        assertThat(semaphore.tryAcquire(3)).isFalse();
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.tryAcquire(1)).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(semaphore.tryAcquire(time, SECONDS)).isFalse();
            assertThat(semaphore.tryAcquire(2, time, SECONDS)).isFalse();
        }
        semaphore.release(2);
        assertThat(semaphore.tryAcquire(2, 0, SECONDS)).isTrue();
    }

    @Test
    void noPermitsCanBeHadAtOnce() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(0));
        semaphore.acquire(0);
        semaphore.acquireUninterruptibly(0);
        semaphore.release(0);
        assertThat(semaphore.tryAcquire(0)).isTrue();
        assertThat(semaphore.tryAcquire(0, 1, DAYS)).isTrue();
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void negativePermitsAreRefusedBeforeAnythingElse() {
        Semaphore semaphore = subject.of(new Semaphore(1));
        Thread.currentThread().interrupt();
        try {
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquire(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquireUninterruptibly(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1, 1, SECONDS));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1, 1, null));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.release(-1));
            assertThatNullPointerException().isThrownBy(() -> semaphore.tryAcquire(1, null));
            assertThatNullPointerException().isThrownBy(() -> semaphore.tryAcquire(1, 1, null));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    void tooManyPermitsAreAnError() {
        Semaphore semaphore = subject.of(new Semaphore(1));
        assertThatThrownBy(() -> semaphore.release(Integer.MAX_VALUE))
                .isExactlyInstanceOf(Error.class)
                .hasMessage("Maximum permit count exceeded");
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    void drains() {
        Semaphore semaphore = subject.of(new Semaphore(5));
        assertThat(semaphore.drainPermits()).isEqualTo(5);
        assertThat(semaphore.drainPermits()).isZero();
        assertThat(semaphore.availablePermits()).isZero();
        semaphore.release(5);
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @Test
    void drainsFewerThanNone() {
        Semaphore semaphore = subject.of(new Semaphore(-3));
        assertThat(semaphore.availablePermits()).isEqualTo(-3);
        assertThat(semaphore.tryAcquire(0)).isFalse();
        assertThat(semaphore.drainPermits()).isEqualTo(-3);
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void reducesPermits() throws Exception {
        Semaphore semaphore = subject.of(new Semaphore(2));
        reduce(semaphore, 5);
        assertThat(semaphore.availablePermits()).isEqualTo(-3);
        semaphore.release(4);
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        reduce(semaphore, 0);
        assertThatThrownBy(() -> reduce(semaphore, -1)).isExactlyInstanceOf(IllegalArgumentException.class);
        reduce(semaphore, Integer.MAX_VALUE);
        assertThatThrownBy(() -> reduce(semaphore, Integer.MAX_VALUE))
                .isExactlyInstanceOf(Error.class)
                .hasMessage("Permit count underflow");
        assertThat(semaphore.availablePermits()).isEqualTo(-Integer.MAX_VALUE);
    }

    @Test
    void knowsWhetherItIsFair() {
        assertThat(subject.of(new Semaphore(1)).isFair()).isFalse();
        assertThat(subject.of(new Semaphore(1, true)).isFair()).isTrue();
    }

    @Test
    void showsItsPermits() {
        Semaphore semaphore = subject.of(new Semaphore(3));
        assertThat(semaphore.toString()).matches("java\\.util\\.concurrent\\.Semaphore@[0-9a-f]+\\[Permits = 3]");
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
    void interruptDoesNotDisturbWhatDoesNotWait() {
        Semaphore semaphore = subject.of(new Semaphore(3));
        Thread.currentThread().interrupt();
        try {
            assertThat(semaphore.tryAcquire()).isTrue();
            semaphore.acquireUninterruptibly();
            semaphore.release();
            assertThat(semaphore.availablePermits()).isEqualTo(2);
            assertThat(semaphore.drainPermits()).isEqualTo(2);
        } finally {
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
        }
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

    private static void reduce(Semaphore semaphore, int reduction) throws Exception {
        protectedCall(semaphore, "reducePermits", new Class<?>[] {int.class}, reduction);
    }

    private static java.util.Collection<?> queuedThreads(Semaphore semaphore) throws Exception {
        return (java.util.Collection<?>) protectedCall(semaphore, "getQueuedThreads", new Class<?>[0]);
    }

    /** As a subclass would; the JDK's class itself must be opened to the test. */
    private static Object protectedCall(Semaphore semaphore, String name, Class<?>[] types, Object... arguments)
            throws Exception {
        Method method = semaphore.getClass().getDeclaredMethod(name, types);
        method.setAccessible(true);
        try {
            return method.invoke(semaphore, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
