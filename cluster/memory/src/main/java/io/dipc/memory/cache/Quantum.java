package io.dipc.memory.cache;

import java.util.HashMap;
import java.util.Map;

/**
 * How long a page stays that others want to write to as well: DIPC's time quantum, made adaptive. A page that is wanted back
 * for writing soon after a writer has taken it away goes back and forth; each time its quantum doubles, and what is done in it
 * grows in proportion to what the transfer costs. A page that was not wanted back soon has none.
 */
final class Quantum {
    /** The first quantum is this part of the longest. */
    private static final int STEPS = 16;
    /** A page comes back soon if it does within so many of the longest quanta. */
    private static final int SOON = 4;

    private static final class Contention {
        long takenAt;
        long quantum;
    }

    private final long longest;
    private final Map<Integer, Contention> contentions = new HashMap<>();

    Quantum(long longest) {
        this.longest = longest;
    }

    /** The page has been taken away. */
    void taken(int page, long now) {
        if (longest > 0) {
            contentions.computeIfAbsent(page, p -> new Contention()).takenAt = now;
        }
    }

    /** The page is here because threads want it; how long it stays. */
    long granted(int page, long now) {
        Contention contention = contentions.get(page);
        if (contention == null) {
            return 0;
        }
        if (now - contention.takenAt > SOON * longest) {
            contentions.remove(page);
            return 0;
        }
        contention.quantum = Math.min(longest, Math.max(longest / STEPS, 2 * contention.quantum));
        return contention.quantum;
    }
}
