package io.dipc.proxies.executor;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.ExecutorQuery;
import io.dipc.objects.executor.ExecutorStatus;
import io.dipc.objects.executor.Semantics;
import io.dipc.proxies.Binding;
import io.dipc.proxies.elements.ElementCodec;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An executor of the cluster: what the proxies, each of which must extend a class of the JDK, have in common. Tasks are
 * turned into bytes in the thread that submits them. Thread-safe.
 */
final class RemoteExecutor {
    private final Binding binding;
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
     */
    RemoteExecutor(Binding binding, ExecutorService local, LocalThreads threads) {
        this.binding = binding;
        this.local = new WeakReference<>(local);
        this.threads = threads;
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
                                new TaskRunner(
                                        codec(),
                                        handle.key(),
                                        binding.executing().memberName()),
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

    /**
     * Hands a task to the cluster.
     *
     * @param rejected gets it if the executor does not take it
     */
    void execute(Runnable task, Consumer<Runnable> rejected) {
        Objects.requireNonNull(task);
        boolean taken;
        if (task instanceof RemoteFuture<?> future) {
            taken = submit(future.kind(), future.task(), future, future);
        } else {
            Stub stub = futures().stub(task);
            if (stub == null) {
                taken = submit(TaskBody.Kind.EXECUTED, task, null, null);
            } else if (stub.travels()) {
                taken = submit(
                        stub.kind(), stub.inner(), opened().completions.awaiting(stub, codec(), key()), stub.future());
            } else {
                opened().completions.run(task);
                taken = true;
            }
        }
        if (!taken) {
            rejected.accept(task);
        }
    }

    /** Found at the first use, since it takes access to the inside of the JDK. */
    private JdkFutures futures() {
        return binding.executing().workers().futures(binding.executing().opener());
    }

    /**
     * @param future has to know the id of the task; null if there is none
     */
    private boolean submit(TaskBody.Kind kind, Object task, PendingTasks.Awaiting awaiting, RemoteFuture<?> future) {
        Opened to = opened();
        byte[] body = TaskBody.of(kind, task, codec(), to.handle.key());
        if (to.group != null) {
            to.group.used();
        }
        int exclusions = to.handle.exclusions();
        byte[] answer = to.handle.call(ExecutorCommand.submit(to.generation, semantics(), awaiting != null, body));
        long id = ExecutorAnswer.submitted(answer);
        if (id == ExecutorAnswer.FULL || id == ExecutorAnswer.SHUT_DOWN) {
            return false;
        }
        if (future != null) {
            future.submitted(this, id);
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

    void shutdown() {
        Opened to = opened();
        to.handle.call(ExecutorCommand.shutdown(to.generation));
        ExecutorService own = local.get();
        if (own != null) {
            own.shutdown();
        }
    }

    /**
     * @return the tasks that were never begun: those of this JVM as what was submitted, those of others as copies
     */
    List<Runnable> shutdownNow() {
        Opened to = opened();
        byte[] answer = to.handle.call(ExecutorCommand.shutdownNow(to.generation));
        ExecutorService own = local.get();
        if (own != null) {
            own.shutdownNow();
        }
        ExecutorAnswer.Drained drained = ExecutorAnswer.Drained.of(answer);
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < drained.ids().size(); i++) {
            PendingTasks.Awaiting awaiting = to.pending.remove(drained.ids().get(i));
            if (awaiting != null) {
                tasks.add(awaiting.takenBack());
            } else {
                tasks.add(copy(drained.bodies().get(i)));
            }
        }
        return tasks;
    }

    private Runnable copy(byte[] body) {
        Object task = codec().decode(body, key());
        return task instanceof Runnable runnable && TaskBody.kind(body) != TaskBody.Kind.CALLABLE
                ? runnable
                : new RemoteFuture<>(this, (java.util.concurrent.Callable<?>) task);
    }

    ExecutorStatus status() {
        Opened of = opened();
        return ExecutorStatus.of(of.handle.query(ExecutorQuery.status(of.generation)));
    }

    /** Also when what was submitted here has been told to those who wait for it. */
    boolean isTerminated() {
        return status().terminated() && !opened().pending.isWaiting(opened().generation);
    }

    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
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
    void close() {
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
    java.util.concurrent.BlockingQueue<Runnable> queue() {
        throw new UnsupportedOperationException();
    }

    boolean remove(Runnable task) {
        throw new UnsupportedOperationException();
    }
}
