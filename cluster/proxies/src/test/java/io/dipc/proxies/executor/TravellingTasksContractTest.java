package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Subject.Place;
import io.dipc.proxies.testing.Warnings;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What of a pool's tasks and their results travels, what is said of what does not, and what comes back of an exception. */
class TravellingTasksContractTest {
    @Test
    void whatCannotTravelIsNamedAtTheSubmission() throws Exception {
        try (Subject subject = new Subject(Place.LOCAL);
                Socket socket = new Socket()) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(1));
            assertThatThrownBy(() -> pool.submit(socket::isClosed))
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("java.net.Socket");
            assertThatThrownBy(() -> pool.submit(() -> socket.isClosed()))
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("socket: java.net.Socket");
            Callable<Boolean> task = () -> socket.isClosed();
            for (ThrowingCallable submission : List.<ThrowingCallable>of(
                    () -> pool.execute(() -> task.hashCode()),
                    () -> pool.execute(new FutureTask<>(task)),
                    () -> pool.invokeAll(List.of(task)),
                    () -> new ExecutorCompletionService<Boolean>(pool).submit(task),
                    () -> CompletableFuture.supplyAsync(() -> socket.isClosed(), pool),
                    () -> CompletableFuture.runAsync(() -> socket.isClosed(), pool))) {
                assertThatThrownBy(submission)
                        .isInstanceOf(ElementException.class)
                        .hasMessageContaining("socket: java.net.Socket");
            }
            assertThat(pool.submit(() -> "goes on").get()).isEqualTo("goes on");
            pool.shutdown();
        }
    }

    @Test
    void capturedStateThatCanBeChangedIsToldOnce() throws Exception {
        try (Subject subject = new Subject(Place.LOCAL);
                Warnings warnings = new Warnings("io.dipc.proxies.executor")) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(1));
            List<Integer> unchangeable = List.of(1, 2);
            pool.submit(() -> unchangeable.get(0)).get();
            assertThat(warnings.take()).isEmpty();
            for (int i = 0; i < 2; i++) {
                List<Integer> found = new ArrayList<>();
                pool.submit(() -> found.add(1)).get();
                assertThat(found).as("as documented").isEmpty();
            }
            assertThat(warnings.take()).singleElement().asString().contains("found: java.util.ArrayList");
            int[] sum = {0};
            pool.submit(new Runnable() {
                        @Override
                        public void run() {
                            sum[0]++;
                        }
                    })
                    .get();
            assertThat(warnings.take()).singleElement().asString().contains("sum: int[]");
            ReentrantLock lock = new ReentrantLock();
            pool.submit(lock::isLocked).get();
            assertThat(warnings.take()).singleElement().asString().contains("java.util.concurrent.locks.ReentrantLock");
            pool.shutdown();
        }
    }

    /** A class of the program that is given what threads share, and things of its own. */
    private static final class Producer implements Callable<Boolean> {
        private final List<String> own = new ArrayList<>(List.of("a"));
        private final int[] numbers = {1};
        private final Collection<String> queue;

        Producer(Collection<String> queue) {
            this.queue = queue;
        }

        @Override
        public Boolean call() {
            return queue.addAll(own) && numbers[0] == 1;
        }
    }

    @Test
    void whatThreadsShareIsToldOfWhereItIsAFieldOfATask() throws Exception {
        try (Subject subject = new Subject(Place.LOCAL);
                Warnings warnings = new Warnings("io.dipc.proxies.executor")) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(1));
            BlockingQueue<String> distributed = subject.of(new LinkedBlockingQueue<>());
            assertThat(pool.submit(new Producer(distributed)).get()).isTrue();
            assertThat(distributed).containsExactly("a");
            pool.submit(new Producer(new ArrayList<>())).get();
            assertThat(warnings.take()).as("what is its own, perhaps").isEmpty();
            for (int i = 0; i < 2; i++) {
                BlockingQueue<String> local = new LinkedBlockingQueue<>();
                pool.submit(new Producer(local)).get();
                assertThat(local).as("as documented").isEmpty();
            }
            assertThat(warnings.take())
                    .singleElement()
                    .asString()
                    .contains("Producer")
                    .contains("queue")
                    .contains(": java.util.concurrent.LinkedBlockingQueue");
            pool.shutdown();
        }
    }

    @Test
    void theStackOfAnExceptionNamesMemberAndThread() {
        try (Subject subject = new Subject(Place.LOCAL)) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(1, work -> new Thread(work, "my thread")));
            Future<?> failed = pool.submit(() -> {
                throw new IllegalStateException("boom");
            });
            assertThatThrownBy(failed::get).cause().satisfies(cause -> {
                StackTraceElement[] stack = cause.getStackTrace();
                assertThat(stack[0].toString()).startsWith("member member0.thread my thread(");
                assertThat(stack[1].getClassName()).isEqualTo(TravellingTasksContractTest.class.getName());
                assertThat(stack).hasSize(2);
            });
            pool.shutdown();
        }
    }

    @Test
    void aResultThatCannotTravelIsAFailure() {
        try (Subject subject = new Subject(Place.LOCAL)) {
            ExecutorService pool = subject.of(Executors.newFixedThreadPool(1));
            assertThatThrownBy(pool.submit(() -> new Socket())::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ElementException.class);
            pool.shutdown();
        }
    }
}
