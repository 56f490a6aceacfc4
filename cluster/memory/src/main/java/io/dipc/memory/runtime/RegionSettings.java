package io.dipc.memory.runtime;

import io.dipc.objects.region.RegionParameters;

/**
 * How a region is made by whoever creates it.
 *
 * @param pageSize in bytes, a power of two from 4096 to 1 MiB; the same for all, others are refused
 * @param backups how many other members keep what a member has written before a release, 0 to 6
 * @param mismatchIsError whether using a region that was created with other backups is an error rather than a warning
 */
public record RegionSettings(int pageSize, int backups, boolean mismatchIsError) {
    public static final int PAGE_SIZE_DEFAULT = 4096;
    public static final int BACKUPS_DEFAULT = 1;

    private static final int LARGEST_PAGE = 1 << 20;

    public RegionSettings(int pageSize, int backups) {
        this(pageSize, backups, false);
    }

    public RegionSettings {
        if (pageSize < PAGE_SIZE_DEFAULT || pageSize > LARGEST_PAGE || Integer.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException("page size: " + pageSize + " (expected: a power of two from "
                    + PAGE_SIZE_DEFAULT + " to " + LARGEST_PAGE + ")");
        }
        if (backups < 0 || backups > RegionParameters.BACKUPS_MOST) {
            throw new IllegalArgumentException(
                    "backups of a region: " + backups + " (expected: 0 to " + RegionParameters.BACKUPS_MOST + ")");
        }
    }
}
