package io.dipc.engine.client;

import io.dipc.ClusterUnavailableException;
import io.dipc.DipcException;
import io.dipc.KeyRemovedException;
import io.dipc.ObjectLostException;
import io.dipc.OutcomeUnknownException;
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
                new ObjectLostException(
                        key + " is lost: its home and all its backups died together, or with quorum=none"
                                + " cannot be reached;"
                                + " store a new object to create it again, or use more backups");
            case NOT_ATTACHED -> lost(key);
            case REFUSED ->
                new DipcException(
                        key + ": the cluster refused the request: " + new String(bytes, StandardCharsets.UTF_8));
            default -> new IllegalStateException(key + ": unexpected end of a request: " + status);
        };
    }

    /**
     * For a call that found no majority.
     *
     * @param harmless whether the call has no effect, or none that would not be undone
     */
    static RuntimeException cutOff(String what, boolean harmless) {
        String why = "this JVM does not reach a majority of the members that decide about the cluster; ";
        return harmless
                ? new ClusterUnavailableException(why + "a call on " + what + " had no effect")
                : new OutcomeUnknownException(why + "a call on " + what
                        + " may have taken effect or may yet do so; look at the object before repeating it");
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
