package io.dipc.proxies.executor;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.executor.ExecutorQuery;
import io.dipc.objects.executor.ExecutorStatus;
import io.dipc.objects.executor.Semantics;
import io.dipc.objects.executor.TaskInfo;
import io.dipc.proxies.Binding;
import io.dipc.proxies.elements.ElementCodec;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An executor of the cluster: what the proxies, each of which must extend a class of the JDK, have in common. Tasks are
 * turned into bytes in the thread that submits them. Thread-safe.
 */
final class RemoteExecutor extends AbstractExecutorService {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteExecutor.class);
    /** In place of a delay: none, also in executors without time. */
    private static final long NOW = -1;

    private static final int PAGE = 1000;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Binding binding;
    private final Consumer<Runnable> rejected;
    private final boolean forksAndJoins;
    /** Weak, since the proxy lives as long as the pool can be reached. */
    private final WeakReference<ExecutorService> local;

    private final LocalThreads threads;
    /** Opened at the first use; guarded by {@code opening} until then. */
    private volatile Opened opened;

    private final Object opening = new Object();

    /**
     * @param group null where this JVM does not work for it
     */
    private record Opened(
            ObjectHandle handle, int generation, PendingTasks pending, WorkerGroup group, Completions completions) {}

    /**
     * @param binding of an executor
     * @param local the pool that the application made; null if it is not of this JVM
     * @param threads of that pool; null if it is not of this JVM
     * @param rejected gets tasks that the executor does not take
     */
    RemoteExecutor(Binding binding, ExecutorService local, LocalThreads threads, Consumer<Runnable> rejected) {
        this.binding = binding;
        this.local = new WeakReference<>(local);
        this.threads = threads;
        this.rejected = rejected;
        this.forksAndJoins = false;
    }

    /** An executor whose tasks may fork others, which stay where it runs. */
    RemoteExecutor(Binding binding, ForkJoinPool local, LocalThreads threads) {
        this.binding = binding;
        this.local = new WeakReference<>(local);
        this.threads = threads;
        this.rejected = task -> {
            throw new RejectedExecutionException("Task " + task + " rejected from " + this);
        };
        this.forksAndJoins = true;
    }

    ElementCodec codec() {
        return binding.codec();
    }

    String key() {
        return opened().handle.key();
    }

    /** Joins the executor, and begins to work for it. */
    void open() {
        opened();
    }

    private Opened opened() {
        Opened known = opened;
        if (known != null) {
            return known;
        }
        ObjectHandle handle = binding.handles().get();
        synchronized (opening) {
            if (opened == null) {
                int generation = ExecutorAnswer.generation(handle.call(ExecutorCommand.open()));
                ExecutorWorkers workers = binding.executing().workers();
                PendingTasks pending = workers.pending(handle.key());
                WorkerGroup group = threads == null
                        ? null
                        : workers.start(new WorkerGroup(
                                handle,
                                runner(handle),
                                binding.executing().memberName(),
                                generation,
                                threads,
                                pending));
                Completions completions =
                        new Completions(handle.key(), Thread.currentThread().getContextClassLoader());
                opened = new Opened(handle, generation, pending, group, completions);
            }
            return opened;
        }
    }

    private TaskRunner runner(ObjectHandle handle) {
        int atOnce = ExecutorParameters.of(handle.descriptor().parameters()).threads();
        return new TaskRunner(codec(), handle.key(), binding.executing().memberName(), atOnce);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new RemoteFuture<>(this, runnable, value);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new RemoteFuture<>(this, callable);
    }

    @Override
    public void execute(Runnable task) {
        if (!offer(task)) {
            rejected.accept(task);
        }
    }

    /**
     * @return whether it was taken, which is not so after a shutdown, or where there is no room
     */
    boolean offer(Runnable task) {
        Objects.requireNonNull(task);
        RemoteFuture<?> future = task instanceof RemoteFuture<?> known && !known.isOfFuture() ? known : null;
        Stub stub = future != null ? null : futures().stub(task);
        if (future != null) {
            return submit(future.kind(), future.work(), future, future);
        }
        if (stub == null) {
            return submit(TaskBody.Kind.EXECUTED, task, null, null);
        }
        if (stub.travels()) {
            return submit(stub, stub.future());
        }
        opened().completions.run(task);
        return true;
    }

    /** Hands over what travels of a task that stays here. */
    boolean submit(Stub stub, Submitted submitted) {
        return submit(stub.kind(), stub.inner(), opened().completions.awaiting(stub, codec(), key()), submitted);
    }

    /** Found at the first use, since it takes access to the inside of the JDK. */
    private JdkFutures futures() {
        return binding.executing().workers().futures(binding.executing().opener());
    }

    /**
     * Hands over a task that begins when its time has come.
     *
     * @param delay after how many nanoseconds
     * @param period as in {@link ExecutorCommand#schedule}
     */
    void schedule(RemoteScheduledFuture<?> future, long delay, long period) {
        if (!submit(future.kind(), future.work(), future, future, delay, period)) {
            rejected.accept(future);
        }
    }

    /** What has to know the id of the task that it stands for. */
    interface Submitted {
        void submitted(RemoteExecutor to, long id);
    }

    /**
     * @param awaiting its outcome; null if nobody does
     * @param submitted null if nothing has to know the id
     * @return whether the executor has taken it
     */
    private boolean submit(TaskBody.Kind kind, Object task, PendingTasks.Awaiting awaiting, Submitted submitted) {
        return submit(kind, task, awaiting, submitted, NOW, 0);
    }

    private boolean submit(
            TaskBody.Kind kind,
            Object task,
            PendingTasks.Awaiting awaiting,
            Submitted submitted,
            long delay,
            long period) {
        Opened to = opened();
        byte[] body = TaskBody.of(kind, forksAndJoins, task, codec(), to.handle.key());
        String changeable = codec().capturedState(task);
        if (changeable != null) {
            LOG.warn(
                    "key \"{}\": a task of {} has captured {}, and works on a copy of it: what it changes there is not"
                            + " seen elsewhere; return it as a result, or keep it in a distributed object",
                    to.handle.key(),
                    task.getClass().getName(),
                    changeable);
        }
        if (to.group != null) {
            to.group.used();
        }
        int exclusions = to.handle.exclusions();
        boolean keeps = awaiting != null;
        byte[] command = delay == NOW
                ? ExecutorCommand.submit(to.generation, semantics(), keeps, body)
                : ExecutorCommand.schedule(to.generation, semantics(), keeps, delay, period, body);
        byte[] answer = to.handle.call(command);
        long id = ExecutorAnswer.submitted(answer);
        if (id == ExecutorAnswer.FULL || id == ExecutorAnswer.SHUT_DOWN) {
            return false;
        }
        if (submitted != null) {
            submitted.submitted(this, id);
        }
        if (awaiting != null) {
            to.pending.add(to.handle, exclusions, answer, to.generation, awaiting);
        }
        return true;
    }

    private Semantics semantics() {
        return binding.executing().semantics();
    }

    /**
     * @return whether the task had no outcome before
     */
    boolean cancel(long task, boolean interrupt) {
        return ExecutorAnswer.counted(opened().handle.call(ExecutorCommand.cancel(task, interrupt)));
    }

    @Override
    public void shutdown() {
        shutdown(true, false);
    }

    /**
     * @param keepsDelayed whether tasks that wait for their time still run
     * @param keepsPeriodic whether periodic ones go on
     */
    void shutdown(boolean keepsDelayed, boolean keepsPeriodic) {
        Opened to = opened();
        to.handle.call(ExecutorCommand.shutdown(to.generation, keepsDelayed, keepsPeriodic));
        ExecutorService own = local.get();
        if (own != null) {
            own.shutdown();
        }
    }

    /**
     * @return the tasks that were never begun: those of this JVM as what was submitted, those of others as copies
     */
    @Override
    public List<Runnable> shutdownNow() {
        Opened to = opened();
        byte[] answer = to.handle.call(ExecutorCommand.shutdownNow(to.generation));
        ExecutorService own = local.get();
        if (own != null) {
            own.shutdownNow();
        }
        return takenBack(to, answer);
    }

    /** Tasks that have left the queue unrun. */
    private List<Runnable> takenBack(Opened of, byte[] answer) {
        ExecutorAnswer.Drained drained = ExecutorAnswer.Drained.of(answer);
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < drained.ids().size(); i++) {
            PendingTasks.Awaiting awaiting = of.pending.remove(drained.ids().get(i));
            tasks.add(
                    awaiting != null
                            ? awaiting.takenBack()
                            : copy(drained.bodies().get(i)));
        }
        return tasks;
    }

    /**
     * Takes a task out of the queue.
     *
     * @param id of the task; {@link ExecutorCommand#OLDEST}: the first one
     * @return the task, or null if there is none
     */
    Runnable withdraw(long id) {
        Opened to = opened();
        List<Runnable> withdrawn = takenBack(to, to.handle.call(ExecutorCommand.withdraw(to.generation, id)));
        return withdrawn.isEmpty() ? null : withdrawn.get(0);
    }

    private Runnable copy(byte[] body) {
        Object task = codec().decode(body, key());
        return task instanceof Runnable runnable && TaskBody.kind(body) != TaskBody.Kind.CALLABLE
                ? runnable
                : new RemoteFuture<>(this, (Callable<?>) task);
    }

    ExecutorStatus status() {
        Opened of = opened();
        return ExecutorStatus.of(of.handle.query(ExecutorQuery.status(of.generation)));
    }

    @Override
    public boolean isShutdown() {
        return status().shutDown();
    }

    /** Also when what was submitted here has been told to those who wait for it. */
    @Override
    public boolean isTerminated() {
        return status().terminated() && !opened().pending.isWaiting(opened().generation);
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = Math.min(unit.toNanos(timeout), PendingTasks.FOR_EVER);
        Opened of = opened();
        if (nanos <= 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return isTerminated();
        }
        long deadline = System.nanoTime() + nanos;
        Grant grant = of.handle.await(ExecutorCommand.awaitTermination(of.generation), nanos, Wait.TAKING);
        if (grant == null) {
            return false;
        }
        grant.acceptLater();
        return of.pending.awaitSettled(of.generation, deadline - System.nanoTime());
    }

    /** As the JDK's executors do it since Java 19: waits for all tasks, and if interrupted stops them. */
    public void close() {
        boolean terminated = isTerminated();
        boolean interrupted = false;
        if (!terminated) {
            shutdown();
        }
        while (!terminated) {
            try {
                terminated = awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                if (!interrupted) {
                    shutdownNow();
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many threads of this JVM work or wait. */
    int threadsHere() {
        WorkerGroup group = opened().group;
        return group == null ? 0 : group.threads();
    }

    /** How many there were at most. */
    int mostThreadsHere() {
        WorkerGroup group = opened().group;
        return group == null ? 0 : group.mostThreads();
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

    @Override
    public String toString() {
        return describe(RemoteExecutor.class);
    }

    /** In words, as the JDK's pools. */
    String describe(Class<?> type) {
        ExecutorStatus status = status();
        String state = status.terminated() ? "Terminated" : status.shutDown() ? "Shutting down" : "Running";
        return type.getName() + "@" + Integer.toHexString(System.identityHashCode(this)) + "[" + state
                + ", pool size = "
                + threadsHere() + ", active threads = " + status.active() + ", queued tasks = " + status.queued()
                + ", completed tasks = " + status.completed() + "]";
    }

    /** The tasks in the queue. */
    BlockingQueue<Runnable> queue() {
        return new TaskQueue(this);
    }

    /** Takes a task of this JVM out of the queue. */
    boolean remove(Object task) {
        long id = opened().pending.idOf(task);
        return id >= 0 && withdraw(id) != null;
    }

    /** How many tasks may be in the queue. */
    int capacity() {
        return ExecutorParameters.of(opened().handle.descriptor().parameters()).capacity();
    }

    /** The tasks of this JVM that are in the queue. */
    List<Runnable> queuedHere() {
        Opened of = opened();
        List<Runnable> tasks = new ArrayList<>();
        List<TaskInfo> page = List.of();
        do {
            long after = page.isEmpty() ? -1 : page.get(page.size() - 1).id();
            page = TaskInfo.listOf(of.handle.query(ExecutorQuery.page(after, PAGE)));
            for (TaskInfo task : page) {
                PendingTasks.Awaiting awaiting = of.pending.get(task.id());
                if (awaiting != null && task.generation() == of.generation && task.attempt() == 0) {
                    tasks.add(awaiting.task());
                }
            }
        } while (page.size() == PAGE);
        return tasks;
    }
}
