package io.dipc.memory.transport;

/** Bytes that no member of this version sends. The message completes "closed the connection from X: ". */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what came instead, and what was expected
     */
    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
