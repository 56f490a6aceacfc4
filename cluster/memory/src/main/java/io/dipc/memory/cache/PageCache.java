package io.dipc.memory.cache;

import io.dipc.memory.cuts.Backups;
import io.dipc.memory.cuts.Cuts;
import io.dipc.memory.cuts.Release;
import io.dipc.memory.message.Access;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Clock;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.Sender;
import io.dipc.memory.port.TouchedPages;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * This member's copies of a region's pages: faults become requests, grants are installed, and what others want is given
 * when it may be. Not thread-safe: whoever has an input gives it to the one thread that feeds the cache.
 *
 * <p>A page has at most one {@link Miss}. A member is in the directory's copy set exactly if it has a copy or one is on its
 * way to it, since nothing is dropped silently; so what is recalled and not here is in flight.
 */
public final class PageCache {
    private final Geometry geometry;
    private final RegionOptions options;
    private final Sender sender;
    private final Clock clock;
    private final Copies copies;
    private final Cuts cuts;
    private final Backups backups;
    private final Tenures tenures;
    private final Touching touching;
    private final Grants grants;
    private final Arrivals arrivals;
    private final Departure departure;
    private final Misses misses;
    private StripeView view;
    private boolean expired;
    private boolean leaving;

    public PageCache(
            long self, RegionOptions options, Memory memory, Sender sender, TouchedPages touched, Clock clock) {
        this.geometry = options.geometry();
        this.options = options;
        this.sender = sender;
        this.clock = clock;
        this.copies = new Copies(options, memory);
        this.misses = new Misses(geometry, options.longestRun(), copies, sender);
        this.cuts = new Cuts(self, options, copies, sender);
        this.backups = new Backups(self, options, sender);
        this.tenures = new Tenures(options, clock, new Recalls(copies, memory, sender, cuts, options));
        this.touching = new Touching(touched, this::touched);
        this.grants = new Grants(copies, tenures, cuts, misses, options);
        this.arrivals = new Arrivals(
                copies, misses, tenures, touching, grants, backups, cuts, sender, options, this::completed);
        this.departure = new Departure(geometry, sender);
    }

    /** A thread wants a page; it is told when it may have it. */
    public void fault(int page, Fault fault) {
        if (expired || leaving) {
            fault.failed(Fault.Failure.EXPIRED);
        } else if (grants.allows(page, fault.access()) && !tenures.touching(page)) {
            tenures.granted(page, 1, false, false);
            grants.give(page, fault);
        } else {
            Miss miss = misses.at(page);
            if (miss != null) {
                misses.join(miss, fault);
            } else if (grants.allows(page, fault.access())) {
                touching.join(page, fault);
            } else {
                misses.begin(page, fault);
            }
        }
    }

    /** A thread to which a page was granted has accessed it, or will not. */
    public void used(int page) {
        tenures.used(page);
        tenures.proceed(page, misses.at(page));
        depart();
    }

    /** Waits until what this member's threads have written so far survives its death. */
    public void release(Release release) {
        if (expired || leaving) {
            release.failed();
        } else {
            cuts.release(release);
        }
    }

    /** The moment at which {@link #tick} has something to do, or {@link Long#MAX_VALUE}. */
    public long due() {
        return tenures.due();
    }

    /** Whether pages may be kept here although others want to write to them. */
    public boolean quanta() {
        return tenures.quanta();
    }

    /** Threads have told others of what they wrote: what these want of it they are to have at once. */
    public void endQuanta() {
        tenures.endQuanta();
        tick();
    }

    /** Gives up what was kept until now. */
    public void tick() {
        for (int page : tenures.pagesDue()) {
            tenures.proceed(page, misses.at(page));
        }
        depart();
    }

    /** The lease is over, or a view without this member is known: nothing that is here counts any more. */
    public void expire() {
        if (expired) {
            return;
        }
        expired = true;
        copies.invalidateAll();
        tenures.clear();
        fail(touching.forsake(), miss -> true);
        misses.clear();
        backups.clear();
        cuts.fail();
    }

    /** Nobody gets anything any more. */
    private void fail(List<Fault> others, Predicate<Miss> which) {
        List<Fault> faults = new ArrayList<>(others);
        faults.addAll(misses.forsake(which));
        faults.forEach(fault -> fault.failed(Fault.Failure.EXPIRED));
    }

    /**
     * This member will leave: no access is possible any more, and what it has goes to the homes. Those must be others, by a
     * view in which this member is no host.
     */
    public void leave() {
        if (expired || leaving) {
            return;
        }
        leaving = true;
        // Who replaces a lost page may have done so before it hears of it.
        fail(touching.forsake(), miss -> miss.access != Access.OVERWRITE);
        for (int page = 0; page < geometry.pages(); page++) {
            handBack(page);
        }
        depart();
    }

    /** Whether the cluster would not miss this member: it has nothing any more, and nobody has a question to it. */
    public boolean departed() {
        return departure.done() && empty();
    }

    private void depart() {
        if (leaving && view != null && empty()) {
            departure.ask(view);
        }
    }

    private boolean empty() {
        return misses.isEmpty() && tenures.idle() && copies.empty() && cuts.idle();
    }

    private void handBack(int page) {
        if (copies.matters(page)) {
            sender.send(view.home(geometry.stripe(page)), new Message.HandBack(page));
        } else {
            copies.hide(page);
        }
    }

    private void adopt(int page) {
        Miss miss = misses.at(page);
        if (leaving || copies.state(page).exclusive()) {
            return;
        }
        if (miss == null) {
            misses.again(page, Access.WRITE, List.of());
        } else if (!miss.access.exclusive()) {
            miss.adopt = true;
        }
    }

    /** How many pages have been asked for and are not here. */
    public int missing() {
        return misses.size();
    }

    /** Whether anybody waits for a page, or others wait for one that is here; for tests of progress. */
    public boolean idle() {
        return misses.idle() && tenures.idle() && cuts.idle();
    }

    /** What this member may do with a page. */
    public PageState state(int page) {
        return copies.state(page);
    }

    /**
     * The next view is in effect. All that was in progress in rebuilt stripes begins again, after the new homes have been
     * told what is here.
     *
     * @param silent whether nothing of the view before has come from those that are lost in this one
     */
    public void enter(StripeView next, boolean silent) {
        if (expired) {
            return;
        }
        BitSet rebuilds = next.rebuildsAfter(view);
        view = next;
        backups.enter(next, silent);
        List<Miss> again = misses.enter(next, rebuilds);
        tenures.cancel(page -> rebuilds.get(geometry.stripe(page)));
        for (int page = 0, told = 0; page < geometry.pages() && told < next.stripes(); told++) {
            int stripe = geometry.stripe(page);
            if (rebuilds.get(stripe)) {
                sender.send(next.home(stripe), new Message.Report(page, report(page)));
            }
            page = geometry.endOfRun(page);
        }
        for (int page = 0; leaving && page < geometry.pages(); page++) {
            if (rebuilds.get(geometry.stripe(page))) {
                handBack(page);
            }
        }
        cuts.enter(next);
        again.forEach(misses::request);
        departure.restart();
        depart();
    }

    /** All of a stripe, of which some page is given. */
    private List<Holding> report(int page) {
        int stripe = geometry.stripe(page);
        List<Holding> holdings = copies.report(stripe, backups.again());
        backups.report(page, p -> geometry.stripe(p) == stripe, holdings);
        return holdings;
    }

    /** Takes a message of a member of this view about its cuts, or this one's. */
    public void receive(long from, Message.OfCuts message) {
        if (message instanceof Message.Stored stored) {
            cuts.stored(from, stored.number());
        } else {
            backups.receive(from, message);
        }
    }

    /** Takes a message of this view, or of an earlier one in which the stripe has not been rebuilt since. */
    public void receive(long from, Message.ToCache message) {
        if (expired) {
            return;
        }
        int page = message.page();
        if (message instanceof Message.DataRun run) {
            arrivals.run(from, run);
        } else if (message instanceof Message.Data data) {
            arrivals.data(from, data);
        } else if (message instanceof Message.Grant grant) {
            arrivals.grant(grant);
        } else if (message instanceof Message.Acknowledge) {
            arrivals.acknowledged(page);
        } else if (message instanceof Message.ForwardRun run) {
            recalled(run);
        } else if (message instanceof Message.Forward || message instanceof Message.Invalidate) {
            recalled(message);
        } else if (message instanceof Message.Received received) {
            if (copies.received(page, received.transaction())) {
                cuts.givenAway(page);
            }
        } else if (message instanceof Message.Lost) {
            arrivals.lost(page);
        } else if (message instanceof Message.Declined) {
            declined(page);
        } else if (message instanceof Message.Question question) {
            boolean had = copies.version(page) >= question.transaction()
                    || question.cuts().stream().anyMatch(cut -> backups.sawAfter(cut.owner(), cut.number()));
            Rule rule = question.cuts().isEmpty() ? Rule.ASK_THE_RECEIVER : Rule.ASK_EVERYBODY;
            sender.send(from, new Message.Answer(page, question.transaction(), had && options.holds(rule)));
        } else if (message instanceof Message.Settle settle) {
            settle(settle);
            sender.send(from, new Message.Settled(page));
            if (leaving) {
                handBack(page);
            }
        } else if (message instanceof Message.Adopt) {
            adopt(page);
        } else if (message instanceof Message.Parted) {
            departure.parted(page);
        }
        depart();
    }

    private void settle(Message.Settle settle) {
        int page = settle.page();
        copies.settle(page, settle.owner() == 0 ? settle.revived() : Message.Settle.NONE);
        byte[] kept = settle.owner() == 0 ? null : backups.find(settle.owner(), page, settle.revived());
        if (kept != null && copies.state(page) == PageState.INVALID) {
            copies.install(page, kept, settle.revived(), PageState.SHARED);
        }
        if (copies.state(page) == PageState.INVALID) {
            cuts.left(page);
        } else {
            cuts.keep(page);
        }
    }

    private void recalled(Message.ToCache message) {
        int page = message.page();
        Miss miss = misses.at(page);
        if (message instanceof Message.Invalidate invalidate
                && copies.state(page) == PageState.INVALID
                && !tenures.recalled(page)) {
            if (miss == null) {
                throw new IllegalStateException(message + " (expected: a copy, or one on its way)");
            }
            boolean nobodyWaits = miss.faults.isEmpty();
            if (nobodyWaits || !options.holds(Rule.ANSWER_AFTER_THE_GRANT)) {
                // What was fetched ahead and is still on its way comes too late, and will be known by its number.
                if (nobodyWaits) {
                    misses.remove(page);
                    copies.saw(page, invalidate.transaction());
                }
                sender.send(invalidate.requester(), new Message.Acknowledge(page, invalidate.transaction()));
                return;
            }
        }
        tenures.recall(message, miss);
    }

    /** Those pages at which nobody is here, and that have no writes of others that are in no cut, go together. */
    private void recalled(Message.ForwardRun run) {
        int end = run.transactions().length;
        int next = 0;
        while (next < end) {
            int first = next;
            while (next < end && tenures.free(run.page() + next) && cuts.relayed(run.page() + next) == null) {
                next++;
            }
            if (next > first) {
                tenures.recall(run, first, next);
            } else {
                recalled(run.at(next++));
            }
        }
    }

    /** A miss is over. */
    private void completed(Miss miss) {
        if (miss.adopt) {
            adopt(miss.page);
        }
        if (leaving) {
            handBack(miss.page);
        }
    }

    private void touched(int page, List<Fault> faults) {
        arrivals.touched(page, faults);
        depart();
    }

    private void declined(int page) {
        Miss over = misses.declined(page);
        if (over != null && over.adopt) {
            adopt(page);
        }
    }
}
