package io.dipc.engine.view;

import java.util.HashMap;
import java.util.Map;

/**
 * What a voter remembers of the leases that it helps to extend: when it last echoed whom, and whom it does not echo any
 * more because a leader of the voters wants that member's lease to end.
 */
final class Echoes {
    private final Map<Long, Long> last = new HashMap<>();
    private final Map<Long, Integer> silenced = new HashMap<>();
    private Electors electors;
    private long votesSince;

    /** A view has begun; its voters count from now on. */
    void viewInstalled(View view, long now) {
        if (electors == null || !electors.voters().equals(view.quorum().voters())) {
            votesSince = now;
        }
        electors = view.quorum();
        silenced.clear();
        last.keySet().removeIf(session -> view.find(session) == null);
    }

    /** Whether to echo a member's heartbeats. */
    boolean allowed(long session) {
        return !silenced.containsKey(session);
    }

    /** A member was echoed. */
    void echoed(long session, long now) {
        last.put(session, now);
    }

    /** A leader wants a member not to be echoed. */
    void silence(int term, long session) {
        silenced.merge(session, term, Math::max);
    }

    /** A leader that has not proposed to exclude a member wants it to be echoed again. */
    void lift(int term, long session) {
        silenced.computeIfPresent(session, (s, by) -> term >= by ? null : by);
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
