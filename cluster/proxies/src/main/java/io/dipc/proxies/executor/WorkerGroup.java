package io.dipc.proxies.executor;

import io.dipc.DipcException;
import io.dipc.KeyRemovedException;
import io.dipc.ObjectLostException;
import io.dipc.SessionLostException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.executor.ExecutorQuery;
import io.dipc.proxies.elements.ElementCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that work for one executor in this JVM. At first one that waits for a task; whenever the last one that waits
 * has got a task there is one more, up to the number of the pool. Thread-safe.
 *
 * <p>Threads are daemons as long as this JVM has submitted nothing: a JVM whose pool was never used ends with its main.
 * From then on they are what the pool's thread factory makes, and end with the executor, so that the JVM lives as long as
 * it would with the JDK's pool.
 */
final class WorkerGroup {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);
    /** Interrupts that came for tasks which had ended already; more are not remembered. */
    private static final int MOST_EARLY = 1000;

    private final ObjectHandle handle;
    private final TaskRunner runner;
    private final String memberName;
    private final int generation;
    private final int limit;
    private final WorkerThreads daemons;
    /** Null in helpers, as {@code pending}. */
    private final LocalThreads threads;

    private final PendingTasks pending;

    /** Guarded by this. */
    private final Set<Worker> workers = new HashSet<>();

    private final NavigableSet<Long> earlyInterrupts = new TreeSet<>();
    private int idle;
    private int most;
    private boolean used;
    /** Whether {@link #used()} has nothing to do any more. */
    private volatile boolean lasting;

    private boolean over;
    private Thread interrupter;
    private Runnable whenOver = () -> {};

    /**
     * The group of a JVM that has stored the executor.
     *
     * @param threads makes the threads, once this JVM has submitted something
     * @param pending what this JVM waits for
     */
    WorkerGroup(
            ObjectHandle handle,
            TaskRunner runner,
            String memberName,
            int generation,
            LocalThreads threads,
            PendingTasks pending) {
        this.handle = handle;
        this.runner = runner;
        this.memberName = memberName;
        this.generation = generation;
        this.threads = threads;
        this.pending = pending;
        this.limit = ExecutorParameters.of(handle.descriptor().parameters()).threads();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.daemons = new WorkerThreads("dipc-" + handle.key() + "-worker-", loader);
    }

    private WorkerGroup(ObjectHandle handle, TaskRunner runner, String memberName, ClassLoader loader) {
        this.handle = handle;
        this.runner = runner;
        this.memberName = memberName;
        this.generation = ExecutorCommand.ANY_GENERATION;
        this.threads = null;
        this.pending = null;
        this.limit = ExecutorParameters.of(handle.descriptor().parameters()).threads();
        this.daemons = new WorkerThreads("dipc-" + handle.key() + "-worker-", loader);
    }

    /** The group of a JVM that did not make the executor. */
    static WorkerGroup ofHelper(
            ObjectHandle handle,
            ElementCodec codec,
            String memberName,
            ClassLoader loader,
            SubmissionsUnderWay underWay) {
        int threads = ExecutorParameters.of(handle.descriptor().parameters()).threads();
        TaskRunner runner = new TaskRunner(codec, handle.key(), memberName, threads, underWay);
        return new WorkerGroup(handle, runner, memberName, loader);
    }

    String key() {
        return handle.key();
    }

    ObjectHandle handle() {
        return handle;
    }

    int generation() {
        return generation;
    }

    /** Whether the executor is still there for which it works, as far as is known. If it is not, this group ends. */
    boolean exists() {
        try {
            handle.query(ExecutorQuery.status(generation));
        } catch (KeyRemovedException | ObjectLostException e) {
            fail(e);
        } catch (DipcException e) {
            LOG.debug("whether the executor of key \"{}\" is still there cannot be asked", key(), e);
        }
        return !isOver();
    }

    synchronized boolean isOver() {
        return over;
    }

    /** How many threads work or wait. */
    synchronized int threads() {
        return workers.size();
    }

    /** How many there were at most. */
    synchronized int mostThreads() {
        return most;
    }

    /**
     * Begins to work.
     *
     * @param whenOver runs once, when it has ended; must not block
     */
    void start(Runnable whenOver) {
        join();
        synchronized (this) {
            this.whenOver = whenOver;
            interrupter = WorkerThreads.daemon(this::interruptTasks, "dipc-" + key() + "-interrupts");
            startWorker();
        }
        interrupter.start();
    }

    private void join() {
        handle.call(ExecutorCommand.join(memberName, limit));
    }

    /** This JVM submits a task: the executor keeps it alive from now on, if its threads would. */
    void used() {
        if (lasting) {
            return;
        }
        List<Worker> former;
        synchronized (this) {
            // threads that time out may have to be started again
            lasting = over || threads == null || used && hasOwnThread() && threads.keepAliveNanos() == Long.MAX_VALUE;
            if (lasting || used && hasOwnThread()) {
                return;
            }
            used = true;
            former = new ArrayList<>(workers);
            former.removeIf(worker -> !worker.isScout());
            startWorker();
        }
        former.forEach(Worker::retire);
        // or they might still take what is submitted now
        former.forEach(Worker::awaitEndUnlessRunning);
    }

    private boolean hasOwnThread() {
        return workers.stream().anyMatch(worker -> !worker.isScout());
    }

    /** Ends it: a thread that runs a task ends after it. */
    void close() {
        List<Worker> all;
        Runnable ended;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            all = new ArrayList<>(workers);
            ended = whenOver;
        }
        all.forEach(Worker::retire);
        interrupter.interrupt();
        ended.run();
    }

    /**
     * Waits until all threads have ended, after {@link #close}.
     *
     * @param deadline when to give up, by {@link System#nanoTime}
     * @return whether they have
     */
    synchronized boolean awaitEnd(long deadline) throws InterruptedException {
        while (!workers.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Call with the lock held. */
    private void startWorker() {
        boolean scout = !used;
        Worker worker = new Worker(this, scout);
        Thread thread = scout ? daemons.newThread(worker) : threads.newThread(worker);
        if (thread == null) {
            return;
        }
        thread.start();
        workers.add(worker);
        most = Math.max(most, workers.size());
        idle++;
    }

    /** Starts one more, if nobody waits. Where that fails, there are fewer. Call with the lock held. */
    private void grow() {
        if (over || idle > 0 || workers.size() >= limit) {
            return;
        }
        try {
            startWorker();
        } catch (RuntimeException | Error e) {
            LOG.warn("a thread for the executor of key \"{}\" cannot be started: {}", key(), e.toString());
        }
    }

    /**
     * Waits for the next task of a worker.
     *
     * @param command that takes
     * @param worker counted as idle
     * @return the task; null if the worker is to end
     */
    ExecutorAnswer.Assignment next(byte[] command, Worker worker) throws InterruptedException {
        Grant grant;
        try {
            beforeTelling();
            grant = handle.await(command, worker.isScout() ? Long.MAX_VALUE : threads.keepAliveNanos(), Wait.TAKING);
            while (grant == null && !worker.isScout() && pending.isConcerned(generation)) {
                // the JDK's thread that ran the task would be alive
                grant = handle.await(ExecutorCommand.take(generation), threads.keepAliveNanos(), Wait.TAKING);
            }
        } catch (DipcException e) {
            fail(e);
            return null;
        }
        if (grant == null) {
            return null;
        }
        ExecutorAnswer.Assignment task = ExecutorAnswer.Assignment.of(grant.answer());
        grant.acceptLater();
        if (task == null) {
            if (pending != null) {
                pending.submissions().shutDown(generation);
            }
            if (!worker.isScout()) {
                // what follows from the outcomes here may keep the JVM alive, as in the JDK's threads
                pending.awaitSettled(generation, PendingTasks.FOR_EVER);
            }
            close();
            return null;
        }
        synchronized (this) {
            idle--;
            grow();
        }
        return task;
    }

    /** The command that takes the next task tells that the last one has ended. */
    private void beforeTelling() {
        try {
            handle.beforeGiving();
        } catch (SessionLostException | ObjectLostException e) {
            LOG.debug("what a task wrote to shared memory is lost", e);
        }
    }

    private void fail(DipcException e) {
        if (!isOver()) {
            LOG.warn("this JVM works no more for the executor of key \"{}\": {}", key(), e.getMessage());
            close();
        }
    }

    /** Tells that a worker has run a task and said so, where it could not say so when it took the next one. */
    void complete(byte[] command) {
        try {
            handle.call(command);
        } catch (DipcException e) {
            fail(e);
        }
    }

    TaskRunner runner() {
        return runner;
    }

    synchronized void idleAgain() {
        idle++;
    }

    /**
     * A worker begins a task.
     *
     * @return whether it is to be interrupted
     */
    synchronized boolean begins(long task) {
        return !earlyInterrupts.isEmpty() && earlyInterrupts.remove(task);
    }

    /**
     * A worker has ended.
     *
     * @param wasIdle whether it is counted as idle
     */
    synchronized void ended(Worker worker, boolean wasIdle) {
        workers.remove(worker);
        notifyAll();
        if (wasIdle) {
            idle--;
        }
        if (over) {
            return;
        }
        if (workers.isEmpty()) {
            // its time was over, but the tasks of others are still to be run
            used = false;
        }
        grow();
    }

    private void interruptTasks() {
        try {
            while (!isOver()) {
                Grant grant = handle.await(ExecutorCommand.awaitInterrupts(), Long.MAX_VALUE, Wait.TAKING);
                List<Long> tasks = ExecutorAnswer.interrupted(grant.answer());
                if (tasks.isEmpty()) {
                    grant.acceptLater();
                    join();
                } else {
                    tasks.forEach(this::interrupt);
                    grant.accept();
                }
            }
        } catch (InterruptedException e) {
            // closed
        } catch (DipcException e) {
            fail(e);
        }
    }

    private void interrupt(long task) {
        List<Worker> all;
        synchronized (this) {
            all = new ArrayList<>(workers);
            earlyInterrupts.add(task);
            if (earlyInterrupts.size() > MOST_EARLY) {
                Iterator<Long> oldest = earlyInterrupts.iterator();
                oldest.next();
                oldest.remove();
            }
        }
        for (Worker worker : all) {
            if (worker.interruptIfRunning(task)) {
                synchronized (this) {
                    earlyInterrupts.remove(task);
                }
            }
        }
    }
}
