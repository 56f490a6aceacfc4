package io.dipc.proxies.executor;

/**
 * A task whose submitter has gone on, as its JVM sees it.
 *
 * @param task what was submitted
 * @param awaiting its outcome; null if nobody does
 * @param submitted null if nothing has to know the id
 */
record SentTask(
        RemoteExecutor pool,
        OpenExecutor executor,
        Runnable task,
        PendingTasks.Awaiting awaiting,
        RemoteExecutor.Submitted submitted)
        implements Submission.End {

    @Override
    public void taken(long id, long session, int exclusions) {
        if (submitted != null) {
            submitted.submitted(id);
        }
        if (awaiting != null) {
            executor.pending().add(executor.handle(), exclusions, id, session, executor.generation(), awaiting);
        }
    }

    /** Another JVM has shut the executor down. The handler of rejected tasks is code of the application. */
    @Override
    public void refused() {
        executor.completions().run(() -> {
            Runnable rejected = awaiting == null ? task : awaiting.takenBack();
            try {
                pool.reject(rejected);
            } catch (RuntimeException | Error e) {
                if (awaiting == null) {
                    throw e;
                }
                awaiting.failed(e, () -> {});
            }
        });
    }

    @Override
    public boolean failed(RuntimeException reason) {
        if (awaiting != null) {
            awaiting.failed(reason, () -> {});
        }
        return awaiting != null;
    }
}
