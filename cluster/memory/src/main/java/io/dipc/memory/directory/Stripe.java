package io.dipc.memory.directory;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The entries of a stripe's pages. */
final class Stripe {
    /** Transactions of a view have higher numbers than those of the views before. */
    private static final int BITS_BELOW_THE_VIEW = 40;

    private final long firstTransaction;
    private final Map<Integer, Entry> entries = new HashMap<>();
    private BitSet touched = new BitSet();
    Rebuild rebuild;
    /** Whether requests are served. */
    boolean open;

    /**
     * @param epoch the view in which the stripe is rebuilt
     */
    Stripe(long epoch) {
        firstTransaction = before(epoch);
    }

    /** A number between those of the transactions before an epoch and its own. */
    static long before(long epoch) {
        return epoch << BITS_BELOW_THE_VIEW;
    }

    /** What nobody has is lost if it was touched. */
    void open(BitSet touched) {
        this.touched = touched;
        open = true;
    }

    /** The entry of a page that somebody has reported. */
    Entry reported(int page, Entry.State state) {
        return entries.computeIfAbsent(page, p -> new Entry(p, state, firstTransaction));
    }

    /** Whether there is an entry already. */
    boolean has(int page) {
        return entries.containsKey(page);
    }

    Entry entry(int page) {
        return entries.computeIfAbsent(
                page, p -> new Entry(p, touched.get(p) ? Entry.State.LOST : Entry.State.INITIAL, firstTransaction));
    }

    boolean idle() {
        return (open || rebuild.idle()) && entries.values().stream().allMatch(entry -> entry.line.isEmpty());
    }

    @Override
    public String toString() {
        return (open ? "" : "rebuilding ") + entries.values();
    }
}
