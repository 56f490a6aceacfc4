package io.dipc;

/**
 * The JVM in which a task of a distributed executor, or a distributed thread, ran has died, or was excluded from the
 * cluster, and it is not run again: it was done, in part or not at all. The message names the member. The cause of the
 * {@link java.util.concurrent.ExecutionException} that the task's future throws; of a thread, what its handler of uncaught
 * exceptions gets.
 */
public class TaskLostException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public TaskLostException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public TaskLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
