package io.dipc.engine.replication;

import io.dipc.engine.view.View;

/**
 * Numbers for objects that are never used twice in the life of a cluster: the view in which the object was created, its
 * partition, and a count in that partition and view, of which there is one home. Where two halves may go on beside each other,
 * with views of the same count, they also have some bits of the session that made the view.
 */
public final class Incarnations {
    private static final int COUNT_BITS = 26;
    private static final int PARTITION_BITS = 6;
    private static final int HALF_SHIFT = 51;
    private static final long HALF_MASK = 0xFFF;

    private Incarnations() {}

    static long make(View view, int partition, long count) {
        if (count >>> COUNT_BITS != 0) {
            throw new IllegalStateException("too many objects created in one view: " + count);
        }
        long half = view.quorum() == null ? (view.number() & HALF_MASK) << HALF_SHIFT : 0;
        return half ^ view.counter() << COUNT_BITS + PARTITION_BITS | (long) partition << COUNT_BITS | count;
    }

    /** The partition of an object. */
    public static int partition(long incarnation) {
        return (int) (incarnation >>> COUNT_BITS) & (1 << PARTITION_BITS) - 1;
    }
}
