package io.dipc.memory.cuts;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.Sender;
import io.dipc.objects.region.StripeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Takes cuts: copies of all pages that the backup has not got as they are, at one moment, which the backup gets together.
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

    private record Waiting(long cut, Release release) {}

    private final long self;
    private final boolean on;
    private final int pages;
    private final int cutForEach;
    private final CutSource source;
    private final Sender sender;
    /** What the backup has not got as it is. */
    private final BitSet uncut = new BitSet();
    /** What the backup has in some form. */
    private final BitSet held = new BitSet();
    /** For each page the cut of its latest write; 0: none. Others than the first may get that write, too. */
    private final long[] written;

    private final ArrayDeque<Waiting> releases = new ArrayDeque<>();
    private StripeView view;
    private long backup;
    private long taken;
    private long confirmed;
    private long latestWrite;
    /** How many pages may be in the next cut that is taken because others get one. */
    private int affordable;

    public Cuts(long self, RegionOptions options, CutSource source, Sender sender) {
        this.self = self;
        this.on = options.backups() > 0;
        this.pages = options.geometry().pages();
        this.cutForEach = options.cutForEach();
        this.source = source;
        this.sender = sender;
        this.written = new long[on ? pages : 0];
    }

    /** As soon as the backup has everything that was written so far. */
    public void release(Release release) {
        if (!on || backup == 0) {
            release.done();
            return;
        }
        if (!uncut.isEmpty() || latestWrite > taken) {
            take(false);
        }
        if (taken <= confirmed) {
            release.done();
        } else {
            releases.add(new Waiting(taken, release));
        }
    }

    /** A page has other contents, or is this member's alone from now on. */
    public void renewed(int page) {
        if (on && source.matters(page)) {
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
     * @return the cut that has its latest writes, if the backup has not confirmed it; else 0
     */
    public long unconfirmed(int page) {
        return on && written[page] > confirmed ? written[page] : 0;
    }

    /** Others have a page, or will; if it is kept until it has come there, so it is at the backup. */
    public void shared(int page) {
        if (on && !follow(page)) {
            tell(page, false);
        }
    }

    /** Takes the cut of a page's latest writes, which others get. Answers whether it has. */
    private boolean follow(int page) {
        if (backup == 0 || written[page] <= taken) {
            return false;
        }
        affordable = Math.min(CUT_AT_ONCE, affordable + cutForEach);
        int cost = uncut.cardinality();
        if (cost > affordable) {
            return false;
        }
        affordable -= cost;
        take(false);
        return true;
    }

    /** A page is not here any more. */
    public void left(int page) {
        if (on) {
            uncut.clear(page);
            tell(page, held.get(page));
            held.clear(page);
        }
    }

    private void tell(int page, boolean gone) {
        long cut = unconfirmed(page);
        if (backup != 0 && (gone || cut > 0)) {
            sender.send(backup, new Message.Left(page, gone, cut));
        }
    }

    /** The next view is in effect: what a backup has lost, or a dead member had beside this one, is copied again. */
    public void enter(StripeView next) {
        boolean lost = view != null && !next.lostSince(view).isEmpty();
        long nextBackup = on ? next.backup(self) : 0;
        boolean full = nextBackup != backup;
        view = next;
        backup = nextBackup;
        if (full) {
            held.clear();
        }
        if (full || lost) {
            for (int page = 0; on && page < pages; page++) {
                if (source.kept(page)) {
                    keepOrForget(page, lost);
                } else if (source.matters(page)) {
                    uncut.set(page);
                }
            }
        }
        if (backup != 0) {
            take(full);
        } else {
            confirm(taken);
        }
    }

    /**
     * A page that is on its way is not so any more if somebody was lost: that may be who got it, and what the backup has of it
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
        if (backup != 0) {
            take(false);
        }
    }

    private void take(boolean full) {
        taken++;
        List<CutPage> copies = new ArrayList<>();
        source.clean(uncut);
        uncut.stream().forEach(page -> copies.add(source.copy(page)));
        held.or(uncut);
        uncut.clear();
        sender.send(backup, new Message.Cut(taken, full, view.number(), copies));
    }

    /** A backup has a cut, and all before. */
    public void stored(long from, long cut) {
        if (from == backup) {
            confirm(cut);
        }
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
