package io.dipc.engine.client;

import io.dipc.DipcException;
import io.dipc.KeyRemovedException;
import io.dipc.ObjectLostException;
import io.dipc.SessionLostException;
import io.dipc.engine.protocol.Status;
import java.nio.charset.StandardCharsets;

/** What callers hear when a request did not end well. */
final class Failures {
    private Failures() {}

    /** The exception for a status other than OK and CANCELLED. */
    static RuntimeException of(Status status, byte[] bytes, String key) {
        return switch (status) {
            case REMOVED ->
                new KeyRemovedException(key
                        + " was removed from the cluster while it was in use; store a new object to create it again");
            case LOST ->
                new ObjectLostException(key + " is lost: its home and all its backups died together;"
                        + " store a new object to create it again, or use more backups");
            case NOT_ATTACHED -> lost(key);
            case REFUSED ->
                new DipcException(
                        key + ": the cluster refused the request: " + new String(bytes, StandardCharsets.UTF_8));
            default -> new IllegalStateException(key + ": unexpected end of a request: " + status);
        };
    }

    /** For a thread that had been given something that has gone to others. */
    static SessionLostException lost(String key) {
        return new SessionLostException("this JVM was excluded from the cluster while it was alive; what it held of "
                + key + " has gone to others");
    }

    /** The same failure, which nobody else was given, with the stack trace of the calling thread. */
    static RuntimeException here(RuntimeException failure) {
        failure.fillInStackTrace();
        return failure;
    }
}
