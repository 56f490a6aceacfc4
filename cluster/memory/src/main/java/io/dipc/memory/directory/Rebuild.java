package io.dipc.memory.directory;

import io.dipc.memory.directory.Entry.State;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.message.OwnedCut;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
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
        /** What is kept until it is settled. */
        final List<Held> kept = new ArrayList<>();
        /** What is forgotten if nobody asks for it. */
        final List<Held> past = new ArrayList<>();
        /** How many have not said yet whether there was anything later. */
        int questions;
        /** How many have not said yet that they have done as they were told. */
        int answers;

        boolean later;

        List<Held> all() {
            List<Held> all = new ArrayList<>(kept);
            all.addAll(past);
            return all;
        }
    }

    private final int number;
    private final Stripe stripe;
    /** Before all transactions since the last rebuild. */
    private long since;
    /** The same, if the view before, whose rebuild did not come to its end, does not count. */
    private final long sinceBefore;

    private final StripeView view;
    private final Transactions transactions;
    private final Sender sender;
    private final RegionOptions options;
    private final Set<Long> reporters = new HashSet<>();
    private final Map<Integer, Unsettled> unsettled = new TreeMap<>();
    private final Map<Integer, List<Held>> past = new TreeMap<>();
    private final List<HeldRequest> requests = new ArrayList<>();
    private final List<Parting> partings = new ArrayList<>();
    /** For each member that was lost last, as far as there is one to which it can return, its latest one. */
    private final Map<Long, Held> lastCuts = new TreeMap<>();
    /** How many were lost then. */
    private long lost;
    /** The same of those that were lost in this view or the one before, if those are taken as one. */
    private final Map<Long, Held> lastCutsBefore = new TreeMap<>();

    private long lostBefore;
    private boolean heard;

    Rebuild(
            int number,
            Stripe stripe,
            StripeView previous,
            StripeView before,
            StripeView view,
            Transactions transactions,
            Sender sender,
            RegionOptions options) {
        this.number = number;
        this.stripe = stripe;
        this.since = previous == null ? Long.MAX_VALUE : Stripe.before(previous.epoch(number));
        this.sinceBefore = before == null ? since : Stripe.before(before.epoch(number));
        this.view = view;
        this.transactions = transactions;
        this.sender = sender;
        this.options = options;
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
                case SENT ->
                    unsettled
                            .computeIfAbsent(holding.page(), page -> new Unsettled())
                            .kept
                            .add(new Held(from, holding));
                case PAST, BACKUP, FORGOTTEN ->
                    past.computeIfAbsent(holding.page(), page -> new ArrayList<>())
                            .add(new Held(from, holding));
                case HEARD -> heard = true;
                case LAST_CUT_BEFORE -> {
                    lostBefore = Math.max(lostBefore, holding.version());
                    lastCutsBefore.merge(holding.sentTo(), new Held(from, holding), Rebuild::later);
                }
                case LAST_CUT -> {
                    lost = Math.max(lost, holding.version());
                    lastCuts.merge(holding.sentTo(), new Held(from, holding), Rebuild::later);
                }
            }
        });
        return reporters.size() == view.size();
    }

    /** Of two copies of the cuts of one member, as two of its backups have them, the later one. */
    private static Held later(Held one, Held other) {
        int order = Long.compare(one.holding.transaction(), other.holding.transaction());
        return order > 0 || order == 0 && one.session < other.session ? one : other;
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
        if (!heard && lostBefore > 0) {
            lastCuts.clear();
            lastCuts.putAll(lastCutsBefore);
            lost = lostBefore;
            since = sinceBefore;
        }
        if (lastCuts.size() < lost && options.holds(Rule.COUNT_ALL_OR_NONE)) {
            // What one got from another may be gone with both.
            lastCuts.clear();
        }
        past.forEach((page, copies) -> {
            copies.removeIf(held -> isOfABackup(held.holding) ? !isOfLastCut(held) : isTooOld(held.holding));
            if (!stripe.has(page) && !copies.isEmpty()) {
                unsettled.computeIfAbsent(page, p -> new Unsettled()).past.addAll(copies);
            }
        });
        past.clear();
        List.copyOf(unsettled.keySet()).forEach(page -> {
            Unsettled copies = unsettled.get(page);
            boolean current = stripe.has(page);
            // Readers may have given up an initial page for a first write that never was.
            State otherwise = touched.get(page) ? State.LOST : State.INITIAL;
            Entry entry = current ? stripe.entry(page) : stripe.reported(page, otherwise);
            entry.busy = true;
            Held best = current ? null : candidate(copies);
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

    /** Whether it was told the rebuild before this one, too, and that counts. */
    private boolean isTooOld(Holding past) {
        return options.together() && since != Long.MAX_VALUE && past.transaction() <= since;
    }

    private static boolean isOfABackup(Holding holding) {
        return holding.state() == Holding.State.BACKUP || holding.state() == Holding.State.FORGOTTEN;
    }

    private boolean isOfLastCut(Held backup) {
        Held last = lastCuts.get(backup.holding.sentTo());
        return last != null && last.session == backup.session;
    }

    /** The newest copy, if it can be found out whether there was anything later. */
    private Held candidate(Unsettled copies) {
        Held best = null;
        for (Held held : copies.all()) {
            if (best == null || newer(held.holding, best.holding)) {
                best = held;
            }
        }
        boolean usable = switch (best.holding.state()) {
            case BACKUP -> true;
            case FORGOTTEN -> false;
            default -> view.contains(best.holding.sentTo()) || isBehindACut(best.holding);
        };
        return usable ? best : null;
    }

    /**
     * What went away is what was in the page when that transaction began. A member's cut has also what it wrote after the
     * transaction that gave it the page, and nothing of later ones.
     */
    private static boolean newer(Holding one, Holding other) {
        return moment(one) > moment(other) || moment(one) == moment(other) && rank(one) > rank(other);
    }

    private static long moment(Holding holding) {
        return isOfABackup(holding) ? holding.version() : holding.transaction();
    }

    private static int rank(Holding holding) {
        return switch (holding.state()) {
            case BACKUP -> 2;
            case FORGOTTEN -> 1;
            default -> 0;
        };
    }

    /**
     * Whether it is known to which cut somebody returns who was lost and has had a copy, or will never have it. What went to it
     * before the last rebuild does not count, even if that did not come to its end: it may have given it to somebody who was
     * lost then.
     */
    private boolean isBehindACut(Holding copy) {
        return !options.holds(Rule.RETURN_ONLY_BEHIND_A_CUT)
                || lastCuts.containsKey(copy.sentTo())
                        && (copy.transaction() > since || !options.holds(Rule.FORGET_WHAT_IS_PAST));
    }

    /** The cuts of which nobody may have seen later writes, if a copy is to count. */
    private List<OwnedCut> cuts(Holding copy) {
        if (copy.state() != Holding.State.BACKUP && !options.holds(Rule.RETURN_ONLY_BEHIND_A_CUT)) {
            return List.of(new OwnedCut(copy.sentTo(), Long.MAX_VALUE));
        }
        return lastCuts.values().stream()
                .map(held -> new OwnedCut(held.holding.sentTo(), held.holding.transaction()))
                .toList();
    }

    private void ask(int page, Unsettled copies, Holding best) {
        if (best.state() != Holding.State.BACKUP && view.contains(best.sentTo())) {
            copies.questions = 1;
            sender.send(best.sentTo(), new Message.Question(page, best.transaction(), List.of()));
        } else {
            copies.questions = view.size();
            Message question = new Message.Question(page, best.version() + 1, cuts(best));
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
        Held best = candidate(copies);
        Entry entry = stripe.entry(answer.page());
        entry.state = best.holding.version() == 0 ? State.INITIAL : State.SHARED;
        entry.owner = best.session;
        entry.copies.only(best.session);
        settle(answer.page(), copies, best);
    }

    private void settle(int page, Unsettled copies, Held revived) {
        List<Held> told = new ArrayList<>(copies.kept);
        if (revived != null && revived.holding.state() != Holding.State.SENT) {
            told.add(revived);
        }
        long owner = revived != null && revived.holding.state() == Holding.State.BACKUP ? revived.holding.sentTo() : 0;
        copies.answers = told.size();
        told.forEach(held -> sender.send(
                held.session,
                new Message.Settle(
                        page,
                        revived != null && held.session == revived.session
                                ? revived.holding.version()
                                : Message.Settle.NONE,
                        owner)));
        if (told.isEmpty()) {
            serve(page);
        }
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
            serve(page);
        }
    }

    private void serve(int page) {
        unsettled.remove(page);
        Entry entry = stripe.entry(page);
        entry.busy = false;
        transactions.serve(entry);
        part();
    }

    @Override
    public String toString() {
        return "stripe " + number + " in " + view + ", reported by " + reporters;
    }
}
