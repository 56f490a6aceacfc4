package io.dipc.proxies.executor;

import java.util.function.Consumer;

/**
 * A future that was given to an executor as a task: it stays here, and what it is to be completed with is done elsewhere.
 *
 * @param kind of what travels; null if nothing does, and the future is completed here
 * @param inner what travels
 * @param outer the future
 * @param future what has to know the id of the task; null if nothing has to
 * @param completion completes the future; runs code of the application
 */
record Stub(TaskBody.Kind kind, Object inner, Runnable outer, RemoteFuture<?> future, Consumer<Ending> completion) {

    /** For one that only has to be run. */
    static Stub nothing(Runnable task) {
        return new Stub(null, null, task, null, ending -> task.run());
    }

    boolean travels() {
        return kind != null;
    }

    void complete(Ending ending) {
        completion.accept(ending);
    }
}
