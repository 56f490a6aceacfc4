package io.dipc.objects;

/**
 * A session that is over.
 *
 * @param session the session
 * @param orderly whether the JVM's last non-daemon thread had ended, so that nothing was cut short; false for a JVM
 *     that was killed, signalled, exited with application threads alive, or was excluded
 * @param departed whether it said goodbye itself, in order or not, and so will never ask for anything again
 * @param dead whether none of its threads can have what it was given: it said goodbye, or its JVM is known not to run any
 *     more or counts as such
 */
public record EndedSession(long session, boolean orderly, boolean departed, boolean dead) {

    /** A session of a JVM that does not run any more. */
    public EndedSession(long session, boolean orderly) {
        this(session, orderly, orderly, true);
    }
}
