package io.dipc.memory.cuts;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Message;
import io.dipc.memory.message.OwnedCut;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.Sender;
import io.dipc.objects.region.StripeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Takes cuts: copies of all pages that the backups have not got as they are, at one moment, which each backup gets together.
 * What the program wrote after the last one dies with this member; so whoever gets a page with such writes must know of
 * which cut they would have been.
 */
public final class Cuts {
    /**
     * Others may get what this member has written since the last cut; if it dies then, none of its pages can return to that
     * cut. So the next one follows at once, if there is not much in it: so many pages at most, and on average
     * {@link RegionOptions#cutForEach} for each that others get so.
     */
    private static final int CUT_AT_ONCE = 64;

    private static final BitSet NONE = new BitSet();

    private record Waiting(long cut, Release release) {}

    private final long self;
    private final RegionOptions options;
    private final int pages;
    private final int cutForEach;
    private final CutSource source;
    private final Sender sender;
    /** What the backups have not got as it is. */
    private final BitSet uncut = new BitSet();
    /** What the backups have in some form. */
    private final BitSet held = new BitSet();
    /** For each page the cut of its latest write; 0: none. Others than the first may get that write, too. */
    private final long[] written;

    private final Sights sights;
    private final ArrayDeque<Waiting> releases = new ArrayDeque<>();
    private StripeView view;
    private long[] backups = {};
    /** For each of those the latest cut that it has confirmed. */
    private long[] stored = {};
    /** For each of those the first cut that it got. What it kept when it was a backup before is not there any more. */
    private long[] first = {};

    private long taken;
    /** The latest cut that all backups have. */
    private long confirmed;

    private long latestWrite;
    /** How many pages may be in the next cut that is taken because others get one. */
    private int affordable;

    public Cuts(long self, RegionOptions options, CutSource source, Sender sender) {
        this.self = self;
        this.options = options;
        this.pages = options.geometry().pages();
        this.cutForEach = options.cutForEach();
        this.source = source;
        this.sender = sender;
        this.sights = new Sights(self, options);
        this.written = new long[options.backups() > 0 ? pages : 0];
    }

    /** As soon as all backups have everything that was written so far. */
    public void release(Release release) {
        if (backups.length == 0) {
            release.done();
            return;
        }
        if (!uncut.isEmpty() || latestWrite > taken || sights.untold()) {
            take();
        }
        if (taken <= confirmed) {
            release.done();
        } else {
            releases.add(new Waiting(taken, release));
        }
    }

    /** A page has other contents, or is this member's alone from now on. */
    public void renewed(int page) {
        if (options.backups() > 0 && source.matters(page)) {
            uncut.set(page);
            if (source.state(page) == PageState.DIRTY) {
                latestWrite = taken + 1;
                written[page] = latestWrite;
            }
        }
    }

    /**
     * Before a page loses rights.
     *
     * @return the cut that has its latest writes, if not all backups have confirmed it; else 0
     */
    public long unconfirmed(int page) {
        return options.backups() > 0 && written[page] > confirmed ? written[page] : 0;
    }

    /** Another member has sent this one a page with writes of a cut that may not be kept. */
    public void saw(long owner, long cut) {
        sights.saw(owner, cut);
        if (sights.untold()) {
            source.owed();
        }
    }

    /**
     * A page has come.
     *
     * @param owner who wrote what is in it and may not be kept
     * @param cut the cut of that; 0: all is kept
     */
    public void came(int page, long owner, long cut) {
        if (options.together()) {
            // What this member wrote to it before is known to who sent it.
            written[page] = 0;
            sights.came(page, owner, cut);
        }
    }

    /** The cut of another member that would have kept what is in a page, if it is not known to; else null. */
    public OwnedCut relayed(int page) {
        return sights.relayed(page);
    }

    /** Others have a page, or will; if it is kept until it has come there, so it is at the backups. */
    public void shared(int page) {
        if (options.backups() > 0 && !follow(page)) {
            tell(page, false);
        }
    }

    /** Takes the cut of a page's latest writes, which others get. Answers whether it has. */
    private boolean follow(int page) {
        if (backups.length == 0 || written[page] <= taken) {
            return false;
        }
        affordable = Math.min(CUT_AT_ONCE, affordable + cutForEach);
        int cost = uncut.cardinality();
        if (cost > affordable) {
            return false;
        }
        affordable -= cost;
        take();
        return true;
    }

    /**
     * A page is not here any more, because somebody else has it. With several backups its bytes, as long as they stay, are in
     * the next cut, if no cut has them yet: who got it may be lost, too, and be taken to have never had it.
     */
    public void givenAway(int page) {
        if (options.together() && options.holds(Rule.CUT_WHAT_LEFT) && uncut.get(page)) {
            tell(page, false);
        } else {
            left(page);
        }
    }

    /** A page is not here any more, and what was here counts no more. */
    public void left(int page) {
        if (options.backups() > 0) {
            uncut.clear(page);
            tell(page, held.get(page));
            held.clear(page);
        }
    }

    private void tell(int page, boolean gone) {
        long cut = unconfirmed(page);
        if (gone || cut > 0) {
            Message left = new Message.Left(page, gone, cut);
            for (long backup : backups) {
                sender.send(backup, left);
            }
        }
    }

    /** The next view is in effect: what a backup has lost, or a dead member had beside this one, is copied again. */
    public void enter(StripeView next) {
        boolean lost = view != null && !next.lostSince(view).isEmpty();
        long[] before = backups;
        long[] storedBefore = stored;
        long[] firstBefore = first;
        view = next;
        sights.enter(next);
        backups = next.backups(self, options.backups());
        stored = new long[backups.length];
        first = new long[backups.length];
        BitSet fresh = new BitSet();
        for (int i = 0; i < backups.length; i++) {
            int known = indexOf(before, backups[i]);
            fresh.set(i, known < 0);
            stored[i] = known < 0 ? 0 : storedBefore[known];
            first[i] = known < 0 ? taken + 1 : firstBefore[known];
        }
        if (fresh.cardinality() == backups.length) {
            held.clear();
        }
        BitSet changed = (BitSet) uncut.clone();
        if (!fresh.isEmpty() || lost) {
            copyAgain(lost);
        }
        if (lost && options.together()) {
            fresh.set(0, backups.length);
        }
        if (backups.length == 0) {
            confirm(taken);
        } else {
            take(fresh, lost ? uncut : changed);
            if (lost || !fresh.isEmpty()) {
                source.owed();
            }
            confirmByAll();
        }
    }

    private static int indexOf(long[] sessions, long session) {
        for (int i = 0; i < sessions.length; i++) {
            if (sessions[i] == session) {
                return i;
            }
        }
        return -1;
    }

    private void copyAgain(boolean lost) {
        for (int page = 0; options.backups() > 0 && page < pages; page++) {
            if (source.kept(page)) {
                keepOrForget(page, lost);
            } else if (source.matters(page)) {
                uncut.set(page);
            } else if (lost) {
                uncut.clear(page);
            }
        }
    }

    /**
     * A page that is on its way is not so any more if somebody was lost: that may be who got it, and what a backup has of it
     * must not be taken for the latest when this member is lost, too.
     */
    private void keepOrForget(int page, boolean lost) {
        if (lost) {
            left(page);
        } else {
            uncut.set(page);
        }
    }

    /** Copies at once what has become this member's to keep. */
    public void keep(int page) {
        renewed(page);
        if (backups.length > 0) {
            take();
        }
    }

    private void take() {
        take(NONE, uncut);
    }

    /**
     * @param fresh the indices of backups that get everything, as if they had nothing
     * @param changed what the others get
     */
    private void take(BitSet fresh, BitSet changed) {
        taken++;
        List<CutPage> all = new ArrayList<>();
        source.clean(uncut);
        uncut.stream().forEach(page -> all.add(source.copy(page)));
        List<CutPage> some = changed == uncut
                ? all
                : all.stream().filter(page -> changed.get(page.page())).toList();
        held.or(uncut);
        uncut.clear();
        for (int i = 0; i < backups.length; i++) {
            boolean full = fresh.get(i);
            Message.Saw saw = sights.message(full);
            if (saw != null) {
                sender.send(backups[i], saw);
            }
            sender.send(backups[i], new Message.Cut(taken, full, view.number(), full ? all : some));
        }
        sights.told();
    }

    /** A backup has a cut, and all before. It may be one that this member took when it had that backup before. */
    public void stored(long from, long cut) {
        int index = indexOf(backups, from);
        if (index >= 0 && cut >= first[index] && cut <= taken) {
            stored[index] = Math.max(stored[index], cut);
            confirmByAll();
        }
    }

    private void confirmByAll() {
        long all = stored[0];
        for (long cut : stored) {
            all = Math.min(all, cut);
        }
        confirm(all);
    }

    private void confirm(long cut) {
        confirmed = Math.max(confirmed, cut);
        while (!releases.isEmpty() && releases.peek().cut <= confirmed) {
            releases.poll().release.done();
        }
    }

    /** Nobody gets anything any more. */
    public void fail() {
        List<Waiting> waiting = List.copyOf(releases);
        releases.clear();
        waiting.forEach(entry -> entry.release.failed());
    }

    /** Whether nobody waits. */
    public boolean idle() {
        return releases.isEmpty();
    }
}
