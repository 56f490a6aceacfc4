package io.dipc.objects;

/**
 * A session that is over.
 *
 * @param session the session
 * @param orderly whether the JVM's last non-daemon thread had ended, so that nothing was cut short; false for a JVM
 *     that was killed, signalled, exited with application threads alive, or was excluded
 */
public record EndedSession(long session, boolean orderly) {}
