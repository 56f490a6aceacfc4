package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.BitSet;

/** Sets of pages as bytes: runs, since pages are mostly used in a row. */
public final class PageRuns {
    private PageRuns() {}

    /** Writes a set; {@link #read} reads it. */
    public static WireWriter write(BitSet pages, WireWriter writer) {
        return write(pages, 0, pages.length(), writer);
    }

    /** Writes what is in a set from one page on, and before another. */
    static WireWriter write(BitSet pages, int from, int to, WireWriter writer) {
        int behind = 0;
        int begin = pages.nextSetBit(from);
        while (begin >= 0 && begin < to) {
            int end = Math.min(to, pages.nextClearBit(begin));
            writer.putInt(end - begin).putInt(begin - behind);
            behind = end;
            begin = pages.nextSetBit(end);
        }
        return writer.putInt(0);
    }

    /**
     * Reads a set.
     *
     * @param limit all pages are below it
     * @throws IllegalArgumentException if the bytes are not such a set
     */
    public static BitSet read(WireReader reader, int limit) {
        BitSet pages = new BitSet();
        long end = 0;
        int length = reader.getInt();
        while (length != 0) {
            long begin = end + reader.getInt();
            end = begin + length;
            if (length < 0 || begin < 0 || end > limit) {
                throw new IllegalArgumentException(
                        "pages " + begin + " to " + (end - 1) + " (expected: 0 to " + (limit - 1) + ")");
            }
            pages.set((int) begin, (int) end);
            length = reader.getInt();
        }
        return pages;
    }
}
