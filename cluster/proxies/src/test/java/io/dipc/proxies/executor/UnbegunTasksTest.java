package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks that no thread has begun while all threads are busy. They come after many short ones, so that workers that fetched
 * tasks before they have a thread for them would have some of these.
 */
class UnbegunTasksTest {
    private static final String SUBJECTS = "io.dipc.proxies.executor.UnbegunTasksTest#subjects";
    private static final int THREADS = 2;
    private static final int SHORT = 200;
    private static final int UNBEGUN = 100;

    /** Static, so that tasks see them, which are copies. */
    private static final Semaphore BEGUN = new Semaphore(0);

    private static final Semaphore GATE = new Semaphore(0);
    private static final AtomicInteger RUN = new AtomicInteger();

    /** Pools with a queue and a number of threads. */
    static Stream<ExecutorSubject> subjects() {
        return ExecutorSubject.threadPools().filter(subject -> subject.type() != ExecutorSubject.Type.CACHED);
    }

    @BeforeEach
    void clear() {
        BEGUN.drainPermits();
        GATE.drainPermits();
        RUN.set(0);
    }

    @AfterEach
    void end() {
        GATE.release(1000);
    }

    private static void blocked() {
        BEGUN.release();
        GATE.acquireUninterruptibly();
    }

    /** Submits everything in order, and returns when each thread of each JVM is blocked; the futures of what is behind. */
    private static List<Future<?>> submit(ExecutorSubject subject, ExecutorService executor)
            throws InterruptedException {
        int threads = THREADS * subject.subject().workingJvms();
        for (int i = 0; i < SHORT; i++) {
            executor.submit(() -> {});
        }
        for (int i = 0; i < threads; i++) {
            executor.submit(UnbegunTasksTest::blocked);
        }
        List<Future<?>> unbegun = new ArrayList<>();
        for (int i = 0; i < UNBEGUN; i++) {
            unbegun.add(executor.submit(() -> RUN.incrementAndGet()));
        }
        assertThat(BEGUN.tryAcquire(threads, 5, TimeUnit.MINUTES)).isTrue();
        return unbegun;
    }

    private static void end(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        GATE.release(1000);
        assertThat(executor.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void shutdownNowReturnsThemAll(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor(THREADS);
            submit(subject, executor);
            assertThat(executor.shutdownNow()).hasSize(UNBEGUN);
            end(executor);
            assertThat(RUN).hasValue(0);
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void thoseThatAreCancelledNeverRun(ExecutorSubject subject) throws Exception {
        try (subject) {
            ExecutorService executor = subject.executor(THREADS);
            List<Future<?>> unbegun = submit(subject, executor);
            assertThat(unbegun).allMatch(future -> future.cancel(false));
            end(executor);
            assertThat(RUN).hasValue(0);
        }
    }
}
