package io.dipc.memory.options;

import io.dipc.objects.region.RegionParameters;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a member behaves in a region. All times in nanoseconds.
 *
 * @param geometry how the region is cut
 * @param backups how many other members keep what a member has written before a release, 0 to 6
 * @param useLimit how long a page is kept for threads that waited for it and have not used it yet
 * @param longestQuantum how long a page is kept at most that others want to write to as well; 0: never
 * @param longestRun how many pages are fetched ahead at most; 0: none
 * @param cutForEach how many pages may be in the cuts that follow pages which others get, on average for each of those; 0: none
 *     follows
 * @param off rules that are switched off, for controls of tests; else empty
 */
public record RegionOptions(
        Geometry geometry,
        int backups,
        long useLimit,
        long longestQuantum,
        int longestRun,
        int cutForEach,
        Set<Rule> off) {

    public static final int BACKUPS_DEFAULT = 1;

    /** A thread that was woken and not scheduled for so long has to fault again. */
    public static final long USE_LIMIT_DEFAULT = 50_000_000;

    /** Some ten times what it takes to send a page to another member on the same machine. */
    public static final long LONGEST_QUANTUM_DEFAULT = 1_000_000;

    public static final int LONGEST_RUN_DEFAULT = 32;
    public static final int CUT_FOR_EACH_DEFAULT = 4;

    public RegionOptions {
        if (backups < 0 || backups > RegionParameters.BACKUPS_MOST) {
            throw new IllegalArgumentException(
                    "backups: " + backups + " (expected: 0 to " + RegionParameters.BACKUPS_MOST + ")");
        }
        if (useLimit < 0 || longestQuantum < 0 || longestRun < 0 || cutForEach < 0) {
            throw new IllegalArgumentException("useLimit: " + useLimit + ", longestQuantum: " + longestQuantum
                    + ", longestRun: " + longestRun + ", cutForEach: " + cutForEach + " (expected: not negative)");
        }
        off = off.isEmpty() ? Set.of() : EnumSet.copyOf(off);
    }

    public RegionOptions(
            Geometry geometry, int backups, long useLimit, long longestQuantum, int longestRun, Set<Rule> off) {
        this(geometry, backups, useLimit, longestQuantum, longestRun, CUT_FOR_EACH_DEFAULT, off);
    }

    public RegionOptions(Geometry geometry) {
        this(geometry, BACKUPS_DEFAULT, USE_LIMIT_DEFAULT, LONGEST_QUANTUM_DEFAULT, LONGEST_RUN_DEFAULT, Set.of());
    }

    /** Whether what several members had counts that are lost together. */
    public boolean together() {
        return backups > 1;
    }

    /** Whether a rule holds. */
    public boolean holds(Rule rule) {
        return !off.contains(rule);
    }
}
