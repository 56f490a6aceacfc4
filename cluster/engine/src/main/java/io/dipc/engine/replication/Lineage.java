package io.dipc.engine.replication;

import io.dipc.engine.protocol.Entry;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The views in which a home may have executed requests on a copy, where two halves of a cluster may go on beside each other:
 * up to the newest one that both halves' copies have had, they are the same but for the last entries of that.
 *
 * <p>What is forgotten must not be the view in which the halves parted, however many follow. So of too many those go first
 * in which nothing was done (tools come and go): instead of such a one, the view before it is what both copies have had.
 * Then those after which nobody was lost: nobody has parted in them (who uses something, and leaves in order).
 */
final class Lineage {
    /** More than there are from the parting of two halves until they meet again, as a rule. */
    static final int REMEMBERED = 256;

    /**
     * The entries of a view.
     *
     * @param first says that it has begun
     * @param last is the same if nothing was done in it, or not yet; and less if nothing was heard of its home
     * @param parting whether some who were there may go on elsewhere, from this view on
     */
    private record Entries(long first, long last, boolean parting) {
        boolean nothingDone() {
            return first == last;
        }
    }

    private final TreeMap<Long, Entries> views = new TreeMap<>();
    /** The sessions that were in the newest view and not over. */
    private List<Long> members = List.of();

    /**
     * A home begins.
     *
     * @param index of the entry that says so
     * @return the view before, or 0
     */
    long begin(Entry.Begin entry, long index) {
        long before = newest();
        for (long unheard : entry.unheard()) {
            begin(unheard, index, entry.lost());
        }
        begin(entry.view(), index, entry.lost());
        members = entry.members();
        while (views.size() > REMEMBERED) {
            forget();
        }
        return before;
    }

    private void begin(long view, long index, boolean lost) {
        views.computeIfPresent(newest(), (before, entries) -> new Entries(entries.first(), index - 1, lost));
        views.put(view, new Entries(index, index, false));
    }

    private void forget() {
        Long idle = oldest(Entries::nothingDone);
        Long least = idle == null ? oldest(entries -> !entries.parting()) : idle;
        Entries forgotten = views.remove(least == null ? views.firstKey() : least);
        Map.Entry<Long, Entries> before = least == null ? null : views.lowerEntry(least);
        if (before != null && forgotten.parting()) {
            Entries e = before.getValue();
            views.put(before.getKey(), new Entries(e.first(), e.last(), true));
        }
    }

    /** The oldest view of a kind, but for the newest one of all; or null. */
    private Long oldest(Predicate<Entries> kind) {
        return views.headMap(newest()).entrySet().stream()
                .filter(view -> kind.test(view.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** The sessions that were in the newest view and not over. */
    List<Long> members() {
        return members;
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

    /** The newest of the views up to one, or 0. */
    long upTo(long view) {
        Long found = views.floorKey(view);
        return found == null ? 0 : found;
    }

    /** The index of the last entry in a view that is not the newest one. */
    long end(long view) {
        return views.get(view).last();
    }

    /** The views from the newest one on back. */
    List<Long> newestFirst() {
        return new ArrayList<>(views.descendingKeySet());
    }

    void write(WireWriter out) {
        out.putInt(views.size());
        views.forEach((view, entries) -> {
            out.putLong(view).putLong(entries.first()).putLong(entries.last() - entries.first());
            out.putBoolean(entries.parting());
        });
        out.putList(members, WireWriter::putFixedLong);
    }

    void read(WireReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            long view = in.getLong();
            long first = in.getLong();
            long last = first + in.getLong();
            views.put(view, new Entries(first, last, in.getBoolean()));
        }
        members = in.getList(WireReader::getFixedLong);
    }
}
