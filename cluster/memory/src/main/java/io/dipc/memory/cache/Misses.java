package io.dipc.memory.cache;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.Sender;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** What this member has asked for, because threads wait for it, or will if they go on as they do. */
final class Misses {
    private static final int STEPS_TO_READ = 2;
    /** What was fetched for nothing costs others their copies, and is touched, though it may never be written. */
    private static final int STEPS_TO_WRITE = 4;

    private final Geometry geometry;
    private final Copies copies;
    private final Sender sender;
    private final ReadAhead reads;
    private final ReadAhead writes;
    private final PageTable<Miss> misses;
    private StripeView view;

    Misses(Geometry geometry, int longestRun, Copies copies, Sender sender) {
        this.geometry = geometry;
        this.copies = copies;
        this.sender = sender;
        this.misses = new PageTable<>(geometry.pages());
        this.reads = new ReadAhead(longestRun, STEPS_TO_READ);
        this.writes = new ReadAhead(longestRun, STEPS_TO_WRITE);
    }

    /** The miss of a page, or null. */
    Miss at(int page) {
        return misses.get(page);
    }

    Miss remove(int page) {
        return misses.remove(page);
    }

    boolean isEmpty() {
        return misses.isEmpty();
    }

    int size() {
        return misses.size();
    }

    /** Whether no thread waits. */
    boolean idle() {
        boolean[] waits = new boolean[1];
        misses.forEach(miss -> waits[0] |= !miss.faults.isEmpty());
        return !waits[0];
    }

    void clear() {
        misses.clear();
    }

    /** A thread wants a page that has not been asked for. */
    void begin(int page, Fault fault) {
        again(page, fault.access(), List.of(fault));
        fetchAhead(page, fault.access());
    }

    /** A thread wants a page that is on its way. */
    void join(Miss miss, Fault fault) {
        miss.faults.add(fault);
        fetchAhead(miss.page, fault.access());
    }

    /** Asks for a page. */
    void again(int page, Access access, List<Fault> faults) {
        Miss miss = new Miss(page, access);
        miss.faults.addAll(faults);
        misses.put(page, miss);
        request(miss);
    }

    /** Asks for a page for which there is a miss already. */
    void request(Miss miss) {
        sender.send(home(miss.page), new Message.Request(miss.page, miss.access));
    }

    /** Whether a page should be reported by {@link #fetchAhead} when a thread comes to it. */
    boolean isMark(int page) {
        return reads.isMark(page) || writes.isMark(page);
    }

    /** A thread has come to a page, and may go on to the next ones. */
    void fetchAhead(int page, Access access) {
        boolean exclusive = access.exclusive();
        ReadAhead sequences = exclusive ? writes : reads;
        int end = Math.min(geometry.pages(), sequences.missed(page));
        if (sequences.outdated() >= 0) {
            copies.unmark(sequences.outdated());
        }
        // What a page will be replaced by is not known before.
        Access ahead = exclusive ? Access.WRITE : Access.READ;
        int next = page + 1;
        while (next < end) {
            int first = next;
            int limit = Math.min(end, geometry.endOfRun(first));
            while (next < limit && lacks(next, exclusive)) {
                misses.put(next, new Miss(next, ahead));
                next++;
            }
            if (next > first) {
                sender.send(home(first), new Message.FetchAhead(first, ahead, next - first));
            } else {
                next++;
            }
        }
    }

    private boolean lacks(int page, boolean exclusive) {
        PageState state = copies.state(page);
        return (exclusive ? !state.exclusive() : state == PageState.INVALID) && misses.get(page) == null;
    }

    /** Somebody is at a page that was to be fetched ahead. Answers what there was of it, if that is over. */
    Miss declined(int page) {
        Miss miss = misses.get(page);
        if (miss.faults.isEmpty()) {
            return misses.remove(page);
        }
        request(miss);
        return null;
    }

    /** Takes away all threads that wait for some pages, in the order of those. */
    List<Fault> forsake(Predicate<Miss> which) {
        List<Fault> faults = new ArrayList<>();
        misses.forEach(miss -> {
            if (which.test(miss)) {
                faults.addAll(miss.faults);
                miss.faults.clear();
            }
        });
        return faults;
    }

    /**
     * The next view is in effect.
     *
     * @return what is to be asked for again
     */
    List<Miss> enter(StripeView next, BitSet rebuilds) {
        view = next;
        List<Miss> again = new ArrayList<>();
        misses.removeIf(miss -> {
            boolean rebuilt = rebuilds.get(geometry.stripe(miss.page));
            if (rebuilt && !miss.faults.isEmpty()) {
                miss.restart();
                again.add(miss);
            }
            return rebuilt && miss.faults.isEmpty();
        });
        return again;
    }

    /** The home of a page. */
    long home(int page) {
        return view.home(geometry.stripe(page));
    }
}
