package io.dipc.it.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians over the rounds of one case.
 *
 * @param perSecond pairs of calls, or tasks, in a second
 * @param median median duration of a pair, or of tasks that are submitted together, in microseconds
 * @param p99 its 99th percentile
 * @param messages TCP segments with data per pair or task, over all processes of the system
 * @param cpu microseconds of processors per pair or task, over all processes of the system
 */
record Summary(double perSecond, double median, double p99, double messages, double cpu) {

    static Summary of(List<MeasuredSystem.Result> rounds) {
        return new Summary(
                median(rounds, result -> result.figures().perSecond()),
                median(rounds, result -> result.figures().median()),
                median(rounds, result -> result.figures().p99()),
                median(rounds, MeasuredSystem.Result::messages),
                median(rounds, MeasuredSystem.Result::cpu));
    }

    private static double median(List<MeasuredSystem.Result> rounds, ToDoubleFunction<MeasuredSystem.Result> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
