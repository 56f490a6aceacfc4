package io.dipc.proxies.executor;

import io.dipc.engine.ObjectHandle;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.proxies.Binding;

/**
 * An executor that this JVM has joined.
 *
 * @param capacity how many tasks may be in the queue
 * @param group null where this JVM does not work for it
 */
record OpenExecutor(
        ObjectHandle handle,
        int generation,
        int capacity,
        PendingTasks pending,
        WorkerGroup group,
        Completions completions) {

    /**
     * Joins, and begins to work for it.
     *
     * @param threads of the pool that the application made; null: this JVM does not work for it
     */
    static OpenExecutor of(ObjectHandle handle, Binding binding, LocalThreads threads) {
        int generation = ExecutorAnswer.generation(handle.call(ExecutorCommand.open()));
        ExecutorWorkers workers = binding.executing().workers();
        String memberName = binding.executing().memberName();
        PendingTasks pending = workers.pending(handle.key());
        ExecutorParameters parameters =
                ExecutorParameters.of(handle.descriptor().parameters());
        WorkerGroup group = null;
        if (threads != null) {
            TaskRunner runner =
                    new TaskRunner(binding.codec(), handle.key(), memberName, parameters.threads(), workers.underWay());
            group = workers.start(new WorkerGroup(handle, runner, memberName, generation, threads, pending));
        }
        Completions completions =
                new Completions(handle.key(), Thread.currentThread().getContextClassLoader());
        return new OpenExecutor(handle, generation, parameters.capacity(), pending, group, completions);
    }

    /**
     * Whether a task that is submitted now will be taken, as far as that can be known: such a one is sent off, others are
     * waited for, since the caller is to be told.
     */
    boolean takesAll() {
        Submissions submissions = pending.submissions();
        return capacity == Integer.MAX_VALUE && !submissions.isShutDown(generation) && !submissions.isFailing();
    }

    /** The same, when all that was submitted here before has arrived there, or this JVM does not reach it. */
    OpenExecutor upToDate() {
        pending.submissions().flush();
        return this;
    }
}
