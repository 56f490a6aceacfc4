package io.dipc.proxies.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dipc.proxies.testing.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Threads of one test, and waiting for conditions. */
public final class Threads implements AutoCloseable {
    /** Longer than anything takes on a slow machine. */
    private static final long LIMIT_SECONDS = 300;

    private final List<Thread> started = new ArrayList<>();

    /** A call that runs in a thread of its own. */
    public static final class Running<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private Thread thread;

        public Thread thread() {
            return thread;
        }

        public boolean isDone() {
            return result.isDone();
        }

        /** The result; fails if there is an exception. */
        public T get() {
            try {
                return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            } catch (TimeoutException e) {
                StringBuilder where = new StringBuilder();
                for (StackTraceElement element : thread.getStackTrace()) {
                    where.append("\n    at ").append(element);
                }
                return fail("still running:" + where);
            }
        }

        /** What it threw; fails if there is a result. */
        public Throwable failure() {
            try {
                return fail("no exception but " + result.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A body without a result. */
    public interface Body {
        void run() throws Exception;
    }

    public <T> Running<T> start(Callable<T> body) {
        Running<T> running = new Running<>();
        Thread thread = new Thread(() -> {
            try {
                running.result.complete(body.call());
            } catch (Throwable e) {
                running.result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        running.thread = thread;
        started.add(thread);
        thread.start();
        return running;
    }

    public Running<Void> run(Body body) {
        return start(() -> {
            body.run();
            return null;
        });
    }

    /** Waits until the thread is blocked, or the peer's that it waits for, without being done. */
    public static void awaitBlocked(Running<?> running) {
        await(() -> running.isDone() || isBlocked(running.thread()));
        assertThat(running.isDone()).as("done instead of blocked").isFalse();
    }

    private static boolean isBlocked(Thread thread) {
        if (Peer.isThere() && Peer.get().isCalledBy(thread)) {
            return Peer.get().isBlockedFor(thread);
        }
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** Waits until the condition holds. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("the condition did not come true in " + LIMIT_SECONDS + " s");
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(200_000);
        }
    }

    /** Ends threads that a failed test left behind. */
    @Override
    public void close() {
        started.forEach(Thread::interrupt);
        started.clear();
    }
}
