package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
            Mailbox mailbox = new Mailbox(() -> alone(() -> {}), executor, (cause, input) -> failures.add(cause));
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

    @Test
    void whatAnInputThrowsIsToldBeforeAnythingElseRuns() {
        List<String> order = new ArrayList<>();
        int[] refusals = {1};
        Mailbox mailbox = new Mailbox(() -> {}, Runnable::run, (cause, input) -> {
            if (refusals[0]-- > 0) {
                throw new StackOverflowError("no room to tell either");
            }
            order.add("told of " + cause.getMessage());
        });
        mailbox.post(() -> {
            throw new StackOverflowError("the first");
        });
        mailbox.post(() -> order.add("second"));
        assertThat(order).as("telling has failed").isEmpty();
        mailbox.post(() -> order.add("third"));
        assertThat(order).containsExactly("told of the first", "second", "third");
        mailbox.post(() -> order.add("fourth"));
        assertThat(order).endsWith("third", "fourth");
    }

    @Test
    void threadsWithoutStackLoseNoInput() throws InterruptedException {
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        AtomicInteger told = new AtomicInteger();
        Nesting nesting = new Nesting();
        Mailbox mailbox =
                new Mailbox(() -> nesting.watch(() -> {}), Runnable::run, (cause, input) -> told.incrementAndGet());
        AtomicInteger posted = new AtomicInteger();
        Thread deep = new Thread(null, () -> dive(mailbox, nesting, ran, posted), "deep", 512 * 1024);
        deep.start();
        deep.join();
        // Two, since one of the thread's own may have been added and not counted.
        mailbox.post(() -> {});
        mailbox.post(() -> {});
        assertThat(posted.get()).isPositive();
        assertThat(nesting.found).as("inputs that ran within others").isZero();
        assertThat(ran).hasSizeGreaterThanOrEqualTo(posted.get() - told.get());
    }

    /** Posts at every depth until there is no more stack. */
    private void dive(Mailbox mailbox, Nesting nesting, Set<Integer> ran, AtomicInteger posted) {
        int number = posted.get();
        try {
            mailbox.post(() -> nesting.watch(() -> ran.add(number)));
            posted.incrementAndGet();
            dive(mailbox, nesting, ran, posted);
        } catch (StackOverflowError e) {
            // As deep as it goes: the caller's frames are given back one by one.
            return;
        }
    }

    /** Finds what one thread runs within what it runs already, without calls, for which there may be no stack left. */
    private static final class Nesting {
        private boolean atWork;
        private int found;

        void watch(Runnable work) {
            if (atWork) {
                found++;
            }
            atWork = true;
            try {
                work.run();
            } finally {
                atWork = false;
            }
        }
    }

    private void alone(Runnable work) {
        if (atWork.getAndIncrement() != 0) {
            overlaps.incrementAndGet();
        }
        try {
            work.run();
        } finally {
            atWork.decrementAndGet();
        }
    }
}
