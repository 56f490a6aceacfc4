package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.SingleThreadIoEventLoop;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop without timers or channels: a wake-up that is lost is lost for ever. */
class SparingIoHandlerTest {
    private static final int TASKS = 20_000;
    private static final int PATIENCE_SECONDS = 120;

    private final CountingSelector selector = new CountingSelector();
    private SparingIoHandler io;
    private final SingleThreadIoEventLoop loop =
            new SingleThreadIoEventLoop(null, (ThreadFactory) Thread::new, executor -> {
                io = new SparingIoHandler(executor, new OneSelector(selector));
                return io;
            });

    SparingIoHandlerTest() throws IOException {}

    @AfterEach
    void end() throws InterruptedException {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        assertThat(loop.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void eachTaskFindsTheLoopOrWakesIt() throws ExecutionException, InterruptedException, TimeoutException {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < TASKS; i++) {
            await(i, done::incrementAndGet);
        }
        assertThat(done).hasValue(TASKS);
    }

    @Test
    void theSameIfTheLoopExpectsTasks() throws ExecutionException, InterruptedException, TimeoutException {
        for (int i = 0; i < TASKS; i++) {
            await(i, () -> io.expectTask());
        }
    }

    @Test
    void theSameIfTheLoopExpectsBytes() throws ExecutionException, InterruptedException, TimeoutException {
        for (int i = 0; i < TASKS; i++) {
            await(i, () -> io.expectBytes());
        }
    }

    @Test
    void aLoopThatExpectsBytesLooksForThemBeforeItSleeps()
            throws ExecutionException, InterruptedException, TimeoutException {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("with one processor nobody waits awake")
                .isGreaterThan(1);
        await(0, () -> selector.selects.drainPermits());
        assertThat(selector.selects.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        await(0, () -> {
            selector.looks.set(0);
            io.expectBytes();
        });
        assertThat(selector.selects.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(selector.looks).hasValueGreaterThan(10);
    }

    @Test
    void theSameIfSeveralThreadsGiveTasks() throws InterruptedException {
        int threads = 4;
        AtomicInteger done = new AtomicInteger();
        CountDownLatch ends = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            Thread giver = new Thread(() -> {
                try {
                    for (int i = 0; i < TASKS / threads; i++) {
                        await(i, done::incrementAndGet);
                    }
                    ends.countDown();
                } catch (ExecutionException | InterruptedException | TimeoutException e) {
                    throw new IllegalStateException(e);
                }
            });
            giver.setDaemon(true);
            giver.start();
        }
        assertThat(ends.await(2L * PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasValue(TASKS);
    }

    @Test
    void nobodyWakesALoopThatIsAwake() throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Integer> wakeUps = new CompletableFuture<>();
        // A timer ends the select.
        await(0, () -> loop.schedule(() -> giveATask(wakeUps), 10, TimeUnit.MILLISECONDS));
        assertThat(wakeUps.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
    }

    private void giveATask(CompletableFuture<Integer> wakeUps) {
        int before = selector.wakeUps.get();
        Thread giver = new Thread(() -> loop.execute(() -> wakeUps.complete(selector.wakeUps.get() - before)));
        giver.start();
        try {
            giver.join();
        } catch (InterruptedException e) {
            wakeUps.completeExceptionally(e);
        }
    }

    @Test
    void aLoopThatSleepsIsWokenOnce() throws ExecutionException, InterruptedException, TimeoutException {
        CountDownLatch given = new CountDownLatch(1);
        CompletableFuture<Void> drained = new CompletableFuture<>();
        loop.execute(() -> drain(given, drained));
        given.countDown();
        drained.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(selector.selects.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        int before = selector.wakeUps.get();
        await(0, () -> {});
        assertThat(selector.selects.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(selector.wakeUps.get() - before).isEqualTo(1);
    }

    /** Who gave this task may wake the loop that runs it already: the select after that one is the first that sleeps. */
    private void drain(CountDownLatch given, CompletableFuture<Void> drained) {
        try {
            given.await();
            selector.selectNow();
            selector.selects.drainPermits();
            drained.complete(null);
        } catch (IOException | InterruptedException e) {
            drained.completeExceptionally(e);
        }
    }

    @Test
    void aTaskOfTheLoopsOwnIsRun() throws ExecutionException, InterruptedException, TimeoutException {
        CountDownLatch done = new CountDownLatch(1);
        await(0, () -> loop.execute(() -> loop.schedule(done::countDown, 1, TimeUnit.MILLISECONDS)));
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Some tasks come at once, when the loop is about to sleep, others when it does. */
    private void await(int i, Runnable task) throws ExecutionException, InterruptedException, TimeoutException {
        loop.submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (i % 16 == 0) {
            LockSupport.parkNanos(i % 64 * 1000L);
        }
    }

    /** Channels are none of its business. */
    private static final class OneSelector extends SelectorProvider {
        private final AbstractSelector selector;

        OneSelector(AbstractSelector selector) {
            this.selector = selector;
        }

        @Override
        public AbstractSelector openSelector() {
            return selector;
        }

        @Override
        public DatagramChannel openDatagramChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Pipe openPipe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketChannel openSocketChannel() {
            throw new UnsupportedOperationException();
        }
    }
}
