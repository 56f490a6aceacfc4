package io.dipc.engine.replication;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The views in which a home has executed requests on a copy, where two halves of a cluster may go on beside each other: up
 * to the newest one that both halves' copies have had, they are the same but for the last entries of that.
 */
final class Lineage {
    /** More than there are from the parting of two halves until they meet again, as a rule. */
    private static final int REMEMBERED = 256;

    /** By number, the index of the last entry; of the newest one, of the first. */
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    /**
     * A home begins.
     *
     * @param index of the entry that says so
     * @return the view before, or 0
     */
    long begin(long view, long index) {
        long before = newest();
        if (before != 0) {
            ends.put(before, index - 1);
        }
        ends.put(view, index);
        if (ends.size() > REMEMBERED) {
            ends.pollFirstEntry();
        }
        return before;
    }

    /** The newest view, or 0. */
    long newest() {
        return ends.isEmpty() ? 0 : ends.lastKey();
    }

    /** The view before one of them, or 0. */
    long before(long view) {
        Long before = ends.lowerKey(view);
        return before == null ? 0 : before;
    }

    boolean has(long view) {
        return ends.containsKey(view);
    }

    /** The index of the last entry in a view that is not the newest one. */
    long end(long view) {
        return ends.get(view);
    }

    /** The views from the newest one on back. */
    List<Long> newestFirst() {
        return new ArrayList<>(ends.descendingKeySet());
    }

    void write(WireWriter out) {
        out.putInt(ends.size());
        ends.forEach((view, end) -> out.putLong(view).putLong(end));
    }

    void read(WireReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            ends.put(in.getLong(), in.getLong());
        }
    }
}
