package io.dipc.proxies.executor;

import io.dipc.engine.ObjectHandle;
import io.dipc.objects.executor.ExecutorCommand;

/**
 * A task on its way to the executor, whose submitter has gone on.
 *
 * @param by the handle of the executor
 * @param task as it travels
 * @param end is told what became of it
 */
record Submission(ObjectHandle by, ExecutorCommand.Submission task, End end) {

    /** What follows. Called once, in any thread, which it must not block. */
    interface End {
        /**
         * The executor has the task.
         *
         * @param session in which it was submitted
         * @param exclusions how often this JVM had been excluded before
         */
        void taken(long id, long session, int exclusions);

        /** The executor was shut down before. */
        void refused();

        /**
         * The executor does not have the task, or that is not known.
         *
         * @return whether anybody hears of it
         */
        boolean failed(RuntimeException reason);
    }

    int bytes() {
        return task.task().length;
    }
}
