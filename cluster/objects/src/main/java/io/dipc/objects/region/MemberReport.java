package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * What a member tells people about its part in a region.
 *
 * @param shared how many pages it may read beside others
 * @param exclusive how many pages it alone has
 * @param lost how many of the pages nobody has any more whose home it is
 * @param faults how often its threads waited for a page
 * @param bytes how much it has received from others, and sent to them
 * @param cells for each cell of the region's map ({@link RegionMap}) the number of a {@link RegionMap.Cell}; not changed any
 *     more
 */
public record MemberReport(int shared, int exclusive, int lost, long faults, long bytes, byte[] cells) {
    static final MemberReport NONE = new MemberReport(0, 0, 0, 0, 0, new byte[0]);

    void writeTo(WireWriter writer) {
        writer.putInt(shared)
                .putInt(exclusive)
                .putInt(lost)
                .putLong(faults)
                .putLong(bytes)
                .putBytes(cells);
    }

    static MemberReport readFrom(WireReader reader) {
        return new MemberReport(
                reader.getInt(),
                reader.getInt(),
                reader.getInt(),
                reader.getLong(),
                reader.getLong(),
                checked(reader.getBytes()));
    }

    static byte[] checked(byte[] cells) {
        if (cells.length > RegionMap.MOST_CELLS) {
            throw new IllegalArgumentException(
                    cells.length + " cells (expected: at most " + RegionMap.MOST_CELLS + ")");
        }
        for (byte cell : cells) {
            if (cell < 0 || cell >= RegionMap.Cell.values().length) {
                throw new IllegalArgumentException("cell " + cell + " (expected: the number of a state)");
            }
        }
        return cells;
    }
}
