package io.dipc.memory.cache;

import io.dipc.memory.cuts.CutSource;
import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** What this member has of each page. */
final class Copies implements CutSource {

    /** To whom a page went, by which transaction. */
    private record Sent(long to, long transaction) {}

    private final RegionOptions options;
    private final Geometry geometry;
    private final Memory memory;
    private final PageState[] states;
    /** The transaction that last gave somebody the right to write the bytes that are here. */
    private final long[] versions;
    /** The highest transaction of the page in which this member took part to its end. */
    private final long[] seen;

    private final PageTable<Sent> sent;
    /** Pages that went after their stripe was rebuilt, and have not come again: their bytes are what they were then. */
    private final PageTable<Sent> past;
    /** Those that were told last; may be told again. */
    private final PageTable<Sent> told;
    /** Pages that had gone before, and may come back by that rebuild. */
    private final BitSet offered = new BitSet();
    /** Pages that are here, though the program may not use them before the cache has heard of it. */
    private final BitSet marked = new BitSet();

    Copies(RegionOptions options, Memory memory) {
        this.options = options;
        this.geometry = options.geometry();
        this.memory = memory;
        states = new PageState[geometry.pages()];
        Arrays.fill(states, PageState.INVALID);
        versions = new long[geometry.pages()];
        seen = new long[geometry.pages()];
        sent = new PageTable<>(geometry.pages());
        past = new PageTable<>(geometry.pages());
        told = new PageTable<>(geometry.pages());
    }

    @Override
    public PageState state(int page) {
        return states[page];
    }

    long version(int page) {
        return versions[page];
    }

    long seen(int page) {
        return seen[page];
    }

    void saw(int page, long transaction) {
        seen[page] = Math.max(seen[page], transaction);
    }

    /** The program may do more or less than before with the bytes that are here. */
    void protect(int page, PageState state) {
        marked.clear(page);
        states[page] = state;
        memory.protect(page, state);
    }

    /**
     * What the program may write of some pages in sequence becomes clean, up to the first page that it may not write.
     *
     * @return that page
     */
    int clean(int first, int most) {
        int end = first;
        while (end < Math.min(states.length, first + most) && states[end] == PageState.DIRTY) {
            states[end++] = PageState.CLEAN;
        }
        if (end > first) {
            marked.clear(first, end);
            memory.protect(first, end - first, PageState.CLEAN);
        }
        return end;
    }

    /** Others get copies of some pages in sequence, of which each is here. */
    void share(int first, int end) {
        int page = first;
        while (page < end) {
            int from = page;
            while (page < end && states[page].exclusive()) {
                states[page++] = PageState.SHARED;
            }
            if (page > from) {
                marked.clear(from, page);
                memory.protect(from, page - from, PageState.SHARED);
            } else {
                page++;
            }
        }
    }

    @Override
    public void clean(BitSet pages) {
        int page = pages.nextSetBit(0);
        while (page >= 0) {
            int end = clean(page, pages.nextClearBit(page) - page);
            page = pages.nextSetBit(Math.max(end, page + 1));
        }
    }

    @Override
    public void owed() {
        memory.owed();
    }

    @Override
    public CutPage copy(int page) {
        return new CutPage(page, versions[page], memory.copy(page));
    }

    /** The cache is to hear of it when the program uses a page that is here. */
    void mark(int page) {
        memory.protect(page, PageState.INVALID);
        marked.set(page);
    }

    boolean marked(int page) {
        return marked.get(page);
    }

    /** The program may use what is here. Answers whether it could not because of {@link #mark}. */
    boolean unmark(int page) {
        boolean was = marked.get(page);
        if (was) {
            protect(page, states[page]);
        }
        return was;
    }

    /** The program may not use what is here any more; for the directory it is here still. */
    void hide(int page) {
        memory.protect(page, PageState.INVALID);
    }

    /** Nobody else has the page from now on, and the bytes may become others. */
    void own(int page, long transaction, PageState state) {
        versions[page] = transaction;
        protect(page, state);
    }

    /** New bytes; null for the initial contents. Whatever of the page was sent away has been replaced since. */
    void install(int page, byte[] bytes, long version, PageState state) {
        check(page, bytes == null || bytes.length <= memory.pageSize());
        replaced(page, version, state);
        memory.install(page, bytes, state);
    }

    /** As {@link #install} for some pages that came together and may be read. */
    void install(Message.DataRun run, int from, int to) {
        check(run.page(), run.pageSize() == memory.pageSize());
        for (int i = from; i < to; i++) {
            replaced(run.page() + i, run.versions()[i], PageState.SHARED);
        }
        memory.install(run.page() + from, to - from, run.bytes(), from * run.pageSize(), PageState.SHARED);
    }

    /** Nothing is written to where other pages are. */
    private void check(int page, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("page " + page + " came with another length than that of pages here, "
                    + memory.pageSize() + " bytes");
        }
    }

    private void replaced(int page, long version, PageState state) {
        if (states[page] != PageState.INVALID) {
            memory.protect(page, PageState.INVALID);
        }
        sent.remove(page);
        past.remove(page);
        told.remove(page);
        offered.clear(page);
        marked.clear(page);
        versions[page] = version;
        states[page] = state;
    }

    /** The page goes to somebody else; what is here is kept until it has been received. */
    void sentAway(int page, long to, long transaction) {
        sent.put(page, new Sent(to, transaction));
    }

    @Override
    public boolean kept(int page) {
        return sent.get(page) != null;
    }

    /** What a transaction sent away has been received; answers whether it was kept until now. */
    boolean received(int page, long transaction) {
        Sent kept = sent.get(page);
        if (kept == null || kept.transaction != transaction) {
            return false;
        }
        past.put(page, sent.remove(page));
        return true;
    }

    /** The page is given up for somebody who will write; the bytes stay. */
    void givenUp(int page, long writer, long transaction) {
        protect(page, PageState.INVALID);
        past.put(page, new Sent(writer, transaction));
    }

    /** What was here and went away is here again, or is dropped. */
    void settle(int page, long revived) {
        boolean kept = sent.remove(page) != null;
        if ((kept || offered.get(page)) && states[page] == PageState.INVALID && versions[page] == revived) {
            past.remove(page);
            told.remove(page);
            protect(page, PageState.SHARED);
        }
        offered.clear(page);
    }

    /** Everything of a stripe that is rebuilt, in the order of pages. What is past is told once, or again if that did not count. */
    List<Holding> report(int stripe, boolean again) {
        List<Holding> holdings = new ArrayList<>();
        for (int page = 0; page < geometry.pages(); page = geometry.endOfRun(page)) {
            if (geometry.stripe(page) == stripe) {
                for (int p = page; p < geometry.endOfRun(page); p++) {
                    report(p, again, holdings);
                }
            }
        }
        return holdings;
    }

    private void report(int page, boolean again, List<Holding> holdings) {
        Sent before = told.remove(page);
        Sent gone = options.holds(Rule.FORGET_WHAT_IS_PAST) ? past.remove(page) : past.get(page);
        if (gone == null && again) {
            gone = before;
        } else if (gone != null && options.together()) {
            told.put(page, gone);
        }
        offered.clear(page);
        if (states[page] != PageState.INVALID) {
            Holding.State state = states[page].exclusive() ? Holding.State.EXCLUSIVE : Holding.State.SHARED;
            holdings.add(new Holding(page, versions[page], state, 0, 0));
        } else {
            Sent kept = sent.get(page);
            if (kept != null) {
                holdings.add(new Holding(page, versions[page], Holding.State.SENT, kept.to, kept.transaction));
            } else if (gone != null) {
                offered.set(page);
                holdings.add(new Holding(page, versions[page], Holding.State.PAST, gone.to, gone.transaction));
            }
        }
    }

    /** Whether the cluster would miss something without this member's copy of a page. Initial contents are not missed. */
    @Override
    public boolean matters(int page) {
        return states[page] != PageState.INVALID && versions[page] != 0;
    }

    /** Whether the cluster would miss nothing that is here. */
    boolean empty() {
        return sent.isEmpty() && IntStream.range(0, states.length).noneMatch(this::matters);
    }

    /** Nothing here may be used or given to anybody any more. */
    void invalidateAll() {
        sent.clear();
        past.clear();
        told.clear();
        offered.clear();
        for (int page = 0; page < states.length; page++) {
            if (states[page] != PageState.INVALID) {
                protect(page, PageState.INVALID);
            }
        }
    }
}
