package io.dipc.engine.replication;

import io.dipc.engine.view.View;

/**
 * Numbers for objects that are never used twice in the life of a cluster: the view in which the object was created, its
 * partition, and a count in that partition and view, of which there is one home.
 */
public final class Incarnations {
    private static final int COUNT_BITS = 26;
    private static final int PARTITION_BITS = 6;

    private Incarnations() {}

    static long make(View view, int partition, long count) {
        if (count >>> COUNT_BITS != 0) {
            throw new IllegalStateException("too many objects created in one view: " + count);
        }
        return view.counter() << COUNT_BITS + PARTITION_BITS | (long) partition << COUNT_BITS | count;
    }

    /** The partition of an object. */
    public static int partition(long incarnation) {
        return (int) (incarnation >>> COUNT_BITS) & (1 << PARTITION_BITS) - 1;
    }
}
