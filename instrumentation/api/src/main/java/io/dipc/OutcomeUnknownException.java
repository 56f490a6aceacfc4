package io.dipc;

/**
 * The call may have had its effect or not: the answer was lost and cannot be had again. Repeating the call may apply it
 * twice.
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
