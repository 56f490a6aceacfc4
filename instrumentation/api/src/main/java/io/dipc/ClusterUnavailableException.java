package io.dipc;

/**
 * The cluster could not be reached or formed within the time allowed, and the call had no effect. It may be repeated.
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
