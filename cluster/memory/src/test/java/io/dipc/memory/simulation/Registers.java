package io.dipc.memory.simulation;

import io.dipc.histories.Action;
import io.dipc.histories.Recorder;
import io.dipc.histories.Verdict;
import io.dipc.histories.linearizability.Linearizability;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Reverting[][] values;
    private final Survival survival;
    private final Recorder[][] recorders;
    private int last;
    private int accesses;
    private int lost;

    Registers(SimulatedTime time, Random random, Plan plan, Observations observations) {
        this.observations = observations;
        this.random = random;
        this.mayLose = !plan.gentle();
        int pages = plan.options().geometry().pages();
        values = new Reverting[pages][plan.words()];
        survival = new Survival(observations, plan.options().together());
        recorders = new Recorder[pages][plan.words()];
        for (Reverting[] page : values) {
            Arrays.setAll(page, word -> new Reverting(survival));
        }
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
        return random.nextInt(3) == 0 ? 0 : values[page][word].value();
    }

    Recorder.Call begin(int page, int word, String member, String thread, Action action, List<String> elements) {
        return recorders[page][word].begin(page + "." + word, member, thread, action, elements, 0);
    }

    void read(int page, int word, int found, String member) {
        accesses++;
        boolean current = values[page][word].read(found, member);
        observations.check(
                current,
                () -> member + " reads " + found + " in " + page + "." + word + " (expected: " + values[page][word]
                        + ")");
    }

    void written(int page, int word, int value, String member) {
        accesses++;
        values[page][word].written(value, member);
    }

    /** A moment after everything so far. */
    long moment() {
        return survival.moment();
    }

    /** All that a member had written before a moment survives it. */
    void released(String member, long moment) {
        survival.released(member, moment);
    }

    /** A member was killed, or taken out of the view. */
    void died(String member) {
        survival.died(member);
    }

    /** How many writes died with their members, and were found to have done so. */
    int reverted() {
        return survival.reverted();
    }

    /** Somebody was told that a page is lost. */
    void lost(int page) {
        lost++;
        observations.check(mayLose, () -> "page " + page + " is lost although everybody lives");
    }

    /** Somebody tries what was granted. */
    void granted(boolean possible, Supplier<String> otherwise) {
        observations.check(possible, otherwise);
    }

    /** How many accesses found that a page is lost. */
    int lost() {
        return lost;
    }

    int accesses() {
        return accesses;
    }

    /** Checks each word's history. */
    void judge() {
        survival.judge();
        for (Recorder[] page : recorders) {
            for (Recorder word : page) {
                Verdict verdict = Linearizability.register(
                        survival.withoutReverted(word.history()), INITIAL, Linearizability.LIMIT);
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
