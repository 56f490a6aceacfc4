package io.dipc.engine.protocol;

/**
 * A complete copy of a partition. Of two copies the one with the higher view, then the higher index, has all that the
 * other has.
 *
 * @param partition which
 * @param view number of the last view in which the copy was active
 * @param index number of the last entry applied
 */
public record Holding(int partition, long view, long index) implements Comparable<Holding> {
    @Override
    public int compareTo(Holding other) {
        int byView = Long.compare(view, other.view);
        return byView != 0 ? byView : Long.compare(index, other.index);
    }
}
