package io.dipc;

/**
 * Something that can go wrong only because an object is distributed. Every exception that a proxy throws beyond
 * those of the JDK's class is a subclass of this one.
 */
public class DipcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public DipcException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public DipcException(String message, Throwable cause) {
        super(message, cause);
    }
}
