package io.dipc.memory.cache;

import io.dipc.memory.cuts.Cuts;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.Sender;

/** Gives others what they have asked for. */
final class Recalls {
    private static final int CLEAN_AT_ONCE = 64;

    private final Copies copies;
    private final Memory memory;
    private final Sender sender;
    private final Cuts cuts;
    private final RegionOptions options;
    /** Behind the page that a reader got last. */
    private int next = -1;

    Recalls(Copies copies, Memory memory, Sender sender, Cuts cuts, RegionOptions options) {
        this.copies = copies;
        this.memory = memory;
        this.sender = sender;
        this.cuts = cuts;
        this.options = options;
    }

    /** Whether a page that others want from here has not come yet. */
    boolean inFlight(int page, Miss miss) {
        return copies.state(page) == PageState.INVALID && miss != null;
    }

    /** Whether the program may do less with the page afterwards. */
    boolean takesRights(Message.ToCache recall) {
        return !(recall instanceof Message.Forward forward)
                || forward.exclusive()
                || copies.state(recall.page()).exclusive();
    }

    void perform(Message.ToCache recall) {
        int page = recall.page();
        if (copies.state(page) == PageState.INVALID) {
            throw new IllegalStateException(recall + " (expected: a copy, or one on its way)");
        }
        if (recall instanceof Message.Forward forward) {
            forward(page, forward);
        } else if (recall instanceof Message.Invalidate invalidate) {
            copies.saw(page, invalidate.transaction());
            copies.givenUp(page, invalidate.requester(), invalidate.transaction());
            cuts.left(page);
            sender.send(invalidate.requester(), new Message.Acknowledge(page, invalidate.transaction()));
        }
    }

    private void forward(int page, Message.Forward forward) {
        copies.saw(page, forward.transaction());
        long cut = cuts.unconfirmed(page);
        boolean alone = copies.state(page).exclusive();
        if (forward.exclusive()) {
            copies.protect(page, PageState.INVALID);
            if (options.holds(Rule.KEEP_WHAT_WAS_SENT)) {
                copies.sentAway(page, forward.requester(), forward.transaction());
            }
        } else if (alone) {
            if (page == next) {
                // Readers come for those behind it, too. To stop writes takes long, and for several pages no longer.
                copies.clean(page, CLEAN_AT_ONCE);
            }
            next = page + 1;
            copies.protect(page, PageState.SHARED);
        }
        sender.send(
                forward.requester(),
                new Message.Data(
                        page,
                        forward.transaction(),
                        copies.version(page),
                        forward.exclusive(),
                        forward.acknowledgements(),
                        cut,
                        memory.copy(page)));
        if (forward.exclusive() || alone) {
            cuts.shared(page);
        }
    }
}
