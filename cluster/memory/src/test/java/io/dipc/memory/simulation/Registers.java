package io.dipc.memory.simulation;

import io.dipc.histories.Action;
import io.dipc.histories.Recorder;
import io.dipc.histories.Verdict;
import io.dipc.histories.linearizability.Linearizability;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What is really in the words. Since in a simulation only one thing happens at a time, each read must find what was
 * written last; that is asked at once. What the threads saw is recorded as well, and judged afterwards by the checker that
 * also judges real clusters.
 */
final class Registers {
    private static final String INITIAL = "0";

    private final Observations observations;
    private final Random random;
    private final boolean mayLose;
    private final int[][] values;
    private final Recorder[][] recorders;
    private int last;
    private int accesses;

    Registers(SimulatedTime time, Random random, Plan plan, Observations observations) {
        this.observations = observations;
        this.random = random;
        this.mayLose = !plan.gentle();
        int pages = plan.options().geometry().pages();
        values = new int[pages][plan.words()];
        recorders = new Recorder[pages][plan.words()];
        for (Recorder[] page : recorders) {
            for (int word = 0; word < page.length; word++) {
                page[word] = new Recorder(time::moment);
            }
        }
    }

    /** The first of some values that nobody else writes. */
    int unique(int count) {
        last += count;
        return last - count + 1;
    }

    /** What a word may contain. */
    int guess(int page, int word) {
        return random.nextInt(3) == 0 ? 0 : values[page][word];
    }

    Recorder.Call begin(int page, int word, String member, String thread, Action action, List<String> elements) {
        return recorders[page][word].begin(page + "." + word, member, thread, action, elements, 0);
    }

    void read(int page, int word, int found, String thread) {
        accesses++;
        observations.check(
                found == values[page][word],
                () -> thread + " reads " + found + " in " + page + "." + word + " (expected: " + values[page][word]
                        + ")");
    }

    void written(int page, int word, int value) {
        accesses++;
        values[page][word] = value;
    }

    /** Somebody was told that a page is lost. */
    void lost(int page) {
        observations.check(mayLose, () -> "page " + page + " is lost although everybody lives");
    }

    /** Somebody tries what was granted. */
    void granted(boolean possible, Supplier<String> otherwise) {
        observations.check(possible, otherwise);
    }

    int accesses() {
        return accesses;
    }

    /** Checks each word's history. */
    void judge() {
        for (Recorder[] page : recorders) {
            for (Recorder word : page) {
                Verdict verdict = Linearizability.register(word.history(), INITIAL, Linearizability.LIMIT);
                observations.check(
                        verdict.isGood(),
                        () -> verdict.violations() + " " + verdict.undecided() + "\n" + word.history());
            }
        }
    }

    /** All histories, to be read by people. */
    String histories() {
        List<String> texts = new ArrayList<>();
        for (Recorder[] page : recorders) {
            for (Recorder word : page) {
                texts.add(word.history().toString());
            }
        }
        return String.join("\n", texts);
    }
}
