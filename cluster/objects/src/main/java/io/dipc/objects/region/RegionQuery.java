package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import java.util.BitSet;

/** The queries of a region as bytes. */
public final class RegionQuery {
    static final byte TOUCHED = 1;

    private RegionQuery() {}

    /** Which pages may have been written. */
    public static byte[] touched() {
        return new byte[] {TOUCHED};
    }

    /**
     * The answer to {@link #touched}.
     *
     * @param pages how many the region has
     */
    public static BitSet touched(byte[] answer, int pages) {
        return PageRuns.read(new WireReader(answer), pages);
    }
}
