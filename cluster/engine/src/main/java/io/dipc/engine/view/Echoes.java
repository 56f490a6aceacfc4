package io.dipc.engine.view;

import java.util.HashMap;
import java.util.Map;

/**
 * What a voter remembers of the leases that it helps to extend: when it last echoed whom, and whom it does not echo any
 * more because a leader of the voters wants that member's lease to end.
 */
final class Echoes {
    private final Map<Long, Long> last = new HashMap<>();
    /** What leaders said last of whom: the number of that, negative for one that is not echoed any more. */
    private final Map<Long, Long> words = new HashMap<>();

    private Electors electors;
    private long votesSince;

    /** A view has begun; its voters count from now on. */
    void viewInstalled(View view, long now) {
        if (electors == null || !electors.voters().equals(view.quorum().voters())) {
            votesSince = now;
        }
        electors = view.quorum();
        words.clear();
        last.keySet().removeIf(session -> view.find(session) == null);
    }

    /** Whether to echo a member's heartbeats. */
    boolean allowed(long session) {
        return silencedBy(session) == 0;
    }

    /** The number of the word by which a member is not echoed; 0 if it is. */
    long silencedBy(long session) {
        return Math.max(0, -words.getOrDefault(session, 0L));
    }

    /** A member was echoed. */
    void echoed(long session, long now) {
        last.put(session, now);
    }

    /** A leader wants a member not to be echoed, or to be echoed again; if that is not older than what is known. */
    void said(long ballot, long session, boolean silent) {
        if (ballot >= Math.abs(words.getOrDefault(session, 0L))) {
            words.put(session, silent ? -ballot : ballot);
        }
    }

    /**
     * How long ago a member was echoed last. Before these voters decided, others may have echoed it: until then counts
     * as echoed.
     */
    long since(long session, long now) {
        Long echoed = last.get(session);
        return now - (echoed == null || votesSince - echoed > 0 ? votesSince : echoed);
    }
}
