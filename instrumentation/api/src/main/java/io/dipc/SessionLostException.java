package io.dipc;

/**
 * This JVM was excluded from the cluster while it was alive, and what the calling thread held has been given to others.
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
