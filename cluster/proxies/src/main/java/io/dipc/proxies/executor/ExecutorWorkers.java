package io.dipc.proxies.executor;

import io.dipc.engine.Cluster;
import io.dipc.engine.ObjectHandle;
import io.dipc.objects.Descriptor;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.proxies.directory.ExecutorDirectory;
import io.dipc.proxies.directory.ExecutorDirectory.Registration;
import io.dipc.proxies.elements.ElementCodec;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The threads of this JVM that work for executors of the cluster, in one group for each. Thread-safe.
 *
 * <p>A JVM that stores an executor in a distributed place gets its group by that; a helper, which runs no such code, calls
 * {@link #serve} for every executor that it hears of. Where both come together, the helper's group counts.
 */
public final class ExecutorWorkers implements AutoCloseable {
    private final Supplier<Cluster> cluster;
    private final String memberName;
    private final ExecutorDirectory directory;
    /** Guarded by itself. */
    private final Map<Id, WorkerGroup> groups = new HashMap<>();

    /** What this JVM waits for, by key; guarded by itself. */
    private final Map<String, WeakReference<PendingTasks>> pending = new HashMap<>();

    private final SubmissionsUnderWay underWay = new SubmissionsUnderWay();

    private boolean closed;
    private JdkFutures futures;

    /**
     * @param key of the executor
     * @param generation whose tasks are run, or {@link ExecutorCommand#ANY_GENERATION}
     */
    private record Id(String key, int generation) {}

    /**
     * @param cluster answers the cluster
     * @param memberName how this JVM is called in messages
     */
    public ExecutorWorkers(Supplier<Cluster> cluster, String memberName) {
        this.cluster = cluster;
        this.memberName = memberName;
        this.directory = new ExecutorDirectory(cluster, memberName);
    }

    /**
     * Works for an executor: for whatever is or will be stored under the key, until {@link #close} or until the key is
     * removed. As many threads as its creator's pool has, all daemons, are started one by one as there are tasks; they
     * have the names that the pool's thread factory gives, if that could travel, else {@code dipc-KEY-worker-N}. Does
     * nothing if this JVM works for the key already.
     *
     * @param key of an executor
     * @param descriptor as the executor was created; should nobody use the key any more it begins anew, as such
     * @param codec for its tasks
     * @param loader the context class loader of the threads
     * @throws io.dipc.KindMismatchException if the key is not that of an executor
     * @throws io.dipc.ClusterUnavailableException if the cluster could not be reached
     */
    public void serve(String key, Descriptor descriptor, ElementCodec codec, ClassLoader loader) {
        WorkerGroup known;
        synchronized (groups) {
            known = groups.get(new Id(key, ExecutorCommand.ANY_GENERATION));
            if (closed) {
                return;
            }
        }
        // it may not have heard yet that the key was removed, and there may be a new executor
        if (known != null && known.exists()) {
            return;
        }
        ObjectHandle handle = cluster.get().open(key, descriptor, null);
        List<WorkerGroup> former = groupsOf(key);
        start(WorkerGroup.ofHelper(handle, codec, memberName, loader, underWay));
        former.forEach(WorkerGroup::close);
    }

    /** What this JVM waits for under a key. */
    PendingTasks pending(String key) {
        synchronized (pending) {
            WeakReference<PendingTasks> reference = pending.get(key);
            PendingTasks known = reference == null ? null : reference.get();
            if (known == null) {
                known = new PendingTasks(key, new Submissions(key, underWay));
                pending.values().removeIf(one -> one.get() == null);
                pending.put(key, new WeakReference<>(known));
            }
            return known;
        }
    }

    SubmissionsUnderWay underWay() {
        return underWay;
    }

    /**
     * Waits, uninterruptibly, until the executors have all tasks that this JVM has submitted. Not if this JVM does not reach
     * them: what comes next will say so.
     */
    public void awaitSubmitted() {
        underWay.await();
    }

    /** How the JDK's futures are taken apart, found out at the first call. */
    JdkFutures futures(Consumer<Class<?>> opener) {
        synchronized (pending) {
            if (futures == null) {
                futures = new JdkFutures(opener);
            }
            return futures;
        }
    }

    private List<WorkerGroup> groupsOf(String key) {
        synchronized (groups) {
            return groups.values().stream()
                    .filter(group -> group.key().equals(key))
                    .toList();
        }
    }

    /**
     * @return the group that works for the key, or this generation of it, from now on: this one, or one that was there
     *     before; null if no more are started
     */
    WorkerGroup start(WorkerGroup group) {
        Id id = new Id(group.key(), group.generation());
        WorkerGroup entered = enter(id, group);
        if (entered != group) {
            return entered;
        }
        // helpers hear of executors from those that hold one, for as long as one does
        Registration registration = group.generation() == ExecutorCommand.ANY_GENERATION
                ? () -> {}
                : directory.register(group.key(), group.handle().descriptor());
        Runnable whenOver = () -> {
            registration.close();
            forget(id, group);
        };
        try {
            group.start(whenOver);
        } catch (RuntimeException e) {
            whenOver.run();
            throw e;
        }
        return group;
    }

    /** The one that works from now on, of this group and those that are there; null if no more are started. */
    private WorkerGroup enter(Id id, WorkerGroup group) {
        while (true) {
            WorkerGroup known;
            synchronized (groups) {
                WorkerGroup ofHelper = groups.get(new Id(group.key(), ExecutorCommand.ANY_GENERATION));
                known = ofHelper != null ? ofHelper : groups.get(id);
                if (closed) {
                    return known;
                }
                if (known == null || known.isOver()) {
                    groups.put(id, group);
                    return group;
                }
            }
            // it may not have heard yet that the key was removed, and that this is another executor
            if (known.exists()) {
                return known;
            }
        }
    }

    private void forget(Id id, WorkerGroup group) {
        synchronized (groups) {
            groups.remove(id, group);
        }
    }

    /**
     * Ends what {@link #serve} began: threads that run a task end after it, the others at once.
     *
     * @param key of an executor; one that is not served is ignored
     */
    public void release(String key) {
        WorkerGroup group;
        synchronized (groups) {
            group = groups.remove(new Id(key, ExecutorCommand.ANY_GENERATION));
        }
        if (group != null) {
            group.close();
        }
    }

    /** Ends the work for all keys: threads that run a task end after it, the others at once. Nothing is served afterwards. */
    @Override
    public void close() {
        end();
    }

    /**
     * {@link #close}, and waits for the tasks that run.
     *
     * @param nanos how long at most
     * @return whether all have ended
     */
    public boolean close(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        boolean ended = true;
        for (WorkerGroup group : end()) {
            ended &= group.awaitEnd(deadline);
        }
        return ended;
    }

    private List<WorkerGroup> end() {
        List<WorkerGroup> all;
        synchronized (groups) {
            closed = true;
            all = new ArrayList<>(groups.values());
            groups.clear();
        }
        all.forEach(WorkerGroup::close);
        return all;
    }
}
