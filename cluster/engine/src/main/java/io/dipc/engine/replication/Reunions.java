package io.dipc.engine.replication;

import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of other halves' objects was offered again, by the view of that half and the object: several members that were in
 * it may offer the same, at any time.
 */
final class Reunions {
    /** More than there are while members that come back still offer. */
    private static final int REMEMBERED = 4096;

    private record Branch(long view, long incarnation) {}

    /** The first one that was offered first. */
    private final Map<Branch, IdRange> known = new LinkedHashMap<>();

    /** Of which ids nothing needs to be offered any more, or null if nothing was offered. */
    IdRange known(long view, long incarnation) {
        return known.get(new Branch(view, incarnation));
    }

    void offered(long view, long incarnation, IdRange ids) {
        known.put(new Branch(view, incarnation), ids);
        if (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }

    void write(WireWriter out) {
        out.putInt(known.size());
        known.forEach((branch, ids) -> ids.writeTo(out.putLong(branch.view()).putLong(branch.incarnation())));
    }

    void read(WireReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            known.put(new Branch(in.getLong(), in.getLong()), IdRange.readFrom(in));
        }
    }
}
