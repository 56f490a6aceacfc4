package io.dipc.engine.view;

import java.util.HashMap;
import java.util.Map;

/**
 * What the leader of the voters knows of members that it suspects: when the lease of each must have ended, since a
 * majority of voters have promised not to extend it.
 */
final class Exclusions {
    /** The voters' promises, by voter: when they echoed last. */
    private final Map<Long, Map<Long, Long>> promises = new HashMap<>();

    /** When the voters were asked for promises last, by suspect. */
    private final Map<Long, Long> asked = new HashMap<>();

    /** Nobody is suspected in a new view or by a new leader. */
    void reset() {
        promises.clear();
        asked.clear();
    }

    /** A member is suspected. Returns whether it was not before. */
    boolean suspect(long session) {
        return promises.putIfAbsent(session, new HashMap<>()) == null;
    }

    /** Whether to ask the voters, for the first time or again. */
    boolean ask(long session, long now, long interval) {
        Long before = asked.get(session);
        if (before != null && now - before < interval) {
            return false;
        }
        asked.put(session, now);
        return true;
    }

    /** A member is not suspected. Returns whether it was. */
    boolean trust(long session) {
        asked.remove(session);
        return promises.remove(session) != null;
    }

    /** Whether a voter has not promised yet. */
    boolean missing(long session, long voter) {
        return !promises.get(session).containsKey(voter);
    }

    /** A voter promises not to extend a member's lease, and says when it did last. */
    void promised(long session, long voter, long lastEcho) {
        Map<Long, Long> byVoter = promises.get(session);
        if (byVoter != null) {
            byVoter.put(voter, lastEcho);
        }
    }

    /** Whether a member's lease must have ended. The margin is for clocks that do not run at the same speed. */
    boolean leaseOver(long session, Electors electors, long now) {
        Map<Long, Long> byVoter = promises.get(session);
        if (byVoter == null || byVoter.size() < electors.majority()) {
            return false;
        }
        long[] echoes =
                byVoter.values().stream().mapToLong(Long::longValue).sorted().toArray();
        long leaseNanos = electors.leaseMillis() * 1_000_000;
        // Any majority that extended the lease has a voter in common with the first majority that promised.
        return now - echoes[electors.majority() - 1] > leaseNanos + leaseNanos / 50;
    }
}
