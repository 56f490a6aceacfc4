package io.dipc;

/**
 * An object that should be distributed cannot be. The message names the field, the reason and the remedy.
 */
public class NotDistributableException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public NotDistributableException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public NotDistributableException(String message, Throwable cause) {
        super(message, cause);
    }
}
