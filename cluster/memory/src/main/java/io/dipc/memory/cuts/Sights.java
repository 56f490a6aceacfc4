package io.dipc.memory.cuts;

import io.dipc.memory.message.Message;
import io.dipc.memory.message.OwnedCut;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What this member has seen of others before it was known to be kept, as far as its backups and those that get pages from it
 * must know: it may be lost together with those others. Empty if there is one backup.
 */
final class Sights {
    private final long self;
    private final RegionOptions options;
    /** For other members the latest cut of which this one has seen writes. */
    private final Map<Long, Long> seen = new TreeMap<>();
    /** What of that the backups have not been told. */
    private final Map<Long, Long> untold = new TreeMap<>();
    /** For pages whose bytes came with such writes, in which cut those would be. */
    private final Map<Integer, OwnedCut> relayed = new HashMap<>();
    /** The present view, and the one before it. */
    private StripeView view;

    private StripeView previous;

    Sights(long self, RegionOptions options) {
        this.self = self;
        this.options = options;
    }

    /** The next view is in effect. What was seen of members that were lost two views ago and before can undo nothing. */
    void enter(StripeView next) {
        Predicate<Long> gone = owner -> !next.contains(owner)
                && (view == null || !view.contains(owner))
                && (previous == null || !previous.contains(owner));
        seen.keySet().removeIf(gone);
        untold.keySet().removeIf(gone);
        relayed.values().removeIf(cut -> gone.test(cut.owner()));
        previous = view;
        view = next;
    }

    void saw(long owner, long cut) {
        if (options.together()
                && owner != self
                && options.holds(Rule.TELL_WHAT_WAS_SEEN)
                && seen.getOrDefault(owner, 0L) < cut) {
            seen.put(owner, cut);
            untold.put(owner, cut);
        }
    }

    void came(int page, long owner, long cut) {
        if (cut > 0 && options.holds(Rule.TELL_WHOSE_WRITES)) {
            relayed.put(page, new OwnedCut(owner, cut));
        } else {
            relayed.remove(page);
        }
    }

    OwnedCut relayed(int page) {
        return relayed.isEmpty() ? null : relayed.get(page);
    }

    /** Whether there is anything that the backups have not been told. */
    boolean untold() {
        return !untold.isEmpty();
    }

    /**
     * What a backup is told, or null: nothing.
     *
     * @param all whether it has been told nothing yet
     */
    Message.Saw message(boolean all) {
        Map<Long, Long> cuts = all ? seen : untold;
        if (cuts.isEmpty()) {
            return null;
        }
        List<OwnedCut> list = new ArrayList<>();
        cuts.forEach((owner, cut) -> list.add(new OwnedCut(owner, cut)));
        return new Message.Saw(list);
    }

    /** All backups have been told. */
    void told() {
        untold.clear();
    }
}
