package io.dipc.memory.cache;

import io.dipc.memory.cuts.Backups;
import io.dipc.memory.cuts.Cuts;
import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Sender;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Takes what comes for this member's misses, and tells the threads that wait for it. */
final class Arrivals {
    private final Copies copies;
    private final Misses misses;
    private final Tenures tenures;
    private final Touching touching;
    private final Grants grants;
    private final Backups backups;
    private final Cuts cuts;
    private final Sender sender;
    private final RegionOptions options;
    private final Consumer<Miss> completed;

    /**
     * @param completed told of each miss that is over, as the last thing
     */
    Arrivals(
            Copies copies,
            Misses misses,
            Tenures tenures,
            Touching touching,
            Grants grants,
            Backups backups,
            Cuts cuts,
            Sender sender,
            RegionOptions options,
            Consumer<Miss> completed) {
        this.copies = copies;
        this.misses = misses;
        this.tenures = tenures;
        this.touching = touching;
        this.grants = grants;
        this.backups = backups;
        this.cuts = cuts;
        this.sender = sender;
        this.options = options;
        this.completed = completed;
    }

    void data(long from, Message.Data data) {
        saw(data.owner(from), data.cut());
        Miss miss = misses.at(data.page());
        if (isFor(miss, data.transaction())) {
            miss.data(data, from);
            complete(miss);
        }
    }

    void grant(Message.Grant grant) {
        Miss miss = misses.at(grant.page());
        if (isFor(miss, grant.transaction())) {
            miss.grant(grant);
            complete(miss);
        }
    }

    /** As {@link #data} of each page; those that follow each other, and are only to be read, are installed together. */
    void run(long from, Message.DataRun run) {
        int next = 0;
        while (next < run.pages()) {
            int first = next;
            while (next < run.pages() && isToBeRead(run, next)) {
                saw(from, run.cuts()[next++]);
            }
            if (next > first) {
                copies.install(run, first, next);
                for (int i = first; i < next; i++) {
                    cuts.came(run.page() + i, from, run.cuts()[i]);
                    readable(misses.remove(run.page() + i), run.transactions()[i]);
                }
            } else {
                data(from, run.at(next++));
            }
        }
    }

    private boolean isToBeRead(Message.DataRun run, int index) {
        Miss miss = misses.at(run.page() + index);
        return isFor(miss, run.transactions()[index]) && !miss.access.exclusive();
    }

    /** Whether something is for what was asked for at last. */
    private boolean isFor(Miss miss, long transaction) {
        return miss != null && (transaction > copies.seen(miss.page) || !options.holds(Rule.INSTALL_NO_OLDER_DATA));
    }

    private void saw(long owner, long cut) {
        if (cut > 0) {
            backups.saw(owner, cut);
            cuts.saw(owner, cut);
        }
    }

    void acknowledged(int page) {
        Miss miss = misses.at(page);
        if (miss != null) {
            miss.acknowledged();
            complete(miss);
        }
    }

    private void complete(Miss miss) {
        if (!miss.answered() || !miss.allAcknowledged() && options.holds(Rule.WAIT_FOR_ACKNOWLEDGEMENTS)) {
            return;
        }
        int page = miss.page;
        long transaction = miss.transaction();
        misses.remove(page);
        Message.Data data = miss.data();
        if (data != null) {
            cuts.came(page, data.owner(miss.source()), data.cut());
        }
        grants.install(miss);
        if (!miss.access.exclusive()) {
            readable(miss, transaction);
            return;
        }
        here(miss, transaction);
        sender.send(misses.home(page), new Message.Confirm(page, transaction));
        if (data != null) {
            sender.send(miss.source(), new Message.Received(page, transaction));
        }
        if (tenures.touching(page)) {
            touching.begin(page, miss.faults);
        } else {
            wake(page, miss.faults);
        }
        completed.accept(miss);
    }

    /** A page is here that was to be read. */
    private void readable(Miss miss, long transaction) {
        here(miss, transaction);
        wake(miss.page, miss.faults);
        completed.accept(miss);
    }

    private void here(Miss miss, long transaction) {
        int page = miss.page;
        copies.saw(page, transaction);
        if (miss.faults.isEmpty() && misses.isMark(page) && !tenures.unused(page)) {
            copies.mark(page);
        }
    }

    void touched(int page, List<Fault> faults) {
        tenures.touched(page);
        wake(page, faults);
    }

    /** Tells those whom the page's state allows what they want, and asks again for the others. */
    private void wake(int page, List<Fault> faults) {
        if (!faults.isEmpty()) {
            tell(page, faults);
        }
        tenures.proceed(page, misses.at(page));
    }

    private void tell(int page, List<Fault> faults) {
        List<Fault> satisfied = new ArrayList<>();
        List<Fault> left = new ArrayList<>();
        faults.forEach(fault -> (grants.allows(page, fault.access()) ? satisfied : left).add(fault));
        if (!satisfied.isEmpty()) {
            boolean toWrite =
                    satisfied.stream().anyMatch(fault -> fault.access().exclusive());
            tenures.granted(page, satisfied.size(), true, toWrite);
            satisfied.forEach(fault -> grants.give(page, fault));
        }
        if (!left.isEmpty()) {
            misses.again(page, strongest(left), left);
        }
    }

    private static Access strongest(List<Fault> faults) {
        return faults.stream().map(Fault::access).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Nobody has the page. */
    void lost(int page) {
        Miss miss = misses.remove(page);
        List<Fault> left = new ArrayList<>();
        for (Fault fault : miss.faults) {
            if (fault.access() == Access.OVERWRITE) {
                left.add(fault);
            } else {
                fault.failed(Fault.Failure.LOST);
            }
        }
        if (!left.isEmpty()) {
            misses.again(page, Access.OVERWRITE, left);
        }
    }
}
