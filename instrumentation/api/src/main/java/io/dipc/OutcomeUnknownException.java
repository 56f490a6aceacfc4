package io.dipc;

/**
 * The call may have had its effect, once, or have none: the answer was lost and cannot be had again. Only methods that add,
 * remove for good or release throw it; what a {@code take}, {@code poll} or {@code acquire} was given and did not get goes back.
 *
 * <ul>
 *   <li><b>From {@code offer} and {@code tryTransfer} with a time, whose time is over, and from {@code put} and
 *       {@code transfer}, whose thread is interrupted</b> (its interrupt status is kept), if the cluster does not say within
 *       twice the option {@code detection} whether the element was added.
 *   <li><b>From methods that add, remove or release and do not wait for others</b> ({@code add}, {@code offer},
 *       {@code addAll}, {@code push}, {@code remove(Object)}, {@code removeIf} and its kin, {@code clear}, an iterator's
 *       {@code remove}, {@code release}, {@code reducePermits}), while this JVM does not reach a majority of the members that
 *       decide.
 *   <li><b>From all of these and {@code put}</b>, if this JVM was excluded during the call and was away so long that it is
 *       not remembered what became of the call (10 minutes), or if it leaves the cluster during the call.
 *   <li><b>As the outcome of a task</b>, if it is not known whether its submission arrived.
 * </ul>
 *
 * <p>To repeat the call may apply it twice. A program may look at the object first ({@code contains}, {@code size}, numbers in
 * its elements), or repeat where twice does no harm.
 */
public class OutcomeUnknownException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public OutcomeUnknownException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
