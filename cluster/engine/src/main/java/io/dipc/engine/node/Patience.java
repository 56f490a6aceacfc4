package io.dipc.engine.node;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices how long a member has not got on: says once who keeps it waiting, and knows when calls that need not wait must
 * not wait any longer. Single-threaded but for {@link #lost}.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    /** After this time without progress it is said who is waited for. */
    private static final long NANOS = 10_000_000_000L;

    private final long leaseNanos;
    private long leasedAt;
    private long tickedAt;
    private long notStrandedAt;
    /** When the view began of which something was said; {@link Long#MIN_VALUE}: of none. */
    private long complainedOf = Long.MIN_VALUE;

    private boolean everLeased;
    private volatile boolean lost;

    /**
     * @param leaseNanos how long leases are, where there are any
     */
    Patience(long leaseNanos) {
        this.leaseNanos = leaseNanos;
    }

    /** A session begins. */
    void begin(long now) {
        leasedAt = now;
        tickedAt = now;
        notStrandedAt = now;
    }

    /** Time has passed. */
    void tick(long now, boolean leased) {
        if (now - tickedAt > NANOS / 10) {
            // This JVM itself stood still: nobody kept it waiting.
            leasedAt += now - tickedAt;
        }
        tickedAt = now;
        if (!leased) {
            // As long again as it took to know that nobody is reached.
            lost |= everLeased && now - leasedAt > 2 * leaseNanos;
            return;
        }
        everLeased = true;
        lost = false;
        if (now - leasedAt > NANOS) {
            complainedOf = Long.MIN_VALUE;
        }
        leasedAt = now;
    }

    /** Whether a member has been stranded for so long that it will not be taken in any more. */
    boolean stranded(long now, boolean yet) {
        if (!yet) {
            notStrandedAt = now;
        }
        return now - notStrandedAt > leaseNanos;
    }

    /** Whether calls must not wait for a lease. May be called by any thread. */
    boolean lost() {
        return lost;
    }

    /** Says who keeps this member from going on, once for each view. */
    void complain(long now, Session session) {
        boolean cut = session.view() == null || now - leasedAt > NANOS;
        long since = cut && session.view() != null ? leasedAt : session.viewSince();
        if (complainedOf == session.viewSince() || now - since < NANOS) {
            return;
        }
        List<String> slow = session.slow();
        if (cut || !slow.isEmpty()) {
            complainedOf = session.viewSince();
            LOG.warn(
                    "waiting for {} for {} s; calls wait meanwhile",
                    cut
                            ? session.decidersMissing()
                            : slow + " to confirm the change of members number "
                                    + session.view().counter(),
                    (now - since) / 1_000_000_000L);
        }
    }
}
