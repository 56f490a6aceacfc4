package io.dipc.memory.directory;

import io.dipc.memory.directory.Entry.State;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.port.Sender;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the directory of a stripe anew out of what all members of the view have.
 *
 * <p>A copy that can be used is current: no write ends before all others have given up theirs. If there is none, what
 * somebody has sent away is current only if the receiver never had it, which the receiver knows; if the receiver is gone
 * the page is lost, since it may have been written and seen. All copies that cannot be used are settled before the page is
 * served, since what is old now must not be taken for new after the next change.
 */
final class Rebuild {
    private record Held(long session, Holding holding) {}

    private record HeldRequest(long from, Message.Request request) {}

    private record Parting(long session, int page) {}

    /** A page of which somebody keeps what was sent away. */
    private static final class Unsettled {
        final List<Held> kept = new ArrayList<>();
        /** How many have not said yet whether there was anything later. */
        int questions;
        /** How many have not said yet that they have done as they were told. */
        int answers;

        boolean later;
    }

    private final int number;
    private final Stripe stripe;
    private final StripeView view;
    private final Transactions transactions;
    private final Sender sender;
    private final Set<Long> reporters = new HashSet<>();
    private final Map<Integer, Unsettled> unsettled = new TreeMap<>();
    private final List<HeldRequest> requests = new ArrayList<>();
    private final List<Parting> partings = new ArrayList<>();

    Rebuild(int number, Stripe stripe, StripeView view, Transactions transactions, Sender sender) {
        this.number = number;
        this.stripe = stripe;
        this.view = view;
        this.transactions = transactions;
        this.sender = sender;
    }

    void hold(long from, Message.Request request) {
        requests.add(new HeldRequest(from, request));
    }

    /** Whether nobody waits for its end. */
    boolean idle() {
        return requests.isEmpty();
    }

    /** What a member has; answers whether it was the last to report. */
    boolean report(long from, List<Holding> holdings) {
        if (!view.contains(from) || !reporters.add(from)) {
            return false;
        }
        holdings.forEach(holding -> {
            switch (holding.state()) {
                case EXCLUSIVE -> exclusive(from, holding);
                case SHARED -> shared(from, holding);
                case SENT, BACKUP ->
                    unsettled
                            .computeIfAbsent(holding.page(), page -> new Unsettled())
                            .kept
                            .add(new Held(from, holding));
            }
        });
        return reporters.size() == view.size();
    }

    private void exclusive(long from, Holding holding) {
        Entry entry = stripe.reported(holding.page(), State.EXCLUSIVE);
        if (entry.copies.size() > 0) {
            throw new IllegalStateException(holding + " of " + from + " (expected: alone, found " + entry + ")");
        }
        entry.owner = from;
        entry.copies.add(from);
    }

    private void shared(long from, Holding holding) {
        Entry entry = stripe.reported(holding.page(), holding.version() == 0 ? State.INITIAL : State.SHARED);
        if (entry.state == State.EXCLUSIVE || (entry.state == State.INITIAL) != (holding.version() == 0)) {
            throw new IllegalStateException(holding + " of " + from + " (expected: as " + entry + ")");
        }
        entry.owner = from;
        entry.copies.add(from);
    }

    /** All have reported; settles what is open and serves the rest. */
    void finish(BitSet touched) {
        unsettled.forEach((page, copies) -> {
            boolean current = stripe.has(page);
            Entry entry = current ? stripe.entry(page) : stripe.reported(page, State.LOST);
            entry.busy = true;
            Held best = current ? null : candidate(copies.kept);
            if (best == null) {
                settle(page, copies, null);
            } else {
                ask(page, copies, best.holding);
            }
        });
        stripe.open(touched);
        requests.forEach(held -> transactions.request(stripe, held.from, held.request));
        requests.clear();
        part();
    }

    /** The newest copy, if whoever it was sent to can be asked. */
    private Held candidate(List<Held> kept) {
        Held best = kept.get(0);
        for (Held held : kept) {
            if (newer(held.holding, best.holding)) {
                best = held;
            }
        }
        return best.holding.state() == Holding.State.BACKUP || view.contains(best.holding.sentTo()) ? best : null;
    }

    private static boolean newer(Holding one, Holding other) {
        return one.version() > other.version()
                || one.version() == other.version()
                        && one.state() == Holding.State.SENT
                        && other.state() == Holding.State.BACKUP;
    }

    private void ask(int page, Unsettled copies, Holding best) {
        if (best.state() == Holding.State.SENT) {
            copies.questions = 1;
            sender.send(best.sentTo(), new Message.Question(page, best.transaction(), 0, 0));
        } else {
            copies.questions = view.size();
            Message question = new Message.Question(page, best.version() + 1, best.sentTo(), best.transaction());
            view.forEachMember(member -> sender.send(member, question));
        }
    }

    void answered(Message.Answer answer) {
        Unsettled copies = unsettled.get(answer.page());
        copies.later |= answer.had();
        if (--copies.questions > 0) {
            return;
        }
        if (copies.later) {
            settle(answer.page(), copies, null);
            return;
        }
        Held best = candidate(copies.kept);
        Entry entry = stripe.entry(answer.page());
        entry.state = best.holding.version() == 0 ? State.INITIAL : State.SHARED;
        entry.owner = best.session;
        entry.copies.only(best.session);
        settle(answer.page(), copies, best);
    }

    private void settle(int page, Unsettled copies, Held revived) {
        copies.answers = copies.kept.size();
        copies.kept.forEach(held -> sender.send(
                held.session,
                new Message.Settle(
                        page,
                        revived != null && held.session == revived.session
                                ? revived.holding.version()
                                : Message.Settle.NONE)));
    }

    /** Lets a member go that leaves, when all is settled. */
    void parting(long session, int page) {
        partings.add(new Parting(session, page));
        part();
    }

    private void part() {
        if (stripe.open && unsettled.isEmpty()) {
            partings.forEach(parting -> sender.send(parting.session, new Message.Parted(parting.page)));
            partings.clear();
        }
    }

    void settled(int page) {
        Unsettled copies = unsettled.get(page);
        if (--copies.answers == 0) {
            unsettled.remove(page);
            Entry entry = stripe.entry(page);
            entry.busy = false;
            transactions.serve(entry);
            part();
        }
    }

    @Override
    public String toString() {
        return "stripe " + number + " in " + view + ", reported by " + reporters;
    }
}
