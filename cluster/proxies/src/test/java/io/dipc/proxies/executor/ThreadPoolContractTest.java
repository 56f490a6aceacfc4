package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Subject.Place;
import io.dipc.proxies.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is particular of thread pools: futures that are tasks, bounds, names of threads, one thread for all JVMs. */
class ThreadPoolContractTest {
    private static final String PLACES = "io.dipc.proxies.executor.ExecutorSubject#places";
    private static final String ALONE = "io.dipc.proxies.executor.ExecutorSubject#alone";
    private static final Semaphore BEGUN = new Semaphore(0);
    private static final Semaphore GATE = new Semaphore(0);
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger MOST = new AtomicInteger();

    @AfterEach
    void end() {
        GATE.release(1000);
        Threads.await(() -> RUNNING.get() == 0);
        GATE.drainPermits();
        BEGUN.drainPermits();
    }

    private static String waiting() throws InterruptedException {
        RUNNING.incrementAndGet();
        try {
            BEGUN.release();
            GATE.acquire();
            return Thread.currentThread().getName();
        } finally {
            RUNNING.decrementAndGet();
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void futuresThatAreTasksStayHere(Subject subject) throws Exception {
        try (subject) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(2));
            List<String> done = new ArrayList<>();
            FutureTask<Integer> called = new FutureTask<>(() -> 42) {
                @Override
                protected void done() {
                    done.add("called");
                }
            };
            pool.execute(called);
            assertThat(called.get()).isEqualTo(42);
            FutureTask<String> run = new FutureTask<>(() -> {}, "fixed");
            pool.execute(run);
            assertThat(run.get()).isEqualTo("fixed");
            FutureTask<String> failing = new FutureTask<>(() -> {
                throw new java.io.IOException("disk");
            });
            assertThat(pool.submit(failing).get()).as("as in the JDK").isNull();
            assertThatThrownBy(failing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(java.io.IOException.class);
            pool.shutdown();
            assertThat(pool.awaitTermination(100_000, TimeUnit.SECONDS)).isTrue();
            assertThat(done).containsExactly("called");
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void completionServicesOfIt(Subject subject) throws Exception {
        try (subject) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(2));
            ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < 10; i++) {
                int number = i;
                service.submit(() -> number);
            }
            int sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += service.take().get();
            }
            assertThat(sum).isEqualTo(45);
            Future<Integer> given = service.submit(() -> {}, 7);
            assertThat(service.take()).isSameAs(given);
            assertThat(given.get()).isEqualTo(7);
            assertThat(service.poll()).isNull();
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void completableFuturesOnIt(Subject subject) throws Exception {
        try (subject) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(2));
            List<String> order = new ArrayList<>();
            CompletableFuture<Integer> supplied = CompletableFuture.supplyAsync(() -> 20, pool);
            assertThat(supplied.thenApply(x -> x + 1).get()).isEqualTo(21);
            assertThat(supplied.thenApplyAsync(x -> x + 2, pool).get()).isEqualTo(22);
            assertThat(CompletableFuture.runAsync(() -> {}, pool).get()).isNull();
            assertThatThrownBy(CompletableFuture.supplyAsync(
                            () -> {
                                throw new IllegalStateException("boom");
                            },
                            pool)::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(CompletableFuture.supplyAsync(() -> 1, pool)
                            .thenApply(x -> CompletableFuture.supplyAsync(() -> x + 1, pool)
                                    .join())
                            .get())
                    .isEqualTo(2);
            CompletableFuture.supplyAsync(() -> "last", pool).thenAccept(order::add);
            pool.shutdown();
            assertThat(pool.awaitTermination(100_000, TimeUnit.SECONDS)).isTrue();
            assertThat(order).containsExactly("last");
        }
    }

    @ParameterizedTest
    @MethodSource(ALONE)
    void aBoundedPoolRejectsWhatIsTooMuch(Subject subject) throws Exception {
        try (subject) {
            ThreadPoolExecutor pool = (ThreadPoolExecutor) subject.<ExecutorService>of(
                    new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1)));
            pool.submit(ThreadPoolContractTest::waiting);
            BEGUN.acquire();
            Future<String> queued = pool.submit(ThreadPoolContractTest::waiting);
            assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
            pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
            assertThat(pool.submit(() -> Thread.currentThread().getName()).get())
                    .isEqualTo(Thread.currentThread().getName());
            pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
            assertThat(pool.submit(() -> 1).isDone()).isFalse();
            assertThat(pool.getQueue()).hasSize(1);
            assertThat(pool.getQueue().contains(queued)).isTrue();
            assertThat(pool.getQueue().remainingCapacity()).isZero();
            pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
            Future<String> newest = pool.submit(ThreadPoolContractTest::waiting);
            assertThat(pool.getQueue()).hasSize(1).first().isSameAs(newest);
            assertThat(queued.isDone()).as("as in the JDK").isFalse();
            assertThat(pool.remove((Runnable) newest)).isTrue();
            assertThat(pool.remove((Runnable) newest)).isFalse();
            Future<String> last = pool.submit(ThreadPoolContractTest::waiting);
            GATE.release(2);
            last.get();
            pool.shutdown();
            assertThat(pool.awaitTermination(100_000, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.getCompletedTaskCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void oneThreadRunsOneTaskAtATimeWherever(Subject subject) throws Exception {
        try (subject) {
            Subject.Pair<ExecutorService> pair = subject.pairOf(Executors.newSingleThreadExecutor());
            List<Future<?>> futures = new ArrayList<>();
            RUNNING.set(0);
            MOST.set(0);
            for (int i = 0; i < 40; i++) {
                ExecutorService pool = i % 2 == 0 ? pair.one() : pair.other();
                futures.add(pool.submit(() -> {
                    int now = RUNNING.incrementAndGet();
                    MOST.accumulateAndGet(now, Math::max);
                    Thread.yield();
                    RUNNING.decrementAndGet();
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            assertThat(MOST.get()).isEqualTo(1);
            pair.one().shutdown();
            assertThat(pair.other().isShutdown()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALONE)
    void threadsAreThoseOfItsFactory(Subject subject) throws Exception {
        try (subject) {
            AtomicInteger number = new AtomicInteger();
            ExecutorService pool = subject.of(
                    Executors.newFixedThreadPool(2, work -> new Thread(work, "mine-" + number.incrementAndGet())));
            Future<String> one = pool.submit(ThreadPoolContractTest::waiting);
            Future<String> two = pool.submit(ThreadPoolContractTest::waiting);
            BEGUN.acquire(2);
            GATE.release(2);
            assertThat(List.of(one.get(), two.get())).containsExactlyInAnyOrder("mine-1", "mine-2");
            assertThat(pool.submit(() -> Thread.currentThread().isDaemon()).get())
                    .isFalse();
            pool.shutdown();
        }
    }

    @Test
    void bothMembersWork() throws Exception {
        try (Subject subject = new Subject(Place.TWO_MEMBERS)) {
            Subject.Pair<ExecutorService> pair = subject.pairOf(Executors.newFixedThreadPool(1));
            Future<String> one = pair.one().submit(ThreadPoolContractTest::waiting);
            Future<String> two = pair.one().submit(ThreadPoolContractTest::waiting);
            BEGUN.acquire(2);
            GATE.release(2);
            assertThat(one.get()).isNotEqualTo(two.get());
            pair.one().shutdown();
            assertThat(pair.other().awaitTermination(100_000, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void helpersWorkForWhatIsStoredAgainUnderAKeyThatWasRemoved() throws Exception {
        try (Subject subject = Subject.withTwoHelpers()) {
            for (int i = 0; i < 5; i++) {
                ExecutorService pool = subject.of(Executors.newFixedThreadPool(1), "again");
                for (int task = 0; task < subject.workingJvms(); task++) {
                    pool.execute(() -> {
                        try {
                            waiting();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                }
                BEGUN.acquire(subject.workingJvms());
                GATE.release(subject.workingJvms());
                subject.remove("again");
            }
        }
    }

    @Test
    void whoIsBusyIsGivenNoMoreTasks() throws Exception {
        try (Subject subject = new Subject(Place.TWO_MEMBERS)) {
            Subject.Pair<ExecutorService> pair = subject.pairOf(Executors.newFixedThreadPool(1));
            Future<String> slow = pair.one().submit(ThreadPoolContractTest::waiting);
            BEGUN.acquire();
            List<Future<String>> quick = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                quick.add(pair.one().submit(() -> "quick"));
            }
            for (Future<String> each : quick) {
                assertThat(each.get()).isEqualTo("quick");
            }
            assertThat(slow.isDone()).isFalse();
            GATE.release();
            slow.get();
            pair.one().shutdown();
        }
    }

    @Test
    void whoEndsInOrderEndsItsTasksAndIsGivenNoMore() throws Exception {
        try (Subject subject = new Subject(Place.TWO_MEMBERS);
                Threads threads = new Threads()) {
            Subject.Pair<ExecutorService> pair = subject.pairOf(Executors.newFixedThreadPool(1));
            List<Future<String>> begun = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                begun.add(pair.one().submit(ThreadPoolContractTest::waiting));
            }
            BEGUN.acquire(2);
            Threads.Running<Boolean> ending = threads.start(() -> subject.stopsWorking(1));
            Threads.awaitBlocked(ending);
            List<Future<String>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(pair.one().submit(() -> "elsewhere"));
            }
            GATE.release(2);
            assertThat(ending.get()).isTrue();
            for (Future<String> one : begun) {
                assertThat(one.get()).isNotEmpty();
            }
            for (Future<String> other : others) {
                assertThat(other.get()).isEqualTo("elsewhere");
            }
            pair.one().shutdown();
        }
    }
}
