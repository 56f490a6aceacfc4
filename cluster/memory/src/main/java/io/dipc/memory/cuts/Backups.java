package io.dipc.memory.cuts;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Sender;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What this member keeps for others, and what it knows of writes that nobody keeps. A copy counts when its owner was lost in
 * this view, and was in step with this member in the view before; and if nobody has got anything of the owner that was
 * written after its last cut. Everything else could be old. With one backup it counts only if nobody else was lost in this
 * view; with several if each of those who were has such copies somewhere.
 *
 * <p>With several backups a lost member is taken to have stopped at its last cut. What it had given away until then is kept,
 * since who got it may have been lost, too, and be taken to have stopped before: the latest of all copies counts.
 */
public final class Backups {
    /** Of so many pages that a member has given away the bytes are kept, ... */
    private static final int GONE_PAGES = 1 << 12;
    /** ... and so many bytes; of the others it is known that there were any. */
    private static final int GONE_BYTES = 1 << 24;

    private static final class Kept {
        /** Null: they are not here any more, but the owner had them. */
        byte[] bytes;

        long version;

        Kept(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private static final class Store {
        final Map<Integer, Kept> pages = new TreeMap<>();
        /** Those that the owner has no longer, and whose bytes are here; the first one to go first. */
        final Set<Integer> gone = new LinkedHashSet<>();

        long goneBytes;
        long cut;
        /** The latest view of which the owner has said everything that was before. */
        long view;
        /** The latest cut of which writes have left the owner. */
        long needed;
        /** Whether this is what is left of a member that was lost last. */
        boolean counts;
        /** Whether it is, if this view and the one before are taken as one. */
        boolean countsBefore;
        /** For other members the latest cut of which the owner has seen writes before they were known to be kept. */
        final Map<Long, Long> seen = new HashMap<>();

        /**
         * Copies a page to where the one before it is kept, so that what comes with each cut is soon garbage: to move it
         * all to where old objects are would stop this JVM for long.
         */
        void keep(CutPage page) {
            byte[] bytes = page.bytes();
            Kept kept = pages.get(page.page());
            if (gone.remove(page.page())) {
                goneBytes -= kept.bytes.length;
            }
            if (kept == null || kept.bytes == null || kept.bytes.length != bytes.length) {
                kept = new Kept(bytes.clone());
                pages.put(page.page(), kept);
            } else {
                System.arraycopy(bytes, 0, kept.bytes, 0, bytes.length);
            }
            kept.version = page.version();
        }

        void left(int page) {
            Kept kept = pages.get(page);
            if (kept == null || kept.bytes == null || !gone.add(page)) {
                return;
            }
            goneBytes += kept.bytes.length;
            Iterator<Integer> oldest = gone.iterator();
            while (gone.size() > GONE_PAGES || goneBytes > GONE_BYTES) {
                Kept dropped = pages.get(oldest.next());
                oldest.remove();
                goneBytes -= dropped.bytes.length;
                dropped.bytes = null;
            }
        }

        /** What the owner has not got any more is not needed. */
        void forgetGone() {
            pages.keySet().removeAll(gone);
            pages.values().removeIf(kept -> kept.bytes == null);
            gone.clear();
            goneBytes = 0;
        }
    }

    private final long self;
    private final RegionOptions options;
    private final Sender sender;
    private final Map<Long, Store> stores = new TreeMap<>();
    /** For each member the latest cut of which this one has seen writes before they were known to be kept. */
    private final Map<Long, Long> seen = new HashMap<>();

    private StripeView view;
    /** How many members were lost last. */
    private int lostTogether;
    /** The view before this one, if somebody has been lost since; else null. */
    private StripeView beforeLoss;
    /** Who was lost in this view. */
    private List<Long> lostLast = List.of();
    /** If this view and the one before are taken as one, how many were lost; else 0. */
    private int lostInBoth;
    /** Whether members were lost of which something has come in the view before. */
    private boolean heard;

    public Backups(long self, RegionOptions options, Sender sender) {
        this.self = self;
        this.options = options;
        this.sender = sender;
    }

    /** Whether this view and the one before may be taken as one: nothing of that has happened that anybody knows. */
    public boolean again() {
        return lostInBoth > 0;
    }

    /**
     * The next view is in effect.
     *
     * @param silent whether nothing of the view before has come from those that are lost in this one
     */
    public void enter(StripeView next, boolean silent) {
        StripeView previous = view;
        view = next;
        List<Long> lost = previous == null ? List.of() : next.lostSince(previous);
        StripeView before = beforeLoss;
        List<Long> both = new ArrayList<>(lostLast);
        both.addAll(lost);
        beforeLoss = lost.isEmpty() ? null : previous;
        lostLast = lost;
        boolean again = options.together() && silent && before != null && !lost.isEmpty();
        if (!lost.isEmpty()) {
            lostTogether = lost.size();
            lostInBoth = again ? both.size() : 0;
            heard = options.together() && !again;
            // Of others nothing is kept any more that could be asked about.
            seen.keySet().removeIf(owner -> !next.contains(owner) && !both.contains(owner));
        }
        stores.entrySet().removeIf(entry -> {
            long owner = entry.getKey();
            Store store = entry.getValue();
            if (next.contains(owner)) {
                return !isBackup(next, owner);
            }
            if (lost.isEmpty()) {
                return false;
            }
            store.counts = lost.contains(owner)
                    && (lost.size() == 1 || options.together())
                    && isBackup(previous, owner)
                    && store.view == previous.number()
                    && (store.needed <= store.cut || !options.holds(Rule.REVERT_ONLY_WHAT_NOBODY_SAW));
            store.countsBefore = again
                    && both.contains(owner)
                    && isBackup(before, owner)
                    && store.view == before.number()
                    && (store.needed <= store.cut || !options.holds(Rule.REVERT_ONLY_WHAT_NOBODY_SAW));
            // What does not count may tell that something else does not, either.
            boolean tells = options.together() && (again ? both : lost).contains(owner);
            return !store.counts && !store.countsBefore && !tells;
        });
    }

    private boolean isBackup(StripeView in, long owner) {
        for (long backup : in.backups(owner, options.backups())) {
            if (backup == self) {
                return true;
            }
        }
        return false;
    }

    /** Takes a message of a member's cuts. */
    public void receive(long from, Message.OfCuts message) {
        if (message instanceof Message.Cut cut) {
            Store store = stores.computeIfAbsent(from, owner -> new Store());
            if (cut.full() || cut.view() > store.view) {
                store.forgetGone();
            }
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
                if (left.gone()) {
                    gone(store, left.page());
                }
                store.needed = Math.max(store.needed, left.cut());
            }
        } else if (message instanceof Message.Saw saw) {
            Store store = stores.computeIfAbsent(from, owner -> new Store());
            saw.cuts().forEach(cut -> store.seen.merge(cut.owner(), cut.number(), Math::max));
        }
    }

    private void gone(Store store, int page) {
        if (options.together() && options.holds(Rule.KEEP_WHAT_LEFT)) {
            store.left(page);
        } else if (options.holds(Rule.FORGET_WHAT_LEFT)) {
            store.pages.remove(page);
        }
    }

    /** A member has sent a page with writes of a cut that may not be kept. */
    public void saw(long owner, long cut) {
        seen.merge(owner, cut, Math::max);
    }

    /** Whether this member has seen writes of an owner after a cut, or a lost member whose copies are here has. */
    public boolean sawAfter(long owner, long cut) {
        if (!options.holds(Rule.REVERT_ONLY_WHAT_NOBODY_SAW)) {
            return false;
        }
        long latest = seen.getOrDefault(owner, 0L);
        for (Map.Entry<Long, Store> entry : stores.entrySet()) {
            if (!view.contains(entry.getKey())) {
                Store store = entry.getValue();
                latest = Math.max(latest, store.seen.getOrDefault(owner, 0L));
                if (entry.getKey() == owner) {
                    latest = Math.max(latest, store.needed);
                }
            }
        }
        return latest > cut;
    }

    /**
     * Adds what counts of some pages.
     *
     * @param page any of them
     */
    public void report(int page, IntPredicate pages, List<Holding> holdings) {
        if (heard) {
            holdings.add(new Holding(page, 0, Holding.State.HEARD, 0, 0));
        }
        stores.forEach((owner, store) -> {
            if (store.countsBefore) {
                holdings.add(new Holding(page, lostInBoth, Holding.State.LAST_CUT_BEFORE, owner, store.cut));
            }
            if (store.counts) {
                holdings.add(new Holding(page, lostTogether, Holding.State.LAST_CUT, owner, store.cut));
            }
            if (store.counts || store.countsBefore) {
                store.pages.forEach((p, kept) -> {
                    if (pages.test(p)) {
                        Holding.State state = kept.bytes == null ? Holding.State.FORGOTTEN : Holding.State.BACKUP;
                        holdings.add(new Holding(p, kept.version, state, owner, store.cut));
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

    /** The bytes of a lost member's page with some version, if they count, until the next message; or null. */
    public byte[] find(long owner, int page, long version) {
        Store store = stores.get(owner);
        Kept found = store == null || !store.counts && !store.countsBefore ? null : store.pages.get(page);
        return found != null && found.version == version ? found.bytes : null;
    }
}
