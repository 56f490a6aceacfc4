package io.dipc;

/**
 * The cluster could not be formed or reached, and the call had no effect. Of a method that acts on many elements by and by
 * ({@code removeIf}, {@code drainTo}, iterators) this is said of the rest: what was done before is done.
 *
 * <ul>
 *   <li><b>At the store of an object, or the first use of one whose key names fields</b>, if the cluster cannot be formed or
 *       reached within the time allowed. The object is not distributed. A program may store it again, or end.
 *   <li><b>From methods that do not wait for others, and have no effect that would not be undone</b>, while this JVM does not
 *       reach a majority of the members that decide: of queues {@code size}, {@code remainingCapacity}, {@code peek},
 *       {@code element}, {@code contains}, {@code poll()}, {@code remove()}, {@code drainTo}, {@code toArray}, iterators; of
 *       semaphores {@code tryAcquire} without a time, {@code drainPermits}, {@code availablePermits}; accesses to shared
 *       buffers; what submits to an executor. Methods that wait ({@code take}, {@code put}, {@code acquire}, the timed ones)
 *       wait on, or end as if nobody had come when their time is over. A program may repeat the call later.
 *   <li><b>From every method, for good</b>, once this JVM has left the cluster: it was excluded and could not join again, or
 *       an internal error ended its membership. A program ends, as one does that has lost its machine.
 * </ul>
 *
 * <p>If the call may have had an effect, {@link OutcomeUnknownException} says so instead.
 */
public class ClusterUnavailableException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public ClusterUnavailableException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public ClusterUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
