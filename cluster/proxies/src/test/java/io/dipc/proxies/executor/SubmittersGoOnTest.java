package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Subject.Pair;
import io.dipc.proxies.testing.Subject.Place;
import io.dipc.proxies.testing.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who submits goes on before the cluster has the task, and nobody is to notice. */
class SubmittersGoOnTest {
    private static final int ROUNDS = 30;

    /** Static, so that tasks see it, which are copies. */
    private static final List<Integer> RUN = Collections.synchronizedList(new ArrayList<>());

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static int count() {
        return COUNT.incrementAndGet();
    }

    @BeforeEach
    void clear() {
        RUN.clear();
        COUNT.set(0);
    }

    @ParameterizedTest
    @MethodSource("io.dipc.proxies.testing.Subject#places")
    void tasksOfOneThreadBeginInTheirOrder(Place place) throws Exception {
        try (Subject subject = new Subject(place)) {
            ExecutorService pool =
                    subject.pairOf(Executors.newSingleThreadExecutor()).other();
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int number = i;
                expected.add(i);
                pool.execute(() -> RUN.add(number));
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
            assertThat(RUN).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.proxies.testing.Subject#places")
    void whoLearnsOfASubmissionFindsTheTask(Place place) throws Exception {
        try (Subject subject = new Subject(place)) {
            Pair<Semaphore> submitted = subject.pairOf(new Semaphore(0));
            Pair<BlockingQueue<String>> told = subject.pairOf(new LinkedBlockingQueue<>());
            for (int i = 0; i < ROUNDS; i++) {
                Pair<ExecutorService> pool = subject.pairOf(Executors.newFixedThreadPool(2));
                for (int j = 0; j < 10; j++) {
                    pool.other().execute(SubmittersGoOnTest::count);
                }
                if (i % 2 == 0) {
                    submitted.other().release();
                    submitted.one().acquire();
                } else {
                    told.other().put("submitted");
                    told.one().take();
                }
                pool.one().shutdown();
                assertThat(pool.one().awaitTermination(5, TimeUnit.MINUTES)).isTrue();
                assertThat(COUNT.get()).isEqualTo((i + 1) * 10);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.proxies.testing.Subject#places")
    void whoHasAnOutcomeFindsWhatTheTaskHasSubmitted(Place place) throws Exception {
        try (Subject subject = new Subject(place)) {
            ExecutorService first =
                    subject.pairOf(Executors.newFixedThreadPool(2)).other();
            for (int i = 0; i < ROUNDS; i++) {
                ExecutorService second =
                        subject.pairOf(Executors.newFixedThreadPool(2)).one();
                first.submit(() -> {
                            for (int j = 0; j < 10; j++) {
                                second.execute(SubmittersGoOnTest::count);
                            }
                        })
                        .get();
                second.shutdown();
                assertThat(second.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
                assertThat(COUNT.get()).isEqualTo((i + 1) * 10);
            }
            first.shutdown();
        }
    }

    @Test
    void afterAShutdownByAnotherMemberEachTaskIsRejected() throws Exception {
        try (Subject subject = new Subject(Place.TWO_MEMBERS)) {
            Pair<ExecutorService> pool = subject.pairOf(Executors.newFixedThreadPool(2));
            Semaphore begun = subject.of(new Semaphore(0));
            Semaphore gate = subject.of(new Semaphore(0));
            Future<?> running = pool.other().submit(() -> {
                begun.release();
                gate.acquire();
                return null;
            });
            begun.acquire();
            pool.one().shutdown();
            // Whether submit knows of it is a matter of time.
            List<Future<?>> futures = new ArrayList<>();
            assertThatThrownBy(() -> {
                        while (true) {
                            futures.add(pool.other().submit(SubmittersGoOnTest::count));
                        }
                    })
                    .isInstanceOf(RejectedExecutionException.class);
            for (Future<?> future : futures) {
                assertThatThrownBy(() -> future.get(5, TimeUnit.MINUTES))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(RejectedExecutionException.class);
            }
            gate.release();
            running.get(5, TimeUnit.MINUTES);
            assertThat(pool.other().awaitTermination(5, TimeUnit.MINUTES)).isTrue();
            assertThat(COUNT.get()).isZero();
        }
    }

    @Test
    void theHandlerOfRejectedTasksHearsOfThemLater() throws Exception {
        try (Subject subject = new Subject(Place.TWO_MEMBERS)) {
            BlockingQueue<Runnable> rejected = new LinkedBlockingQueue<>();
            ThreadPoolExecutor local = new ThreadPoolExecutor(
                    1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (task, pool) -> rejected.add(task));
            Pair<ExecutorService> pool = subject.pairOf(local);
            Semaphore begun = subject.of(new Semaphore(0));
            Semaphore gate = subject.of(new Semaphore(0));
            pool.other().execute(() -> {
                begun.release();
                gate.acquireUninterruptibly();
            });
            begun.acquire();
            pool.one().shutdown();
            Runnable task = SubmittersGoOnTest::count;
            pool.other().execute(task);
            assertThat(rejected.poll(5, TimeUnit.MINUTES)).isSameAs(task);
            Future<?> future = pool.other().submit(task);
            Runnable ofFuture = rejected.poll(5, TimeUnit.MINUTES);
            assertThat(ofFuture).isSameAs(future);
            ofFuture.run();
            assertThat(future.isDone()).isTrue();
            assertThat(COUNT.get()).as("run by who was told").isEqualTo(1);
            gate.release();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.proxies.testing.Subject#places")
    void cancellingIsPossibleAtOnce(Place place) throws Exception {
        try (Subject subject = new Subject(place)) {
            ExecutorService pool =
                    subject.pairOf(Executors.newSingleThreadExecutor()).other();
            Semaphore gate = subject.of(new Semaphore(0));
            Future<?> first = pool.submit(() -> {
                gate.acquire();
                return null;
            });
            for (int i = 0; i < 100; i++) {
                Future<?> future = pool.submit(SubmittersGoOnTest::count);
                assertThat(future.cancel(true)).isTrue();
                assertThat(future.isCancelled()).isTrue();
            }
            gate.release();
            first.get();
            pool.shutdown();
            assertThat(pool.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
            assertThat(COUNT.get()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.proxies.testing.Subject#places")
    void aFutureMayBeLockedByWhoWaitsForIt(Place place) throws Exception {
        try (Subject subject = new Subject(place)) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(1));
            Semaphore gate = subject.of(new Semaphore(0));
            Threads threads = new Threads();
            Future<Integer> future = pool.submit(() -> {
                gate.acquire();
                return 42;
            });
            Threads.Running<Integer> waiting = threads.start(() -> {
                synchronized (future) {
                    return future.get();
                }
            });
            Threads.awaitBlocked(waiting);
            gate.release();
            assertThat(waiting.get()).isEqualTo(42);
            pool.shutdown();
        }
    }
}
