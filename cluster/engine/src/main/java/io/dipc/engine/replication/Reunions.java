package io.dipc.engine.replication;

import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of other halves' objects was offered again, by the view of that half and the object: several members that were in
 * it may offer the same, at any time. The last ones are remembered, and all for as long as sessions that are over: members of
 * one half come back about the same time.
 */
final class Reunions {
    /** How many are remembered for longer. */
    static final int REMEMBERED = 4096;

    private record Branch(long view, long incarnation) {}

    /**
     * @param ids that are known
     * @param at when the last of them was offered, in milliseconds since 1970
     */
    private record Known(IdRange ids, long at) {}

    /** The one of which something was offered last is the last one. */
    private final Map<Branch, Known> known = new LinkedHashMap<>();

    /** Of which ids nothing needs to be offered any more, or null if nothing was offered. */
    IdRange known(long view, long incarnation) {
        Known one = known.get(new Branch(view, incarnation));
        return one == null ? null : one.ids();
    }

    /** @param now in milliseconds since 1970 */
    void offered(long view, long incarnation, IdRange ids, long now) {
        Branch branch = new Branch(view, incarnation);
        Known before = known.remove(branch);
        known.put(branch, new Known(before == null ? ids : before.ids().or(ids), now));
        Iterator<Known> oldest = known.values().iterator();
        while (known.size() > REMEMBERED && oldest.next().at() < now - Home.REMEMBER_MILLIS) {
            oldest.remove();
        }
    }

    void write(WireWriter out) {
        out.putInt(known.size());
        known.forEach((branch, one) -> one.ids()
                .writeTo(
                        out.putLong(branch.view()).putLong(branch.incarnation()).putLong(one.at())));
    }

    void read(WireReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            Branch branch = new Branch(in.getLong(), in.getLong());
            long at = in.getLong();
            known.put(branch, new Known(IdRange.readFrom(in), at));
        }
    }
}
