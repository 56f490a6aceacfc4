package io.dipc.proxies.queue;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers, beside {@link UnboundedQueueContractTest}. The JDK's class is the oracle. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.queue.UnboundedSubject#places")
class LinkedTransferQueueContractTest {
    @Parameter
    Subject subject;

    private final Threads threads = new Threads();

    @AfterEach
    void endThreads() {
        threads.close();
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @Test
    void transferWaitsForItsTaker() throws Exception {
        Subject.Pair<LinkedTransferQueue<String>> queue = subject.pairOf(new LinkedTransferQueue<>());
        List<Threads.Body> ways = List.of(
                () -> assertThat(queue.one().take()).isEqualTo("a"),
                () -> assertThat(queue.one().poll()).isEqualTo("a"),
                () -> assertThat(queue.one().poll(1, DAYS)).isEqualTo("a"),
                () -> assertThat(queue.one().remove()).isEqualTo("a"),
                () -> assertThat(queue.one().drainTo(new ArrayList<>())).isEqualTo(1),
                () -> assertThat(queue.one().remove("a")).isTrue(),
                () -> assertThat(queue.one().removeIf("a"::equals)).isTrue(),
                () -> queue.one().clear(),
                () -> {
                    var iterator = queue.one().iterator();
                    iterator.next();
                    iterator.remove();
                });
        for (Threads.Body way : ways) {
            Running<Void> transfer = threads.run(() -> queue.other().transfer("a"));
            Threads.await(() -> queue.one().size() == 1);
            Threads.awaitBlocked(transfer);
            assertThat(queue.one().peek()).isEqualTo("a");
            assertThat(queue.one()).containsExactly("a");
            way.run();
            transfer.get();
            assertThat(queue.one().isEmpty()).isTrue();
        }
    }

    @Test
    void transferToATakerThatWaits() throws Exception {
        Subject.Pair<LinkedTransferQueue<String>> queue = subject.pairOf(new LinkedTransferQueue<>());
        Running<String> take = threads.start(() -> queue.other().take());
        awaitConsumers(queue.one(), 1);
        queue.one().transfer("a");
        assertThat(take.get()).isEqualTo("a");
        assertThat(queue.one().isEmpty()).isTrue();
    }

    @Test
    void tryTransferNeedsATakerThatWaits() {
        Subject.Pair<LinkedTransferQueue<String>> queue = subject.pairOf(new LinkedTransferQueue<>());
        assertThat(queue.one().tryTransfer("a")).isFalse();
        assertThat(queue.one().isEmpty()).isTrue();
        Running<String> take = threads.start(() -> queue.other().take());
        awaitConsumers(queue.one(), 1);
        assertThat(queue.one().tryTransfer("b")).isTrue();
        assertThat(take.get()).isEqualTo("b");
        assertThat(queue.one().tryTransfer("c")).isFalse();
    }

    @Test
    void consumersThatWaitAreCounted() throws InterruptedException {
        Subject.Pair<LinkedTransferQueue<String>> queue = subject.pairOf(new LinkedTransferQueue<>());
        assertThat(queue.one().hasWaitingConsumer()).isFalse();
        assertThat(queue.one().getWaitingConsumerCount()).isZero();
        Running<String> first = threads.start(() -> queue.other().take());
        Running<String> second = threads.start(() -> queue.one().poll(1, DAYS));
        awaitConsumers(queue.one(), 2);
        assertThat(queue.one().hasWaitingConsumer()).isTrue();
        assertThat(queue.other().hasWaitingConsumer()).isTrue();
        queue.one().put("a");
        queue.one().put("b");
        assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder("a", "b");
        awaitConsumers(queue.one(), 0);
    }

    @Test
    void timedTransferThatFindsNobodyLeavesNothing() throws InterruptedException {
        LinkedTransferQueue<String> queue = subject.of(new LinkedTransferQueue<>());
        long start = System.nanoTime();
        assertThat(queue.tryTransfer("a", 30, MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        assertThat(queue.tryTransfer("a", 0, MILLISECONDS)).isFalse();
        assertThat(queue.tryTransfer("a", -1, MILLISECONDS)).isFalse();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void timedTransferIsTakenInTime() throws InterruptedException {
        Subject.Pair<LinkedTransferQueue<String>> queue = subject.pairOf(new LinkedTransferQueue<>());
        Running<Boolean> transfer = threads.start(() -> queue.other().tryTransfer("a", 1, DAYS));
        assertThat(queue.one().take()).isEqualTo("a");
        assertThat(transfer.get()).isTrue();
    }

    @Test
    void interruptEndsATransferAndLeavesNothing() {
        LinkedTransferQueue<String> queue = subject.of(new LinkedTransferQueue<>());
        for (Threads.Body wait :
                List.<Threads.Body>of(() -> queue.transfer("a"), () -> queue.tryTransfer("a", 1, DAYS))) {
            Running<Void> transfer = threads.run(wait);
            Threads.await(() -> queue.size() == 1);
            Threads.awaitBlocked(transfer);
            transfer.thread().interrupt();
            assertThat(transfer.failure()).isExactlyInstanceOf(InterruptedException.class);
            assertThat(queue.isEmpty()).isTrue();
        }
    }

    @Test
    void interruptBeforeATransferThrowsIfNobodyWaits() {
        LinkedTransferQueue<String> queue = subject.of(new LinkedTransferQueue<>());
        for (Threads.Body wait : List.<Threads.Body>of(
                () -> queue.transfer("a"),
                () -> queue.tryTransfer("a", 1, DAYS),
                () -> queue.tryTransfer("a", 0, DAYS))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(wait::run).isExactlyInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).as("status is cleared").isFalse();
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void interruptBeforeATransferWithATakerDisturbsNothing() throws InterruptedException {
        Subject.Pair<LinkedTransferQueue<String>> queue = subject.pairOf(new LinkedTransferQueue<>());
        for (int i = 0; i < 2; i++) {
            Running<String> take = threads.start(() -> queue.other().take());
            awaitConsumers(queue.one(), 1);
            Thread.currentThread().interrupt();
            assertThat(
                            i == 0
                                    ? queue.one().tryTransfer("a", 1, DAYS)
                                    : queue.one().tryTransfer("a"))
                    .isTrue();
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
            assertThat(take.get()).isEqualTo("a");
        }
    }

    @Test
    void transfersAndPutsAreOneLine() throws Exception {
        Subject.Pair<LinkedTransferQueue<Integer>> queue = subject.pairOf(new LinkedTransferQueue<>());
        queue.one().put(0);
        Running<Void> transfer = threads.run(() -> queue.other().transfer(1));
        Threads.await(() -> queue.one().size() == 2);
        queue.one().put(2);
        assertThat(queue.one()).containsExactly(0, 1, 2);
        assertThat(queue.one().take()).isZero();
        Threads.awaitBlocked(transfer);
        assertThat(queue.one().take()).isEqualTo(1);
        transfer.get();
        assertThat(queue.one().take()).isEqualTo(2);
    }

    @Test
    void nullIsRefused() {
        LinkedTransferQueue<String> queue = subject.of(new LinkedTransferQueue<>());
        assertThatNullPointerException().isThrownBy(() -> queue.transfer(null));
        assertThatNullPointerException().isThrownBy(() -> queue.tryTransfer(null));
        assertThatNullPointerException().isThrownBy(() -> queue.tryTransfer(null, 1, DAYS));
        assertThatNullPointerException().isThrownBy(() -> queue.tryTransfer("a", 1, null));
    }

    private static void awaitConsumers(LinkedTransferQueue<?> queue, int count) {
        Threads.await(() -> queue.getWaitingConsumerCount() == count);
    }
}
