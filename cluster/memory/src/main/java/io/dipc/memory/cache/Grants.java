package io.dipc.memory.cache;

import io.dipc.memory.cuts.Cuts;
import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.PageState;

/** Installs what comes, and gives it to the threads that wait for it. */
final class Grants {
    private final Copies copies;
    private final Tenures tenures;
    private final Cuts cuts;
    private final RegionOptions options;

    Grants(Copies copies, Tenures tenures, Cuts cuts, RegionOptions options) {
        this.copies = copies;
        this.tenures = tenures;
        this.cuts = cuts;
        this.options = options;
    }

    /** Whether an access is possible with what is here. */
    boolean allows(int page, Access access) {
        PageState state = copies.state(page);
        return access.exclusive() ? state.exclusive() : state != PageState.INVALID;
    }

    /** Lets a thread access a page that allows it. */
    void give(int page, Fault fault) {
        if (fault.access() == Access.OVERWRITE) {
            replace(page, fault.contents(), copies.version(page), PageState.DIRTY);
        } else if (fault.access() == Access.WRITE && copies.state(page) == PageState.CLEAN) {
            copies.protect(page, PageState.DIRTY);
            cuts.renewed(page);
        }
        fault.granted();
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
