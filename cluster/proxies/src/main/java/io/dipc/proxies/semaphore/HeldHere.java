package io.dipc.proxies.semaphore;

import io.dipc.SessionLostException;

/**
 * How many permits this JVM holds, as far as it has acquired more than it released. Where permits go back at a crash they
 * also go back when the JVM is excluded; a release of what has gone to others already would make a permit out of nothing.
 * Thread-safe.
 */
final class HeldHere {
    private int exclusions;
    private long held;
    private long lost;

    /**
     * @param permits negative: what a drain of fewer than no permits gave, as a release does
     * @param exclusionsThen how often this JVM had been excluded when it was certain that it had the permits
     */
    synchronized void acquired(int permits, int exclusionsThen) {
        notice(exclusionsThen);
        if (exclusionsThen == exclusions) {
            held = Math.max(0, held + permits);
        } else {
            lost += Math.max(0, permits);
        }
    }

    /**
     * To be called before a release.
     *
     * @return whether as many permits were held here
     * @throws SessionLostException if permits that were held when the JVM was excluded are still to be missed; once for
     *     each of them
     */
    synchronized boolean releasing(int permits, int exclusionsNow, String key) {
        notice(exclusionsNow);
        if (lost > 0) {
            lost = Math.max(0, lost - permits);
            throw lost(key);
        }
        boolean enough = held >= permits;
        held = Math.max(0, held - permits);
        return enough;
    }

    /** For who wants to release permits that have gone to others. */
    static SessionLostException lost(String key) {
        return new SessionLostException("this JVM was excluded from the cluster while it held permits of " + key
                + ", which have gone to others; nothing was released");
    }

    private void notice(int exclusionsNow) {
        if (exclusionsNow > exclusions) {
            exclusions = exclusionsNow;
            lost += held;
            held = 0;
        }
    }
}
