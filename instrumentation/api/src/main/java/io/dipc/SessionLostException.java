package io.dipc;

/**
 * This JVM was excluded from the cluster while it was alive, paused or cut off for longer than the option {@code detection},
 * and what it held has gone to others. It has joined again: later calls work as before. Each loss is told once, and only
 * where something was lost.
 *
 * <ul>
 *   <li><b>From {@code release} of a semaphore whose permits return at a crash</b> ({@link OnCrash#RELEASE}), once for each
 *       permit that was held then, and from a {@code release} or {@code reducePermits} in progress that had not arrived. The
 *       permits were returned at the exclusion; the call releases nothing. A program stops what the permit protected, since
 *       others may hold it now, and acquires it again.
 *   <li><b>From the next call of any method of a queue with {@link Delivery#AT_LEAST_ONCE}, by a thread that had an element
 *       in hand.</b> The call has no effect. The element is given out again, so that a program must not count on being the
 *       only one that works on it; it may go on, and repeat the call.
 *   <li><b>From {@code take}, {@code poll}, {@code remove()}, {@code drainTo}, {@code acquire}, {@code tryAcquire},
 *       {@code drainPermits}</b>, if the exclusion fell between the answer and its acceptance. What was given out has gone to
 *       others. A program may repeat the call.
 *   <li><b>As the outcome of tasks and threads</b> that others ran for this JVM: what they have done is not known.
 *   <li><b>From accesses to shared buffers</b>: pages have gone to others, and what was written last may be lost. A program
 *       stores a new buffer to use the region again.
 * </ul>
 */
public class SessionLostException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public SessionLostException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public SessionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
