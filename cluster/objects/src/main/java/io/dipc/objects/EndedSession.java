package io.dipc.objects;

/**
 * A session that is over.
 *
 * @param session the session
 * @param orderly whether the JVM's last non-daemon thread had ended, so that nothing was cut short; false for a JVM
 *     that was killed, signalled, exited with application threads alive, or was excluded
 * @param departed whether it said goodbye itself, in order or not, and so will never ask for anything again
 */
public record EndedSession(long session, boolean orderly, boolean departed) {

    /** A session of which, if it did not end in order, nothing is known but that it is over. */
    public EndedSession(long session, boolean orderly) {
        this(session, orderly, orderly);
    }
}
