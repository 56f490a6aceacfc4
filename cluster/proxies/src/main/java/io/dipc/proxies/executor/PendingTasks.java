package io.dipc.proxies.executor;

import io.dipc.DipcException;
import io.dipc.SessionLostException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that this JVM has submitted to the executors of one key and whose outcomes it waits for. One daemon thread
 * collects them; it ends when there has been nothing to wait for for some time. Thread-safe.
 */
final class PendingTasks {
    /** Longer than anybody waits, and short enough to be added to the time. */
    static final long FOR_EVER = Long.MAX_VALUE / 4;

    private static final Logger LOG = LoggerFactory.getLogger(PendingTasks.class);

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** While so many tasks are waited for, outcomes are collected in portions: none of them is waited for alone. */
    private static final int MANY = 64;

    /** How long outcomes of many tasks gather: less than so many tasks need. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final String key;
    private final Submissions submissions;
    /** By the ids of the tasks; guarded by this, as the rest. */
    private final Map<Long, Pending> pending = new HashMap<>();
    /** Outcomes of tasks whose submission has not returned yet. */
    private final Map<Long, Outcome> early = new HashMap<>();
    /** How often this JVM had been excluded when tasks were last given up for that. */
    private int exclusions;

    private boolean collecting;
    private ObjectHandle handle;
    private long session;

    /**
     * @param submissions of the same key
     */
    PendingTasks(String key, Submissions submissions) {
        this.key = key;
        this.submissions = submissions;
    }

    /** How tasks get to the executors. */
    Submissions submissions() {
        return submissions;
    }

    /** Who waits for the outcome of a task. Called in any thread; must not block. */
    interface Awaiting {
        /**
         * @param settled to be run, in any thread, when nothing of the task is left to do here
         */
        void ended(Outcome outcome, Runnable settled);

        /** What was submitted. */
        Runnable task();

        /**
         * The task was taken out of the queue; there will be no outcome.
         *
         * @return what was submitted, which may be run here
         */
        Runnable takenBack();

        /** There will be no outcome. */
        void failed(Throwable reason, Runnable settled);
    }

    /**
     * @param exclusions how often this JVM had been excluded when the task was submitted
     */
    private record Pending(int generation, int exclusions, Awaiting awaiting) {}

    /**
     * Waits for the outcome of a task that was just submitted.
     *
     * @param by the handle of the executor
     * @param before how often this JVM had been excluded before the submission
     * @param id of the task
     * @param in the session in which it was submitted
     */
    void add(ObjectHandle by, int before, long id, long in, int generation, Awaiting awaiting) {
        boolean excluded = by.exclusions() != before;
        Outcome known;
        synchronized (this) {
            known = early.remove(id);
            excluded |= before < exclusions;
            pending.put(id, new Pending(generation, before, awaiting));
            handle = by;
            if (known == null && !excluded && !collecting) {
                collecting = true;
                session = in;
                WorkerThreads.daemon(this::collect, "dipc-" + key + "-outcomes").start();
            }
        }
        if (known != null) {
            ended(id, known);
        } else if (excluded) {
            failed(id, lost());
        }
    }

    /** Who waits for a task, or null. */
    Awaiting get(long id) {
        return awaiting(id);
    }

    /** The id of what was submitted; -1 if nobody waits for it. */
    synchronized long idOf(Object submitted) {
        for (Map.Entry<Long, Pending> one : pending.entrySet()) {
            if (one.getValue().awaiting.task() == submitted) {
                return one.getKey();
            }
        }
        return -1;
    }

    /** A task was taken out of the queue: there will be no outcome. */
    Awaiting remove(long id) {
        Pending removed;
        synchronized (this) {
            removed = pending.remove(id);
            notifyAll();
        }
        return removed == null ? null : removed.awaiting;
    }

    /** Whether there are tasks of a generation that have not been settled here, or tasks on their way. */
    boolean isConcerned(int generation) {
        return submissions.isBusy() || isWaiting(generation);
    }

    /** Whether there are tasks of a generation that have not been settled here. */
    synchronized boolean isWaiting(int generation) {
        return pending.values().stream().anyMatch(one -> one.generation == generation);
    }

    /**
     * Waits until there are none.
     *
     * @return whether that was so before the time was over
     */
    synchronized boolean awaitSettled(int generation, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (isWaiting(generation)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return true;
    }

    private DipcException lost() {
        return new SessionLostException(
                "this JVM was excluded from the cluster while it waited for a task of the executor" + " of key \"" + key
                        + "\"; the task may run or have run, and its outcome is lost");
    }

    private void collect() {
        try {
            while (true) {
                Grant grant = nextOutcomes();
                if (grant == null) {
                    if (ends()) {
                        return;
                    }
                    continue;
                }
                long moved = ExecutorAnswer.movedTo(grant.answer());
                if (moved != 0) {
                    grant.acceptLater();
                    moved(moved);
                } else {
                    Map<Long, Outcome> outcomes = ExecutorAnswer.collected(grant.answer());
                    grant.acceptLater();
                    outcomes.forEach(this::tell);
                    if (areMany()) {
                        LockSupport.parkNanos(this, GATHER_NANOS);
                    }
                }
            }
        } catch (DipcException e) {
            failAll(e);
        }
    }

    private synchronized boolean areMany() {
        return pending.size() >= MANY;
    }

    private Grant nextOutcomes() {
        ObjectHandle by;
        byte[] command;
        long nanos;
        synchronized (this) {
            by = handle;
            command = ExecutorCommand.collect(session);
            nanos = pending.isEmpty() ? IDLE_NANOS : Long.MAX_VALUE;
        }
        try {
            return by.await(command, nanos, Wait.UNINTERRUPTIBLY);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted in an uninterruptible wait", e);
        }
    }

    private synchronized boolean ends() {
        collecting = !pending.isEmpty();
        if (!collecting) {
            early.clear();
            handle = null;
        }
        return !collecting;
    }

    /** This JVM was excluded and is somebody else now. */
    private void moved(long next) {
        List<Long> lost = new ArrayList<>();
        synchronized (this) {
            session = next;
            exclusions = handle.exclusions();
            pending.forEach((id, one) -> {
                if (one.exclusions < exclusions) {
                    lost.add(id);
                }
            });
        }
        lost.forEach(id -> failed(id, lost()));
    }

    /** The others are told, whatever happens to one. */
    private void tell(long id, Outcome outcome) {
        try {
            told(id, outcome);
        } catch (RuntimeException | Error e) {
            LOG.warn("a task of the executor of key \"{}\" has ended, and its future cannot be completed", key, e);
        }
    }

    private void told(long id, Outcome outcome) {
        synchronized (this) {
            if (!pending.containsKey(id)) {
                early.put(id, outcome);
                return;
            }
        }
        ended(id, outcome);
    }

    private void ended(long id, Outcome outcome) {
        Awaiting awaiting = awaiting(id);
        if (awaiting != null) {
            awaiting.ended(outcome, () -> remove(id));
        }
    }

    private void failed(long id, DipcException reason) {
        Awaiting awaiting = awaiting(id);
        if (awaiting != null) {
            awaiting.failed(reason, () -> remove(id));
        }
    }

    private synchronized Awaiting awaiting(long id) {
        Pending one = pending.get(id);
        return one == null ? null : one.awaiting;
    }

    private void failAll(DipcException reason) {
        List<Long> all;
        synchronized (this) {
            collecting = false;
            all = new ArrayList<>(pending.keySet());
        }
        all.forEach(id -> failed(id, reason));
    }
}
