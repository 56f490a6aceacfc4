package io.dipc.memory.cache;

import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Decides when what others have asked of pages is done. */
final class Tenures {
    private final RegionOptions options;
    private final Clock clock;
    private final Recalls recalls;
    private final Quantum quantum;
    private final Map<Integer, Tenure> tenures = new HashMap<>();
    /** Those of which the first recall waits for a moment: few, and looked at after each input. */
    private final Set<Tenure> timed = new LinkedHashSet<>();
    /** Whether pages may have a quantum. */
    private boolean quanta;

    Tenures(RegionOptions options, Clock clock, Recalls recalls) {
        this.options = options;
        this.clock = clock;
        this.recalls = recalls;
        this.quantum = new Quantum(options.longestQuantum());
    }

    private Tenure at(int page) {
        return tenures.computeIfAbsent(page, Tenure::new);
    }

    /**
     * Threads were told that they may access a page.
     *
     * @param fresh whether it has just come
     * @param toWrite whether one of them may write
     */
    void granted(int page, int threads, boolean fresh, boolean toWrite) {
        long now = clock.nanos();
        Tenure tenure = at(page);
        tenure.unused += threads;
        if (fresh) {
            tenure.useUntil = now + options.useLimit();
            tenure.quantumUntil = now + (toWrite ? quantum.granted(page, now) : 0);
            quanta |= tenure.quantumUntil > now;
        } else if (tenure.recalls.isEmpty()) {
            tenure.useUntil = now + options.useLimit();
        }
    }

    void used(int page) {
        Tenure tenure = tenures.get(page);
        if (tenure != null && tenure.unused > 0) {
            tenure.unused--;
        }
    }

    /** Nobody may write to a page, nor may it leave, before {@link #touched}. */
    void touch(int page) {
        at(page).touching = true;
    }

    void touched(int page) {
        at(page).touching = false;
    }

    boolean touching(int page) {
        Tenure tenure = tenures.get(page);
        return tenure != null && tenure.touching;
    }

    /** Whether threads were told that they may access a page, and have not done so yet. */
    boolean unused(int page) {
        Tenure tenure = tenures.get(page);
        return tenure != null && tenure.unused > 0;
    }

    boolean recalled(int page) {
        Tenure tenure = tenures.get(page);
        return tenure != null && !tenure.recalls.isEmpty();
    }

    /**
     * Others want something of a page: does it, if it is time.
     *
     * @param miss what is on its way here, or null
     */
    void recall(Message.ToCache message, Miss miss) {
        int page = message.page();
        if (tenures.containsKey(page) || recalls.inFlight(page, miss)) {
            at(page).recalls.add(message);
            proceed(page, miss);
        } else {
            // As mostly: nobody here is at the page.
            perform(page, message);
        }
    }

    private void perform(int page, Message.ToCache recall) {
        if (Tenure.takesAway(recall) && recalls.alone(page)) {
            quantum.taken(page, clock.nanos());
        }
        recalls.perform(recall);
    }

    /** Whether a page is here, and nobody is at it. */
    boolean free(int page) {
        Tenure tenure = tenures.get(page);
        return (tenure == null || tenure.free()) && recalls.here(page);
    }

    /** Others want to read some pages in sequence that are all {@link #free}. */
    void recall(Message.ForwardRun run, int from, int to) {
        for (int page = run.page() + from; page < run.page() + to; page++) {
            tenures.remove(page);
        }
        recalls.forward(run, from, to);
    }

    /**
     * Does what others have asked of a page, as far as it is time.
     *
     * @param miss what is on its way here, or null
     */
    void proceed(int page, Miss miss) {
        Tenure tenure = tenures.get(page);
        if (tenure == null) {
            return;
        }
        timed.remove(tenure);
        while (!tenure.recalls.isEmpty() && !tenure.touching) {
            Message.ToCache recall = tenure.recalls.peek();
            if (recalls.inFlight(page, miss)) {
                return;
            }
            if (recalls.takesRights(recall) && clock.nanos() < tenure.until(options.holds(Rule.USABLE_ONCE))) {
                timed.add(tenure);
                return;
            }
            tenure.recalls.poll();
            // Who reads what is written here is to see it soon, and what then becomes of the page is another matter.
            tenure.quantumUntil = Long.MIN_VALUE;
            perform(page, recall);
        }
        if (tenure.idle(clock.nanos())) {
            tenures.remove(page);
        }
    }

    long due() {
        long due = Long.MAX_VALUE;
        for (Tenure tenure : timed) {
            due = Math.min(due, tenure.until(options.holds(Rule.USABLE_ONCE)));
        }
        return due;
    }

    List<Integer> pagesDue() {
        long now = clock.nanos();
        return timed.stream()
                .filter(tenure -> tenure.until(options.holds(Rule.USABLE_ONCE)) <= now)
                .map(tenure -> tenure.page)
                .sorted()
                .toList();
    }

    /** Whether pages may be kept here although others want to write to them. */
    boolean quanta() {
        return quanta;
    }

    /** No page is kept any longer because it goes to and fro; what others have asked may be due by that. */
    void endQuanta() {
        long now = clock.nanos();
        quanta = false;
        tenures.values().removeIf(tenure -> {
            tenure.quantumUntil = Long.MIN_VALUE;
            return tenure.idle(now);
        });
    }

    /** What others have asked does not count any more. */
    void cancel(IntPredicate pages) {
        long now = clock.nanos();
        tenures.values().removeIf(tenure -> {
            if (pages.test(tenure.page)) {
                tenure.recalls.clear();
                timed.remove(tenure);
            }
            return tenure.idle(now);
        });
    }

    void clear() {
        tenures.clear();
        timed.clear();
    }

    /** Whether nobody waits for a page that is here. */
    boolean idle() {
        return tenures.values().stream().allMatch(tenure -> tenure.recalls.isEmpty() && !tenure.touching);
    }
}
