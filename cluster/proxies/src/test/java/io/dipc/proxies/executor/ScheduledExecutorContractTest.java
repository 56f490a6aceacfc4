package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's documentation says of {@link ScheduledExecutorService}. */
class ScheduledExecutorContractTest {
    private static final long LONG = 100_000;
    private static final String PLACES = "io.dipc.proxies.executor.ExecutorSubject#places";
    private static final BlockingQueue<String> STEPS = new LinkedBlockingQueue<>();
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final AtomicInteger AT_ONCE = new AtomicInteger();
    private static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();

    @BeforeEach
    void clear() {
        STEPS.clear();
        RUNS.set(0);
        MOST_AT_ONCE.set(0);
    }

    private static void run() {
        MOST_AT_ONCE.accumulateAndGet(AT_ONCE.incrementAndGet(), Math::max);
        RUNS.incrementAndGet();
        AT_ONCE.decrementAndGet();
    }

    private static ScheduledExecutorService pool(Subject subject) {
        return subject.of(Executors.newScheduledThreadPool(2));
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void tasksBeginInTheOrderOfTheirTime(Subject subject) throws Exception {
        try (subject) {
            ScheduledExecutorService pool = subject.of(Executors.newSingleThreadScheduledExecutor());
            pool.execute(() -> STEPS.add("now"));
            ScheduledFuture<?> late = pool.schedule(() -> STEPS.add("late"), 2000, TimeUnit.MILLISECONDS);
            ScheduledFuture<String> early = pool.schedule(
                    () -> {
                        STEPS.add("early");
                        return "result";
                    },
                    200,
                    TimeUnit.MILLISECONDS);
            assertThat(late.compareTo(early)).isPositive();
            assertThat(late.getDelay(TimeUnit.HOURS)).isZero();
            assertThat(early.get()).isEqualTo("result");
            assertThat(late.get()).isEqualTo(true);
            assertThat(late.getDelay(TimeUnit.NANOSECONDS)).isNotPositive();
            assertThat(STEPS).containsExactly("now", "early", "late");
            assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
            assertThat(pool.schedule(() -> 2, -5, TimeUnit.DAYS).get()).isEqualTo(2);
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void aPeriodicTaskRunsOncePerPeriodWherever(Subject subject) throws Exception {
        try (subject) {
            Subject.Pair<ScheduledExecutorService> pair = subject.pairOf(Executors.newScheduledThreadPool(2));
            long start = System.nanoTime();
            ScheduledFuture<?> rate =
                    pair.one().scheduleAtFixedRate(ScheduledExecutorContractTest::run, 10, 20, TimeUnit.MILLISECONDS);
            Threads.await(() -> RUNS.get() >= 10);
            long runsThen = RUNS.get();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertThat(runsThen).as("runs in %s ms", millis).isLessThanOrEqualTo((millis - 10) / 20 + 2);
            assertThat(rate.isDone()).isFalse();
            assertThat(rate.getDelay(TimeUnit.SECONDS)).isZero();
            assertThat(rate.cancel(false)).isTrue();
            assertThat(MOST_AT_ONCE.get()).isEqualTo(1);
            assertThatThrownBy(rate::get).isInstanceOf(CancellationException.class);
            pair.other().shutdown();
            assertThat(pair.one().awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
            int runs = RUNS.get();
            assertThatThrownBy(() -> pair.one().schedule(() -> 1, 1, TimeUnit.SECONDS))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThat(RUNS.get()).isEqualTo(runs);
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void anExceptionEndsAPeriodicTask(Subject subject) throws Exception {
        try (subject) {
            ScheduledExecutorService pool = pool(subject);
            ScheduledFuture<?> failing = pool.scheduleWithFixedDelay(
                    () -> {
                        if (RUNS.incrementAndGet() == 3) {
                            throw new IllegalStateException("third");
                        }
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            assertThatThrownBy(failing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
            pool.shutdown();
            assertThat(pool.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
            assertThat(RUNS.get()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void shutdownEndsPeriodicTasksAndRunsDelayedOnes(Subject subject) throws Exception {
        try (subject) {
            ScheduledExecutorService pool = pool(subject);
            ScheduledFuture<?> periodic = pool.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.DAYS);
            ScheduledFuture<String> delayed = pool.schedule(() -> "delayed", 100, TimeUnit.MILLISECONDS);
            pool.shutdown();
            assertThat(pool.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
            assertThat(periodic.isCancelled()).isTrue();
            assertThat(delayed.get()).isEqualTo("delayed");
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void shutdownWithoutDelayedTasks(Subject subject) throws Exception {
        try (subject) {
            ScheduledThreadPoolExecutor local = new ScheduledThreadPoolExecutor(1);
            local.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            ScheduledThreadPoolExecutor pool =
                    (ScheduledThreadPoolExecutor) subject.<ScheduledExecutorService>of(local);
            ScheduledFuture<String> delayed = pool.schedule(() -> "delayed", 1, TimeUnit.DAYS);
            pool.shutdown();
            assertThat(pool.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
            assertThat(delayed.isCancelled()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void shutdownNowReturnsWhatWaitsForItsTime(Subject subject) throws Exception {
        try (subject) {
            ScheduledExecutorService pool = pool(subject);
            ScheduledFuture<String> delayed = pool.schedule(() -> "delayed", 1, TimeUnit.DAYS);
            List<Runnable> left = pool.shutdownNow();
            assertThat(left).hasSize(1);
            assertThat(left.get(0)).isSameAs(delayed);
            assertThat(pool.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void whatIsRefused(Subject subject) {
        try (subject) {
            ScheduledExecutorService pool = pool(subject);
            assertThatThrownBy(() -> pool.schedule((Runnable) null, 1, TimeUnit.SECONDS))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pool.schedule(() -> 1, 1, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pool.scheduleAtFixedRate(() -> {}, 1, 0, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.scheduleWithFixedDelay(() -> {}, 1, -1, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalArgumentException.class);
            pool.shutdown();
        }
    }
}
