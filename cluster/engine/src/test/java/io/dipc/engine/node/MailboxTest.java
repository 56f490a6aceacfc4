package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final int THREADS = 8;
    private static final int INPUTS = 100_000;

    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private int run;

    @Test
    void oneThreadIsAtWorkAtATime() throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Throwable> failures = new ArrayList<>();
            Mailbox mailbox = new Mailbox(() -> alone(() -> {}), executor, failures::add);
            List<Future<?>> posts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                posts.add(threads.submit(() -> {
                    // Each waits for its own input, so that the mailbox is nearly empty most of the time.
                    Semaphore done = new Semaphore(0);
                    for (int input = 0; input < INPUTS; input++) {
                        mailbox.post(() -> alone(() -> {
                            run++;
                            done.release();
                        }));
                        done.acquireUninterruptibly();
                    }
                }));
            }
            for (Future<?> post : posts) {
                post.get();
            }
            assertThat(overlaps.get()).as("times that two threads were at work").isZero();
            assertThat(run).isEqualTo(THREADS * INPUTS);
            assertThat(failures).isEmpty();
        } finally {
            threads.shutdownNow();
            executor.shutdownNow();
        }
    }

    private void alone(Runnable work) {
        if (atWork.getAndIncrement() != 0) {
            overlaps.incrementAndGet();
        }
        work.run();
        atWork.decrementAndGet();
    }
}
