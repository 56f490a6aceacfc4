package io.dipc.memory.cuts;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Sender;
import io.dipc.objects.region.StripeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What this member keeps for others, and what it knows of writes that nobody keeps. A copy counts when its owner is the
 * only member that was lost in this view, and was in step with its backup in the view before; and if nobody has got
 * anything of the owner that was written after its last cut. Everything else could be old.
 */
public final class Backups {
    private static final class Kept {
        final byte[] bytes;
        long version;

        Kept(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private static final class Store {
        final Map<Integer, Kept> pages = new TreeMap<>();
        long cut;
        /** The latest view of which the owner has said everything that was before. */
        long view;
        /** The latest cut of which writes have left the owner. */
        long needed;
        /** Whether this is what is left of the member that was lost last, and alone. */
        boolean counts;

        /**
         * Copies a page to where the one before it is kept, so that what comes with each cut is soon garbage: to move it
         * all to where old objects are would stop this JVM for long.
         */
        void keep(CutPage page) {
            byte[] bytes = page.bytes();
            Kept kept = pages.get(page.page());
            if (kept == null || kept.bytes.length != bytes.length) {
                kept = new Kept(bytes.clone());
                pages.put(page.page(), kept);
            } else {
                System.arraycopy(bytes, 0, kept.bytes, 0, bytes.length);
            }
            kept.version = page.version();
        }
    }

    private final long self;
    private final RegionOptions options;
    private final Sender sender;
    private final Map<Long, Store> stores = new TreeMap<>();
    /** For each member the latest cut of which this one has seen writes before they were known to be kept. */
    private final Map<Long, Long> seen = new HashMap<>();

    private StripeView view;

    public Backups(long self, RegionOptions options, Sender sender) {
        this.self = self;
        this.options = options;
        this.sender = sender;
    }

    /** The next view is in effect. */
    public void enter(StripeView next) {
        StripeView previous = view;
        view = next;
        List<Long> lost = previous == null ? List.of() : next.lostSince(previous);
        stores.entrySet().removeIf(entry -> {
            long owner = entry.getKey();
            Store store = entry.getValue();
            if (next.contains(owner)) {
                return next.backup(owner) != self;
            }
            if (lost.isEmpty()) {
                return false;
            }
            store.counts = lost.equals(List.of(owner))
                    && previous.backup(owner) == self
                    && store.view == previous.number()
                    && (store.needed <= store.cut || !options.holds(Rule.REVERT_ONLY_WHAT_NOBODY_SAW));
            return !store.counts;
        });
    }

    /** Takes a message of a member's cuts. */
    public void receive(long from, Message.OfCuts message) {
        if (message instanceof Message.Cut cut) {
            Store store = stores.computeIfAbsent(from, owner -> new Store());
            if (cut.full()) {
                store.pages.clear();
            }
            cut.pages().forEach(store::keep);
            store.cut = cut.number();
            store.view = cut.view();
            sender.send(from, new Message.Stored(cut.number()));
        } else if (message instanceof Message.Left left) {
            Store store = stores.get(from);
            if (store != null) {
                if (left.gone() && options.holds(Rule.FORGET_WHAT_LEFT)) {
                    store.pages.remove(left.page());
                }
                store.needed = Math.max(store.needed, left.cut());
            }
        }
    }

    /** A member has sent a page with writes of a cut that may not be kept. */
    public void saw(long owner, long cut) {
        seen.merge(owner, cut, Math::max);
    }

    /** Whether this member has seen writes of an owner after a cut. */
    public boolean sawAfter(long owner, long cut) {
        return seen.getOrDefault(owner, 0L) > cut && options.holds(Rule.REVERT_ONLY_WHAT_NOBODY_SAW);
    }

    /**
     * Adds what counts of some pages.
     *
     * @param page any of them
     */
    public void report(int page, IntPredicate pages, List<Holding> holdings) {
        stores.forEach((owner, store) -> {
            if (store.counts) {
                holdings.add(new Holding(page, 0, Holding.State.LAST_CUT, owner, store.cut));
                store.pages.forEach((p, kept) -> {
                    if (pages.test(p)) {
                        holdings.add(new Holding(p, kept.version, Holding.State.BACKUP, owner, store.cut));
                    }
                });
            }
        });
    }

    /** Nobody asks any more: what was kept for others need not be kept for as long as buffers of the region are used. */
    public void clear() {
        stores.clear();
        seen.clear();
    }

    /** The bytes of a page with some version that count, until the next message; or null. */
    public byte[] find(int page, long version) {
        for (Store store : stores.values()) {
            Kept found = store.pages.get(page);
            if (store.counts && found != null && found.version == version) {
                return found.bytes;
            }
        }
        return null;
    }
}
