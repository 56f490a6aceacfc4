package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * What a region is created with.
 *
 * @param identity by which messages about pages name the region: of two that have one key, one after the other, it is not
 *     the same
 * @param size in bytes, positive
 * @param pageSize in bytes, a power of two
 * @param backups how many other members keep what a member has written before a release
 * @param stripes how many sets of pages have a home each
 * @param run how many pages in a row belong to one stripe
 */
public record RegionParameters(long identity, long size, int pageSize, int backups, int stripes, int run) {
    /** How many backups there may be. */
    public static final int BACKUPS_MOST = 6;

    public RegionParameters {
        positive("size", size);
        positive("page size", pageSize);
        positive("stripes", stripes);
        positive("run", run);
        if (Integer.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException("page size: " + pageSize + " (expected: a power of two)");
        }
        if (backups < 0 || backups > BACKUPS_MOST) {
            throw new IllegalArgumentException(
                    "backups of a region: " + backups + " (expected: 0 to " + BACKUPS_MOST + ")");
        }
        if ((size - 1) / pageSize >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "size: " + size + " (expected: less than 2^31 pages of " + pageSize + " bytes)");
        }
    }

    private static void positive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " of a region: " + value + " (expected: positive)");
        }
    }

    /**
     * @throws IllegalArgumentException if the bytes are not parameters of a region
     */
    public static RegionParameters of(byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        return new RegionParameters(
                reader.getFixedLong(),
                reader.getLong(),
                reader.getInt(),
                reader.getInt(),
                reader.getInt(),
                reader.getInt());
    }

    public byte[] toBytes() {
        return new WireWriter()
                .putFixedLong(identity)
                .putLong(size)
                .putInt(pageSize)
                .putInt(backups)
                .putInt(stripes)
                .putInt(run)
                .toBytes();
    }

    /** How many pages there are; the last one may be shorter. */
    public int pages() {
        return (int) ((size - 1) / pageSize + 1);
    }
}
