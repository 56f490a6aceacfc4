package io.dipc.memory.cache;

import io.dipc.memory.cuts.Cuts;
import io.dipc.memory.message.Message;
import io.dipc.memory.message.OwnedCut;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.Sender;
import java.util.Arrays;
import java.util.BitSet;

/** Gives others what they have asked for. */
final class Recalls {
    private static final int CLEAN_AT_ONCE = 64;
    /** So many bytes of pages are sent together at most: the receiver has those that came before, and others their turn. */
    private static final int BYTES_TOGETHER = 64 << 10;

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

    /** Whether this member has a page. */
    boolean here(int page) {
        return copies.state(page) != PageState.INVALID;
    }

    /** Whether nobody else has a page. */
    boolean alone(int page) {
        return copies.state(page).exclusive();
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
            cuts.givenAway(page);
            sender.send(invalidate.requester(), new Message.Acknowledge(page, invalidate.transaction()));
        }
    }

    /** As {@link #perform} for some pages in sequence that are all here. */
    void forward(Message.ForwardRun run, int from, int to) {
        int most = Math.max(1, BYTES_TOGETHER / memory.pageSize());
        for (int first = from; first < to; first += most) {
            send(run, first, Math.min(to, first + most));
        }
    }

    private void send(Message.ForwardRun run, int from, int to) {
        int first = run.page() + from;
        int end = run.page() + to;
        long[] transactions = Arrays.copyOfRange(run.transactions(), from, to);
        long[] versions = new long[to - from];
        long[] unconfirmed = new long[to - from];
        BitSet alone = new BitSet();
        for (int page = first; page < end; page++) {
            copies.saw(page, transactions[page - first]);
            versions[page - first] = copies.version(page);
            unconfirmed[page - first] = cuts.unconfirmed(page);
            alone.set(page - first, alone(page));
        }
        if (alone.get(0)) {
            cleanAhead(first);
        }
        copies.share(first, end);
        next = end;
        sender.send(
                run.requester(),
                new Message.DataRun(
                        first, memory.pageSize(), transactions, versions, unconfirmed, memory.copy(first, to - from)));
        alone.stream().forEach(index -> cuts.shared(first + index));
    }

    /** If readers come for pages in sequence: to stop writes takes long, and for several pages no longer. */
    private void cleanAhead(int page) {
        if (page == next) {
            copies.clean(page, CLEAN_AT_ONCE);
        }
    }

    private void forward(int page, Message.Forward forward) {
        copies.saw(page, forward.transaction());
        long cut = cuts.unconfirmed(page);
        OwnedCut relayed = cut == 0 ? cuts.relayed(page) : null;
        boolean alone = copies.state(page).exclusive();
        if (forward.exclusive()) {
            copies.protect(page, PageState.INVALID);
            if (options.holds(Rule.KEEP_WHAT_WAS_SENT)) {
                copies.sentAway(page, forward.requester(), forward.transaction());
            }
        } else if (alone) {
            cleanAhead(page);
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
                        relayed == null ? cut : relayed.number(),
                        relayed == null ? 0 : relayed.owner(),
                        memory.copy(page)));
        if (forward.exclusive() || alone) {
            cuts.shared(page);
        }
    }
}
