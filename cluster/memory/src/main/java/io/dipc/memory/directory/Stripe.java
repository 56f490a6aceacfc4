package io.dipc.memory.directory;

import io.dipc.memory.options.Geometry;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.stream.Stream;

/** The entries of a stripe's pages. */
final class Stripe {
    /** Transactions of a view have higher numbers than those of the views before. */
    private static final int BITS_BELOW_THE_VIEW = 40;

    private final long firstTransaction;
    private final Geometry geometry;
    /** By {@link Geometry#inStripe}. */
    private final Entry[] entries;

    private BitSet touched = new BitSet();
    Rebuild rebuild;
    /** Whether requests are served. */
    boolean open;

    /**
     * @param epoch the view in which the stripe is rebuilt
     */
    Stripe(long epoch, Geometry geometry) {
        this.geometry = geometry;
        entries = new Entry[geometry.pagesOfStripe()];
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
        int index = geometry.inStripe(page);
        if (entries[index] == null) {
            entries[index] = new Entry(page, state, firstTransaction);
        }
        return entries[index];
    }

    /** Whether there is an entry already. */
    boolean has(int page) {
        return entries[geometry.inStripe(page)] != null;
    }

    Entry entry(int page) {
        Entry entry = entries[geometry.inStripe(page)];
        return entry != null ? entry : reported(page, touched.get(page) ? Entry.State.LOST : Entry.State.INITIAL);
    }

    /** How many pages nobody has any more. */
    int lost() {
        if (!open) {
            return 0;
        }
        long known = all().filter(entry -> entry.state == Entry.State.LOST).count();
        return (int) (known + touched.stream().filter(page -> !has(page)).count());
    }

    boolean idle() {
        return (open || rebuild.idle()) && all().allMatch(entry -> entry.line.isEmpty());
    }

    private Stream<Entry> all() {
        return Arrays.stream(entries).filter(Objects::nonNull);
    }

    @Override
    public String toString() {
        return (open ? "" : "rebuilding ") + all().toList();
    }
}
