package io.dipc;

/**
 * The key exists with another kind of object than the one that was to be stored under it.
 */
public class KindMismatchException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public KindMismatchException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public KindMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
