package io.dipc;

/**
 * The key was removed from the cluster (by {@code rm}) while this proxy was in use. Storing a new object under the key
 * makes a new one.
 */
public class KeyRemovedException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public KeyRemovedException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public KeyRemovedException(String message, Throwable cause) {
        super(message, cause);
    }
}
