package io.dipc.memory.cache;

import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.port.Sender;
import io.dipc.objects.region.StripeView;
import java.util.BitSet;

/**
 * How a member leaves that has nothing any more: it stays until no home has a question to it, what was sent to it and never
 * came included, since without its answers that would be lost.
 */
final class Departure {
    private final Geometry geometry;
    private final Sender sender;
    /** The homes that have not let it go, by the first pages of their stripes. */
    private final BitSet awaited = new BitSet();

    private boolean asked;

    Departure(Geometry geometry, Sender sender) {
        this.geometry = geometry;
        this.sender = sender;
    }

    /** The homes are others, and may have questions again. */
    void restart() {
        asked = false;
        awaited.clear();
    }

    /** This member has nothing any more. */
    void ask(StripeView view) {
        if (asked) {
            return;
        }
        asked = true;
        for (int page = 0, stripes = 0; page < geometry.pages() && stripes < view.stripes(); stripes++) {
            awaited.set(page);
            sender.send(view.home(geometry.stripe(page)), new Message.Parting(page));
            page = geometry.endOfRun(page);
        }
    }

    void parted(int page) {
        awaited.clear(page);
    }

    /** Whether nobody will miss this member. */
    boolean done() {
        return asked && awaited.isEmpty();
    }
}
