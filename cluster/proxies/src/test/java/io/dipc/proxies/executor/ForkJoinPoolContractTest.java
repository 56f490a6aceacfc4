package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's documentation says of {@link ForkJoinPool}, as far as it is kept: what is forked stays where it is. */
class ForkJoinPoolContractTest {
    private static final String SUBJECTS = "io.dipc.proxies.executor.ExecutorSubject#forkJoinPools";

    private static final AtomicInteger TOUCHED = new AtomicInteger();

    /** Forks. */
    private static final class Fibonacci extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;

        private final int n;

        Fibonacci(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 0) {
                throw new IllegalArgumentException("n: " + n);
            }
            if (n < 2) {
                return n;
            }
            Fibonacci one = new Fibonacci(n - 1);
            one.fork();
            return new Fibonacci(n - 2).invoke() + one.join();
        }
    }

    private static final class Touch extends RecursiveAction {
        private static final long serialVersionUID = 1L;

        @Override
        protected void compute() {
            TOUCHED.incrementAndGet();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void tasksOfItsOwnKind(ExecutorSubject subject) throws Exception {
        try (subject) {
            ForkJoinPool pool = (ForkJoinPool) subject.executor();
            assertThat(pool.getParallelism()).isEqualTo(4);
            assertThat(pool.invoke(new Fibonacci(15))).isEqualTo(610);
            Fibonacci task = new Fibonacci(10);
            assertThat(pool.submit(task)).isSameAs(task);
            assertThat(task.join()).isEqualTo(55);
            assertThat(task.isCompletedNormally()).isTrue();
            assertThat(task.getRawResult()).isEqualTo(55);
            int before = TOUCHED.get();
            Touch touch = new Touch();
            pool.execute(touch);
            touch.join();
            assertThat(TOUCHED.get()).isEqualTo(before + 1);
            assertThatThrownBy(() -> pool.invoke(new Fibonacci(-1))).isInstanceOf(IllegalArgumentException.class);
            Fibonacci failing = new Fibonacci(-1);
            pool.execute(failing);
            assertThatThrownBy(failing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            assertThat(failing.isCompletedAbnormally()).isTrue();
            assertThatThrownBy(() -> pool.invoke(null)).isInstanceOf(NullPointerException.class);
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void tasksOfOtherKinds(ExecutorSubject subject) throws Exception {
        try (subject) {
            ForkJoinPool pool = (ForkJoinPool) subject.executor();
            ForkJoinTask<String> called = pool.submit(() -> "called");
            assertThat(called.get()).isEqualTo("called");
            assertThat(called.join()).isEqualTo("called");
            assertThat(pool.submit(() -> {}, "fixed").get(5, TimeUnit.MINUTES)).isEqualTo("fixed");
            ForkJoinTask<?> run = pool.submit((Runnable) TOUCHED::incrementAndGet);
            assertThat(run.get()).isNull();
            assertThat(pool.submit(() -> IntStream.range(0, 1000).parallel().sum())
                            .get())
                    .isEqualTo(499_500);
            assertThatThrownBy(pool.submit(() -> {
                        throw new IllegalStateException("boom");
                    })::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
            List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
            int sum = 0;
            for (Future<Integer> future : pool.invokeAll(tasks)) {
                sum += future.get();
            }
            assertThat(sum).isEqualTo(6);
            assertThat(pool.invokeAny(tasks)).isBetween(1, 3);
            assertThat(CompletableFuture.supplyAsync(() -> 20, pool)
                            .thenCombine(CompletableFuture.supplyAsync(() -> 22, pool), Integer::sum)
                            .get())
                    .isEqualTo(42);
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(SUBJECTS)
    void itsEnd(ExecutorSubject subject) throws Exception {
        try (subject) {
            ForkJoinPool pool = (ForkJoinPool) subject.executor();
            ForkJoinTask<Integer> last = pool.submit(new Fibonacci(12));
            pool.shutdown();
            assertThat(pool.isShutdown()).isTrue();
            assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> pool.invoke(new Fibonacci(1))).isInstanceOf(RejectedExecutionException.class);
            assertThat(pool.awaitTermination(100_000, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.isTerminated()).isTrue();
            assertThat(pool.awaitQuiescence(60, TimeUnit.SECONDS)).isTrue();
            assertThat(last.join()).isEqualTo(144);
            assertThat(pool.shutdownNow()).isEmpty();
        }
    }
}
