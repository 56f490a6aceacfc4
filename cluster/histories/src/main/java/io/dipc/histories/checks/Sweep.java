package io.dipc.histories.checks;

import java.util.Comparator;
import java.util.List;

/** Sums over time. */
final class Sweep {
    private Sweep() {}

    /**
     * The highest sum of changes up to any moment; of those at one moment the decreases come first.
     *
     * @param changes each a moment and by how much
     */
    static long most(List<long[]> changes) {
        changes.sort(Comparator.<long[]>comparingLong(change -> change[0]).thenComparingLong(change -> change[1]));
        long sum = 0;
        long most = 0;
        for (long[] change : changes) {
            sum += change[1];
            most = Math.max(most, sum);
        }
        return most;
    }
}
