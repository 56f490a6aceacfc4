package io.dipc.engine.replication;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The views in which a home has executed requests on a copy, where two halves of a cluster may go on beside each other: up
 * to the newest one that both halves' copies have had, they are the same but for the last entries of that.
 *
 * <p>What is forgotten must not be the view in which the halves parted, however many follow. So of too many those go first
 * in which nothing was done (tools come and go): instead of such a one, the view before it is what both copies have had.
 */
final class Lineage {
    /** More than there are from the parting of two halves until they meet again, as a rule. */
    static final int REMEMBERED = 256;

    /**
     * The entries of a view.
     *
     * @param first says that it has begun
     * @param last is the same if nothing was done in it, or not yet
     * @param holders the sessions that were to have a copy
     */
    private record Entries(long first, long last, List<Long> holders) {
        boolean nothingDone() {
            return first == last;
        }
    }

    private final TreeMap<Long, Entries> views = new TreeMap<>();

    /**
     * A home begins.
     *
     * @param index of the entry that says so
     * @param holders the sessions that are to have a copy
     * @return the view before, or 0
     */
    long begin(long view, long index, List<Long> holders) {
        long before = newest();
        if (before != 0) {
            Entries entries = views.get(before);
            views.put(before, new Entries(entries.first(), index - 1, entries.holders()));
        }
        views.put(view, new Entries(index, index, holders));
        if (views.size() > REMEMBERED) {
            views.remove(leastNeeded());
        }
        return before;
    }

    private long leastNeeded() {
        return views.headMap(newest()).entrySet().stream()
                .filter(view -> view.getValue().nothingDone())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(views.firstKey());
    }

    /** The newest view, or 0. */
    long newest() {
        return views.isEmpty() ? 0 : views.lastKey();
    }

    /** The view before one of them, or 0. */
    long before(long view) {
        Long before = views.lowerKey(view);
        return before == null ? 0 : before;
    }

    boolean has(long view) {
        return views.containsKey(view);
    }

    /** The index of the last entry in a view that is not the newest one. */
    long end(long view) {
        return views.get(view).last();
    }

    /** The views from the newest one on back. */
    List<Long> newestFirst() {
        return new ArrayList<>(views.descendingKeySet());
    }

    /** The sessions that were to have a copy in a view. */
    List<Long> holders(long view) {
        return views.get(view).holders();
    }

    void write(WireWriter out) {
        out.putInt(views.size());
        views.forEach((view, entries) -> {
            out.putLong(view).putLong(entries.first()).putLong(entries.last() - entries.first());
            out.putInt(entries.holders().size());
            entries.holders().forEach(out::putFixedLong);
        });
    }

    void read(WireReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            long view = in.getLong();
            long first = in.getLong();
            long last = first + in.getLong();
            List<Long> holders = new ArrayList<>();
            for (int more = in.getInt(); more > 0; more--) {
                holders.add(in.getFixedLong());
            }
            views.put(view, new Entries(first, last, List.copyOf(holders)));
        }
    }
}
