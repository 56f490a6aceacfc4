package io.dipc.engine.view;

import java.util.Random;
import java.util.function.LongSupplier;

/**
 * How views are agreed on by majority. What concerns all members is the founder's.
 *
 * @param backups how many members beside the home hold each partition
 * @param leaseMillis how long a member may answer after a majority of voters heard from it, and after how long a silent
 *     member is suspected
 * @param heartbeatNanos how often a member says that it lives
 * @param leases false only in tests that show what leases are for
 * @param nanoClock a clock for durations, in nanoseconds
 * @param wallClock milliseconds since 1970
 * @param random spreads elections
 */
public record VotingOptions(
        int backups,
        long leaseMillis,
        long heartbeatNanos,
        boolean leases,
        LongSupplier nanoClock,
        LongSupplier wallClock,
        Random random) {

    /** After how long without an acknowledgement of anything that was sent to it a member counts as not reached. */
    public long stalledNanos() {
        return leaseMillis * 1_500_000;
    }

    /** How often a member without a view asks to be taken into one. */
    long joinNanos() {
        return Math.min(heartbeatNanos, 200_000_000L);
    }
}
