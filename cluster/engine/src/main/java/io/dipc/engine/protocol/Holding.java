package io.dipc.engine.protocol;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * A complete copy of a partition. Of two copies the one with the higher view, then the higher index, has all that the
 * other has.
 *
 * @param partition which
 * @param view number of the last view in which the copy was active
 * @param index number of the last entry applied
 */
public record Holding(int partition, long view, long index) implements Comparable<Holding> {

    static void write(WireWriter out, Holding h) {
        out.putInt(h.partition).putLong(h.view).putLong(h.index);
    }

    static Holding read(WireReader in) {
        return new Holding(Parts.getPartition(in), in.getLong(), in.getLong());
    }

    @Override
    public int compareTo(Holding other) {
        int byView = Long.compare(view, other.view);
        return byView != 0 ? byView : Long.compare(index, other.index);
    }
}
