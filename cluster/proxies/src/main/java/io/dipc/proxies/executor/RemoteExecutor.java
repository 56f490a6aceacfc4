package io.dipc.proxies.executor;

import io.dipc.DipcException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.Semantics;
import io.dipc.proxies.Binding;
import io.dipc.proxies.elements.ElementCodec;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An executor of the cluster: what the proxies, each of which must extend a class of the JDK, have in common. Tasks are
 * turned into bytes in the thread that submits them. Thread-safe.
 */
class RemoteExecutor extends AbstractExecutorService {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteExecutor.class);
    /** In place of the id of a task. */
    static final long NOT_SUBMITTED = -1;

    private final Binding binding;
    private final Consumer<Runnable> rejected;
    private final boolean forksAndJoins;
    /** Weak, since the proxy lives as long as the pool can be reached. */
    private final WeakReference<ExecutorService> local;

    private final LocalThreads threads;
    private final ExecutorView view = new ExecutorView(this::opened);
    private final Withdrawals withdrawals = new Withdrawals(this, this::opened);
    private final Object opening = new Object();
    /** Opened at the first use; guarded by {@code opening} until then. */
    private volatile OpenExecutor opened;

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

    Binding binding() {
        return binding;
    }

    ElementCodec codec() {
        return binding.codec();
    }

    String key() {
        return opened().handle().key();
    }

    /** Joins the executor, and begins to work for it. */
    void open() {
        opened();
    }

    private OpenExecutor opened() {
        OpenExecutor known = opened;
        if (known != null) {
            return known;
        }
        ObjectHandle handle = binding.handles().get();
        synchronized (opening) {
            if (opened == null) {
                opened = OpenExecutor.of(handle, binding, threads);
            }
            return opened;
        }
    }

    /** What can be seen of it. */
    ExecutorView view() {
        return view;
    }

    /** Takes tasks out of its queue. */
    Withdrawals withdrawals() {
        return withdrawals;
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
            reject(task);
        }
    }

    /** Runs code of the application. */
    void reject(Runnable task) {
        rejected.accept(task);
    }

    /**
     * @return whether it was taken, which is not so after a shutdown, or where there is no room
     */
    boolean offer(Runnable task) {
        Objects.requireNonNull(task);
        RemoteFuture<?> future = task instanceof RemoteFuture<?> known && !known.isOfFuture() ? known : null;
        Stub stub = future != null ? null : futures().stub(task);
        if (future != null) {
            return submit(future.kind(), future.work(), future, future, future);
        }
        if (stub == null) {
            return submit(TaskBody.Kind.EXECUTED, task, task, null, null);
        }
        if (stub.travels()) {
            return submit(stub, stub.future());
        }
        opened().completions().run(task);
        return true;
    }

    /** Hands over what travels of a task that stays here. */
    boolean submit(Stub stub, Submitted submitted) {
        PendingTasks.Awaiting awaiting = opened().completions().awaiting(stub, codec(), key());
        return submit(stub.kind(), stub.inner(), stub.outer(), awaiting, submitted);
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
        OpenExecutor to = opened();
        byte[] body = body(future.kind(), future.work(), to);
        byte[] command = ExecutorCommand.schedule(to.generation(), semantics(), true, delay, period, body);
        if (!submit(command, new SentTask(this, to, future, future, future))) {
            reject(future);
        }
    }

    /** What has to know the id of the task that it stands for. Called in any thread; must not block. */
    interface Submitted {
        /** The task is on its way. */
        void submitting(RemoteExecutor to);

        /**
         * @param id negative: it is not
         */
        void submitted(long id);
    }

    /**
     * @param work what travels
     * @param task what was submitted
     * @param awaiting its outcome; null if nobody does
     * @param submitted null if nothing has to know the id
     * @return whether the executor has taken it, or surely will
     */
    private boolean submit(
            TaskBody.Kind kind, Object work, Runnable task, PendingTasks.Awaiting awaiting, Submitted submitted) {
        OpenExecutor to = opened();
        ExecutorCommand.Submission submission =
                new ExecutorCommand.Submission(to.generation(), semantics(), awaiting != null, body(kind, work, to));
        SentTask sent = new SentTask(this, to, task, awaiting, submitted);
        if (!to.takesAll()) {
            return submit(ExecutorCommand.submit(List.of(submission)), sent);
        }
        if (submitted != null) {
            submitted.submitting(this);
        }
        binding.executing().workers().underWay().submits();
        try {
            to.pending().submissions().add(new Submission(to.handle(), submission, sent));
        } catch (DipcException e) {
            if (submitted != null) {
                submitted.submitted(NOT_SUBMITTED);
            }
            throw e;
        }
        return true;
    }

    /** The task as it travels. */
    private byte[] body(TaskBody.Kind kind, Object work, OpenExecutor to) {
        String key = to.handle().key();
        byte[] body = TaskBody.of(kind, forksAndJoins, work, codec(), key);
        String changeable = codec().capturedState(work);
        if (changeable != null) {
            LOG.warn(
                    "key \"{}\": a task of {} has captured {}, and works on a copy of it: what it changes there is not"
                            + " seen elsewhere; return it as a result, or keep it in a distributed object",
                    key,
                    work.getClass().getName(),
                    changeable);
        }
        if (to.group() != null) {
            to.group().used();
        }
        return body;
    }

    /** Waits for the answer. */
    private boolean submit(byte[] command, SentTask task) {
        OpenExecutor to = task.executor().upToDate();
        int exclusions = to.handle().exclusions();
        byte[] answer = to.handle().call(command);
        to.pending().submissions().answers();
        long id = ExecutorAnswer.submitted(answer).get(0);
        if (id == ExecutorAnswer.SHUT_DOWN) {
            to.pending().submissions().shutDown(to.generation());
        }
        if (id == ExecutorAnswer.FULL || id == ExecutorAnswer.SHUT_DOWN) {
            return false;
        }
        if (task.submitted() != null) {
            task.submitted().submitting(this);
        }
        task.taken(id, ExecutorAnswer.session(answer), exclusions);
        return true;
    }

    /**
     * Waits until the executor has what this JVM has submitted.
     *
     * @throws io.dipc.ClusterUnavailableException if this JVM does not reach it
     */
    void awaitSubmitted() {
        Submissions submissions = opened().pending().submissions();
        if (!submissions.flush()) {
            throw submissions.unreachable("it is not known whether what was submitted has come");
        }
    }

    private Semantics semantics() {
        return binding.executing().semantics();
    }

    /**
     * @return whether the task had no outcome before
     */
    boolean cancel(long task, boolean interrupt) {
        return ExecutorAnswer.counted(opened().handle().call(ExecutorCommand.cancel(task, interrupt)));
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
        OpenExecutor to = opened();
        to.pending().submissions().shutDown(to.generation());
        to.upToDate();
        to.handle().call(ExecutorCommand.shutdown(to.generation(), keepsDelayed, keepsPeriodic));
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
        List<Runnable> tasks = withdrawals.all();
        ExecutorService own = local.get();
        if (own != null) {
            own.shutdownNow();
        }
        return tasks;
    }

    @Override
    public boolean isShutdown() {
        return view.status().shutDown();
    }

    public boolean isTerminating() {
        return isShutdown() && !isTerminated();
    }

    /** Also when what was submitted here has been told to those who wait for it. */
    @Override
    public boolean isTerminated() {
        return view.status().terminated() && !opened().pending().isWaiting(opened().generation());
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = Math.min(unit.toNanos(timeout), PendingTasks.FOR_EVER);
        if (nanos <= 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return isTerminated();
        }
        long deadline = System.nanoTime() + nanos;
        OpenExecutor of = opened().upToDate();
        Grant grant = of.handle().await(ExecutorCommand.awaitTermination(of.generation()), nanos, Wait.TAKING);
        if (grant == null) {
            return false;
        }
        grant.acceptLater();
        return of.pending().awaitSettled(of.generation(), deadline - System.nanoTime());
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

    @Override
    public String toString() {
        return view.describe(this, RemoteExecutor.class);
    }
}
