package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * Who has which pages of a region, as far as its members have told. A large region is told of in cells of several pages.
 *
 * @param size of the region, in bytes
 * @param pageSize in bytes
 * @param members in the order in which they came
 */
public record RegionMap(long size, int pageSize, List<Member> members) {

    /** There are as many cells as pages, but not more than this. */
    public static final int MOST_CELLS = 4096;

    /** What a member has of a cell at most. */
    public enum Cell {
        NOTHING,
        SHARED,
        EXCLUSIVE
    }

    /**
     * A member's part.
     *
     * @param name for people
     * @param cells as in {@link MemberReport}; empty if it has not told yet
     */
    public record Member(String name, byte[] cells) {

        /** What it has of a cell. */
        public Cell at(int cell) {
            return cell < cells.length ? Cell.values()[cells[cell]] : Cell.NOTHING;
        }
    }

    public RegionMap {
        members = List.copyOf(members);
    }

    /** How many cells a region of so many pages has. */
    public static int cells(int pages) {
        return Math.min(pages, MOST_CELLS);
    }

    /** Which cell a page is in. */
    public static int cell(int page, int pages) {
        return pages <= MOST_CELLS ? page : (int) ((long) page * MOST_CELLS / pages);
    }

    /** How many cells there are. */
    public int cells() {
        return cells(pages());
    }

    /** How many pages there are. */
    public int pages() {
        return (int) ((size - 1) / pageSize + 1);
    }

    /** The query to which {@link #of} reads the answer. */
    public static byte[] query() {
        return new byte[] {SharedRegion.MAP};
    }

    /**
     * @throws IllegalArgumentException if the bytes are not a map
     */
    public static RegionMap of(byte[] answer) {
        WireReader reader = new WireReader(answer);
        long size = reader.getLong();
        int pageSize = reader.getInt();
        return new RegionMap(
                size,
                pageSize,
                reader.getList(one -> new Member(one.getString(), MemberReport.checked(one.getBytes()))));
    }

    byte[] toBytes() {
        return new WireWriter()
                .putLong(size)
                .putInt(pageSize)
                .putList(members, (one, member) -> one.putString(member.name).putBytes(member.cells))
                .toBytes();
    }
}
