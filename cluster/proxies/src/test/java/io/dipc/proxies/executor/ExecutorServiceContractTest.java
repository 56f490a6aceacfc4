package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's documentation says of {@link ExecutorService}. */
class ExecutorServiceContractTest {
    private static final String SUBJECTS = "io.dipc.proxies.executor.ExecutorSubject#threadPools";
    private static final long LONG = 100_000;

    /** Static, so that tasks see it, which are copies. */
    private static final BlockingQueue<String> STEPS = new LinkedBlockingQueue<>();

    private static final Semaphore GATE = new Semaphore(0);

    private final Threads threads = new Threads();

    @BeforeEach
    void clear() {
        STEPS.clear();
        GATE.drainPermits();
    }

    @AfterEach
    void end() {
        GATE.release(1000);
        threads.close();
    }

    private static String blocked() throws InterruptedException {
        STEPS.put("begun");
        try {
            GATE.acquire();
        } catch (InterruptedException e) {
            STEPS.put("interrupted");
            throw e;
        }
        STEPS.put("ended");
        return "result";
    }

    private static void step(String expected) throws InterruptedException {
        assertThat(STEPS.poll(5, TimeUnit.MINUTES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void resultsOfEachKindOfSubmission(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            int captured = 41;
            assertThat(executor.submit(() -> captured + 1).get()).isEqualTo(42);
            assertThat(executor.submit(() -> STEPS.add("run")).get()).isEqualTo(true);
            Future<?> run = executor.submit((Runnable) () -> STEPS.add("run"));
            assertThat(run.get()).isNull();
            assertThat(run.isDone()).isTrue();
            assertThat(run.isCancelled()).isFalse();
            assertThat(executor.submit(() -> STEPS.add("run"), "fixed").get(5, TimeUnit.MINUTES))
                    .isEqualTo("fixed");
            executor.execute(() -> STEPS.add("executed"));
            step("run");
            step("run");
            step("run");
            step("executed");
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void nullsAreRefused(ExecutorSubject subject) {
        try (subject) {
            ExecutorService executor = subject.executor();
            assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.submit((Callable<?>) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.invokeAll(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.invokeAny(null)).isInstanceOf(NullPointerException.class);
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void exceptionsArriveAsCauses(ExecutorSubject subject) {
        try (subject) {
            ExecutorService executor = subject.executor();
            Future<?> failed = executor.submit(() -> {
                throw new IllegalStateException("boom", new java.io.IOException("disk"));
            });
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(failed::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasMessage("java.lang.IllegalStateException: boom")
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("boom")
                        .cause()
                        .isInstanceOf(java.io.IOException.class);
            }
            assertThat(failed.isDone()).isTrue();
            assertThat(failed.isCancelled()).isFalse();
            assertThat(failed.cancel(true)).isFalse();
            Future<?> error = executor.submit((Runnable) () -> {
                throw new StackOverflowError("deep");
            });
            assertThatThrownBy(error::get).hasCauseInstanceOf(StackOverflowError.class);
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void getWaitsAsLongAsItIsTold(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            Future<String> future = executor.submit(ExecutorServiceContractTest::blocked);
            step("begun");
            assertThatThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> future.get(0, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            Threads.Running<String> waiting = threads.start(future::get);
            Threads.awaitBlocked(waiting);
            Threads.Running<String> interrupted = threads.start(future::get);
            Threads.awaitBlocked(interrupted);
            interrupted.thread().interrupt();
            assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
            assertThat(future.isDone()).isFalse();
            GATE.release();
            assertThat(waiting.get()).isEqualTo("result");
            Thread.currentThread().interrupt();
            assertThat(future.get()).isEqualTo("result");
            assertThat(Thread.interrupted()).isTrue();
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void cancelInterruptsTheThreadWhereItRuns(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            Future<String> future = executor.submit(ExecutorServiceContractTest::blocked);
            step("begun");
            assertThat(future.cancel(true)).isTrue();
            step("interrupted");
            assertThat(future.isCancelled()).isTrue();
            assertThat(future.isDone()).isTrue();
            assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
            assertThat(future.cancel(true)).isFalse();
            assertThat(executor.submit(Thread::interrupted).get())
                    .as("interrupted status of the next task")
                    .isFalse();
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void cancelWithoutInterruptLetsItRun(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            Future<String> future = executor.submit(ExecutorServiceContractTest::blocked);
            step("begun");
            assertThat(future.cancel(false)).isTrue();
            assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
            GATE.release();
            step("ended");
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shutdownRunsWhatIsThereAndRejectsTheRest(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            List<Future<String>> futures = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                futures.add(executor.submit(ExecutorServiceContractTest::blocked));
            }
            step("begun");
            assertThat(executor.isShutdown()).isFalse();
            executor.shutdown();
            executor.shutdown();
            assertThat(executor.isShutdown()).isTrue();
            assertThat(executor.isTerminated()).isFalse();
            assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
            assertThatThrownBy(() -> executor.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            Threads.Running<Boolean> waiting = threads.start(() -> executor.awaitTermination(LONG, TimeUnit.SECONDS));
            Threads.awaitBlocked(waiting);
            GATE.release(6);
            assertThat(waiting.get()).isTrue();
            assertThat(futures).allMatch(Future::isDone);
            for (Future<String> future : futures) {
                assertThat(future.get()).isEqualTo("result");
            }
            assertThat(executor.isTerminated()).isTrue();
            assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
            assertThat(executor.shutdownNow()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void awaitTerminationCanBeInterrupted(ExecutorSubject subject) {
        try (subject) {
            ExecutorService executor = subject.executor();
            Threads.Running<Boolean> waiting = threads.start(() -> executor.awaitTermination(LONG, TimeUnit.SECONDS));
            Threads.awaitBlocked(waiting);
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shutdownNowInterruptsWhatRunsAndReturnsTheRest(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor(1);
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < subject.subject().workingJvms(); i++) {
                running.add(executor.submit(ExecutorServiceContractTest::blocked));
                step("begun");
            }
            boolean queues = subject.type() != ExecutorSubject.Type.CACHED;
            List<Future<String>> others = new ArrayList<>();
            for (int i = 0; queues && i < 3; i++) {
                others.add(executor.submit(() -> "other"));
            }
            List<Runnable> left = executor.shutdownNow();
            for (Future<String> one : running) {
                step("interrupted");
                assertThatThrownBy(one::get).hasCauseInstanceOf(InterruptedException.class);
            }
            assertThat(executor.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
            assertThat(left).hasSize(others.size());
            for (int i = 0; i < others.size(); i++) {
                assertThat(left.get(i)).isSameAs(others.get(i));
                assertThat(others.get(i).isDone()).as("as in the JDK").isFalse();
            }
            // scheduled ones do not run once their pool has stopped
            if (!left.isEmpty() && subject.type() != ExecutorSubject.Type.SCHEDULED) {
                left.get(0).run();
                assertThat(others.get(0).get()).isEqualTo("other");
                assertThat(others.get(1).cancel(true)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void invokeAllWaitsForAll(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                tasks.add(() -> {
                    if (number == 5) {
                        throw new IllegalStateException("five");
                    }
                    return "result " + number;
                });
            }
            List<Future<String>> futures = executor.invokeAll(tasks);
            assertThat(futures).hasSize(10).allMatch(Future::isDone);
            assertThat(futures.get(7).get()).isEqualTo("result 7");
            assertThatThrownBy(futures.get(5)::get).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(executor.<String>invokeAll(List.of())).isEmpty();
            List<Future<String>> timed = executor.invokeAll(
                    List.of(ExecutorServiceContractTest::blocked, () -> "quick"), 100, TimeUnit.MILLISECONDS);
            assertThat(timed).hasSize(2).allMatch(Future::isDone);
            assertThat(timed.get(0).isCancelled()).isTrue();
            executor.shutdown();
            assertThat(executor.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void invokeAnyGivesOneResultAndCancelsTheRest(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            List<Callable<String>> tasks = List.of(
                    () -> {
                        throw new IllegalStateException("not this one");
                    },
                    ExecutorServiceContractTest::blocked,
                    () -> {
                        STEPS.take();
                        return "quick";
                    });
            assertThat(executor.invokeAny(tasks)).isEqualTo("quick");
            step("interrupted");
            assertThatThrownBy(() -> executor.invokeAny(List.of(() -> {
                        throw new IllegalStateException("all of them");
                    })))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> executor.invokeAny(
                            List.of(ExecutorServiceContractTest::blocked), 10, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            executor.shutdown();
            // Steps of what was cancelled are not to be those of the next test.
            assertThat(executor.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void tasksSubmitTasksOfTheirOwn(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor();
            Future<Integer> outer =
                    executor.submit(() -> executor.submit(() -> 20).get() + 1);
            assertThat(outer.get()).isEqualTo(21);
            executor.shutdown();
            assertThat(executor.awaitTermination(LONG, TimeUnit.SECONDS)).isTrue();
        }
    }
}
