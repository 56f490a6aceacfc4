package io.dipc.proxies.executor;

import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Takes tasks out of the queue of an executor: those of this JVM are what was submitted, those of others copies.
 * Thread-safe.
 */
final class Withdrawals {
    private final RemoteExecutor pool;
    private final Supplier<OpenExecutor> executor;

    /**
     * @param pool whom the tasks belong to
     * @param executor the same, opened at the first call
     */
    Withdrawals(RemoteExecutor pool, Supplier<OpenExecutor> executor) {
        this.pool = pool;
        this.executor = executor;
    }

    /** Shuts the executor down, and takes out all that were never begun. */
    List<Runnable> all() {
        OpenExecutor from = executor.get();
        from.pending().submissions().shutDown(from.generation());
        from.upToDate();
        return takenBack(from, from.handle().call(ExecutorCommand.shutdownNow(from.generation())));
    }

    /**
     * Takes out one.
     *
     * @param id of the task; {@link ExecutorCommand#OLDEST}: the first one
     * @return the task, or null if there is none
     */
    Runnable one(long id) {
        OpenExecutor from = executor.get().upToDate();
        List<Runnable> withdrawn = takenBack(from, from.handle().call(ExecutorCommand.withdraw(from.generation(), id)));
        return withdrawn.isEmpty() ? null : withdrawn.get(0);
    }

    /**
     * Takes out a task of this JVM.
     *
     * @return whether it was in the queue
     */
    boolean one(Object task) {
        long id = executor.get().upToDate().pending().idOf(task);
        return id >= 0 && one(id) != null;
    }

    private List<Runnable> takenBack(OpenExecutor from, byte[] answer) {
        ExecutorAnswer.Drained drained = ExecutorAnswer.Drained.of(answer);
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < drained.ids().size(); i++) {
            PendingTasks.Awaiting awaiting = from.pending().remove(drained.ids().get(i));
            tasks.add(
                    awaiting != null
                            ? awaiting.takenBack()
                            : copy(drained.bodies().get(i)));
        }
        return tasks;
    }

    private Runnable copy(byte[] body) {
        Object task = pool.codec().decode(body, pool.key());
        return task instanceof Runnable runnable && TaskBody.kind(body) != TaskBody.Kind.CALLABLE
                ? runnable
                : new RemoteFuture<>(pool, (Callable<?>) task);
    }
}
