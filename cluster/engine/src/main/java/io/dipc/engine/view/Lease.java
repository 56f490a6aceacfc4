package io.dipc.engine.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Until when this member may answer. It counts from the moment at which the last heartbeat was sent that a majority of
 * voters echoed, by the clock for durations and by the wall clock: the first stands still while the machine sleeps, the
 * second can be set.
 */
final class Lease {
    private final long self;
    private final Map<Long, Long> nanosByVoter = new HashMap<>();
    private final Map<Long, Long> millisByVoter = new HashMap<>();
    private Electors electors;
    private boolean alone;
    private boolean begun;
    private long nanos;
    private long millis;

    Lease(long self) {
        this.self = self;
    }

    /** The voters are these now. A lease goes on from view to view. */
    void electors(Electors now, long nowNanos, long nowMillis) {
        if (alone) {
            nanos = nowNanos;
            millis = nowMillis;
        }
        electors = now;
        nanosByVoter.keySet().retainAll(now.voters());
        millisByVoter.keySet().retainAll(now.voters());
        alone = now.voters().equals(List.of(self));
        begun |= alone;
    }

    /** A voter has echoed the heartbeat that was sent then. */
    void echoed(long voter, long sentNanos, long sentMillis) {
        nanosByVoter.merge(voter, sentNanos, (a, b) -> b - a > 0 ? b : a);
        millisByVoter.merge(voter, sentMillis, Math::max);
        if (nanosByVoter.size() >= electors.majority()) {
            long newNanos = ofMajority(nanosByVoter);
            if (!begun || newNanos - nanos > 0) {
                nanos = newNanos;
            }
            millis = Math.max(millis, ofMajority(millisByVoter));
            begun = true;
        }
    }

    /** Whether this member may answer. */
    boolean valid(long nowNanos, long nowMillis) {
        return alone
                || begun
                        && nowNanos - nanos < electors.leaseMillis() * 1_000_000
                        && nowMillis - millis < electors.leaseMillis();
    }

    /** The latest moment that a majority has reached. */
    private long ofMajority(Map<Long, Long> moments) {
        long[] sorted =
                moments.values().stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length - electors.majority()];
    }
}
