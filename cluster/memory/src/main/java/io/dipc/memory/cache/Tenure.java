package io.dipc.memory.cache;

import io.dipc.memory.message.Message;
import java.util.ArrayDeque;

/** While a page is to be kept here for a while, and what others have asked of it meanwhile. */
final class Tenure {
    final int page;
    /** In the order in which the home sent them: forwards to readers first, then what takes the page away. */
    final ArrayDeque<Message.ToCache> recalls = new ArrayDeque<>(2);

    /** Threads that were told that they may access the page, and have not done so yet. */
    int unused;
    /** When threads that have still not used it have to fault again. */
    long useUntil = Long.MIN_VALUE;
    /** Until when the page does not go to others that want to write to it. */
    long quantumUntil = Long.MIN_VALUE;
    /** Whether it is not yet known to be touched. */
    boolean touching;

    Tenure(int page) {
        this.page = page;
    }

    /** Whether nobody is at the page. */
    boolean free() {
        return unused == 0 && recalls.isEmpty() && !touching;
    }

    /** Whether there is nothing to remember. */
    boolean idle(long now) {
        return free() && now >= quantumUntil;
    }

    /** The moment from which what others have asked first may be done. */
    long until(boolean usableOnce) {
        long quantum = takesAway(recalls.peek()) ? quantumUntil : Long.MIN_VALUE;
        return unused > 0 && usableOnce ? Math.max(useUntil, quantum) : quantum;
    }

    /** Whether somebody wants to write to a page. */
    static boolean takesAway(Message.ToCache recall) {
        return !(recall instanceof Message.Forward forward) || forward.exclusive();
    }
}
