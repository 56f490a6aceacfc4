package io.dipc;

/**
 * The distributed object no longer exists: its home and all its backups died together, or none of those that had it was
 * heard of for ten minutes. What it held is gone. Storing a
 * new object under the key makes a new one.
 */
public class ObjectLostException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public ObjectLostException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public ObjectLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
