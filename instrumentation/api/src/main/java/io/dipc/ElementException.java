package io.dipc;

/**
 * An element cannot be turned into bytes, or bytes cannot be turned into an element here. The message names the class.
 */
public class ElementException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public ElementException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public ElementException(String message, Throwable cause) {
        super(message, cause);
    }
}
