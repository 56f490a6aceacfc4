package io.dipc.it.bench;

import java.util.Locale;

/**
 * What a round gave, as a line of text.
 *
 * @param operations how many pairs of calls, or tasks
 * @param perSecond how many in a second
 * @param median median duration of a pair, or of tasks that are submitted together, in microseconds
 * @param p99 its 99th percentile
 */
record Figures(long operations, double perSecond, double median, double p99) {

    static Figures parse(String line) {
        String[] parts = line.split(" ");
        return new Figures(
                Long.parseLong(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "figures %d %f %f %f", operations, perSecond, median, p99);
    }
}
