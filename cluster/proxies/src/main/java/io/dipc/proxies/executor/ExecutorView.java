package io.dipc.proxies.executor;

import io.dipc.objects.executor.ExecutorQuery;
import io.dipc.objects.executor.ExecutorStatus;
import io.dipc.objects.executor.TaskInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What can be seen of an executor. Thread-safe. */
final class ExecutorView {
    private static final int PAGE = 1000;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Supplier<OpenExecutor> executor;

    /**
     * @param executor the executor, opened at the first call
     */
    ExecutorView(Supplier<OpenExecutor> executor) {
        this.executor = executor;
    }

    ExecutorStatus status() {
        OpenExecutor of = executor.get().upToDate();
        return ExecutorStatus.of(of.handle().query(ExecutorQuery.status(of.generation())));
    }

    /** How many tasks may be in the queue. */
    int capacity() {
        return executor.get().capacity();
    }

    /** How many threads of this JVM work or wait. */
    int threadsHere() {
        WorkerGroup group = executor.get().group();
        return group == null ? 0 : group.threads();
    }

    /** How many there were at most. */
    int mostThreadsHere() {
        WorkerGroup group = executor.get().group();
        return group == null ? 0 : group.mostThreads();
    }

    /** The tasks of this JVM that are in the queue. */
    List<Runnable> queuedHere() {
        OpenExecutor of = executor.get().upToDate();
        List<Runnable> tasks = new ArrayList<>();
        List<TaskInfo> page = List.of();
        do {
            long after = page.isEmpty() ? -1 : page.get(page.size() - 1).id();
            page = TaskInfo.listOf(of.handle().query(ExecutorQuery.page(after, PAGE)));
            for (TaskInfo task : page) {
                PendingTasks.Awaiting awaiting = of.pending().get(task.id());
                if (awaiting != null && task.generation() == of.generation() && task.attempt() == 0) {
                    tasks.add(awaiting.task());
                }
            }
        } while (page.size() == PAGE);
        return tasks;
    }

    /** Whether nothing is queued or runs. */
    boolean isQuiescent() {
        ExecutorStatus status = status();
        return status.queued() == 0 && status.active() == 0;
    }

    /**
     * Waits until nothing is queued or runs, uninterruptibly.
     *
     * @return whether that was so before the time was over
     */
    boolean awaitQuiescence(long nanos) {
        long start = System.nanoTime();
        boolean interrupted = false;
        boolean quiescent;
        while (!(quiescent = isQuiescent()) && System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(this, POLL_NANOS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return quiescent;
    }

    /** In words, as the JDK's pools. */
    String describe(Object pool, Class<?> type) {
        ExecutorStatus status = status();
        String state = status.terminated() ? "Terminated" : status.shutDown() ? "Shutting down" : "Running";
        return type.getName() + "@" + Integer.toHexString(System.identityHashCode(pool)) + "[" + state
                + ", pool size = "
                + threadsHere() + ", active threads = " + status.active() + ", queued tasks = " + status.queued()
                + ", completed tasks = " + status.completed() + "]";
    }
}
