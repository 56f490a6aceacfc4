package io.dipc.engine.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Until when this member may answer. It counts from the moment at which the last heartbeat was sent that a majority of
 * voters echoed, by the clock for durations and by the wall clock: the first stands still while the machine sleeps, the
 * second can be set. Single-threaded but for what is said to be otherwise.
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
    private volatile Term term = new Term(false, false, 0, 0, 0);

    /** How things stand, for all threads. */
    private record Term(boolean alone, boolean begun, long nanos, long millis, long leaseMillis) {}

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
        publish();
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
            publish();
        }
    }

    private void publish() {
        term = new Term(alone, begun, nanos, millis, electors.leaseMillis());
    }

    /** Whether this member may answer. */
    boolean valid(long nowNanos, long nowMillis) {
        return left(nowNanos, nowMillis) > 0;
    }

    /**
     * For how long this member may answer, in nanoseconds; not positive: it may not; {@link Long#MAX_VALUE}: as long as
     * nobody else decides. May be called by any thread.
     */
    long left(long nowNanos, long nowMillis) {
        Term now = term;
        if (now.alone) {
            return Long.MAX_VALUE;
        }
        if (!now.begun) {
            return 0;
        }
        return Math.min(
                now.nanos - nowNanos + now.leaseMillis * 1_000_000,
                (now.millis + now.leaseMillis - nowMillis) * 1_000_000);
    }

    /** The latest moment that a majority has reached. */
    private long ofMajority(Map<Long, Long> moments) {
        long[] sorted =
                moments.values().stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length - electors.majority()];
    }
}
