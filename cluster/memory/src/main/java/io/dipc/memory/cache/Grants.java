package io.dipc.memory.cache;

import io.dipc.memory.cuts.Cuts;
import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.PageState;

/** Installs what comes, and gives it to the threads that wait for it. */
final class Grants {
    private static final int LONGEST_WRITE_RUN = 64;

    private final Copies copies;
    private final Tenures tenures;
    private final Cuts cuts;
    private final Misses misses;
    private final RegionOptions options;
    /** The page at which a thread goes on that writes page by page, and how many it was given at once. */
    private int nextWrite = -1;

    private int writeRun;

    Grants(Copies copies, Tenures tenures, Cuts cuts, Misses misses, RegionOptions options) {
        this.copies = copies;
        this.tenures = tenures;
        this.cuts = cuts;
        this.misses = misses;
        this.options = options;
    }

    /** Whether an access is possible with what is here. */
    boolean allows(int page, Access access) {
        PageState state = copies.state(page);
        return access.exclusive() ? state.exclusive() : state != PageState.INVALID;
    }

    /** Lets a thread access a page that allows it. */
    void give(int page, Fault fault) {
        if (copies.unmark(page)) {
            misses.fetchAhead(page, fault.access());
        }
        if (fault.access() == Access.OVERWRITE) {
            replace(page, fault.contents(), copies.version(page), PageState.DIRTY);
            dirtyAhead(page);
        } else if (fault.access() == Access.WRITE && copies.state(page) == PageState.CLEAN) {
            dirty(page);
            dirtyAhead(page);
        }
        fault.granted();
    }

    private void dirty(int page) {
        copies.protect(page, PageState.DIRTY);
        cuts.renewed(page);
    }

    /** Who writes page by page need not fault at each: it may write to those that follow, twice as many each time. */
    private void dirtyAhead(int page) {
        writeRun = page == nextWrite ? Math.min(LONGEST_WRITE_RUN, 2 * writeRun) : 1;
        nextWrite = page + 1;
        while (nextWrite < Math.min(options.geometry().pages(), page + writeRun)
                && copies.state(nextWrite) == PageState.CLEAN
                && !copies.marked(nextWrite)
                && !tenures.touching(nextWrite)) {
            dirty(nextWrite++);
        }
    }

    /** What a miss has brought becomes this member's copy. */
    void install(Miss miss) {
        int page = miss.page;
        boolean exclusive = miss.access.exclusive();
        if (miss.data() != null) {
            Message.Data data = miss.data();
            copies.install(
                    page,
                    data.bytes(),
                    exclusive ? data.transaction() : data.version(),
                    exclusive ? PageState.CLEAN : PageState.SHARED);
            if (exclusive) {
                cuts.renewed(page);
            }
            return;
        }
        Message.Grant grant = miss.grant();
        PageState state = exclusive ? PageState.CLEAN : PageState.SHARED;
        switch (grant.contents()) {
            case HELD -> {
                if (exclusive) {
                    copies.own(page, grant.transaction(), state);
                    cuts.renewed(page);
                }
            }
            case INITIAL -> {
                if (exclusive && options.holds(Rule.TOUCH_BEFORE_USE)) {
                    tenures.touch(page);
                }
                replace(page, null, exclusive ? grant.transaction() : 0, state);
            }
            case NONE -> {
                byte[] contents = miss.faults.stream()
                        .filter(fault -> fault.access() == Access.OVERWRITE)
                        .findFirst()
                        .orElseThrow()
                        .contents();
                replace(page, contents, grant.transaction(), PageState.DIRTY);
            }
        }
    }

    private void replace(int page, byte[] bytes, long version, PageState state) {
        copies.install(page, bytes, version, state);
        cuts.renewed(page);
    }
}
