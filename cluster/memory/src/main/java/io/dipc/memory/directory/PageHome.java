package io.dipc.memory.directory;

import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.port.Sender;
import io.dipc.memory.port.TouchedPages;
import io.dipc.objects.region.StripeView;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The directory of the stripes whose home this member is. Not thread-safe: one thread feeds it.
 *
 * <p>A stripe begins with a {@link Rebuild} from what all members report; requests wait for its end.
 */
public final class PageHome {
    private final long self;
    private final RegionOptions options;
    private final Geometry geometry;
    private final TouchedPages touched;
    private final Sender sender;
    private final Transactions transactions;
    private final Map<Integer, Stripe> stripes = new HashMap<>();

    private StripeView view;
    /** The view before this one, if somebody has been lost since; else null. */
    private StripeView beforeLoss;

    private int rebuilt;

    public PageHome(long self, RegionOptions options, Sender sender, TouchedPages touched) {
        this.self = self;
        this.options = options;
        this.geometry = options.geometry();
        this.touched = touched;
        this.sender = sender;
        this.transactions = new Transactions(self, options, sender);
    }

    /** The next view is in effect. */
    public void enter(StripeView next) {
        BitSet rebuilds = next.rebuildsAfter(view);
        StripeView previous = view;
        StripeView before = beforeLoss;
        beforeLoss = previous != null && !next.lostSince(previous).isEmpty() ? previous : null;
        view = next;
        for (int stripe = 0; stripe < view.stripes(); stripe++) {
            if (view.home(stripe) != self) {
                stripes.remove(stripe);
            } else if (rebuilds.get(stripe)) {
                Stripe fresh = new Stripe(view.epoch(stripe), geometry);
                fresh.rebuild = new Rebuild(
                        stripe,
                        fresh,
                        previous,
                        beforeLoss == null ? null : before,
                        view,
                        transactions,
                        sender,
                        options);
                stripes.put(stripe, fresh);
            }
        }
    }

    /** No stripe is this member's any more. */
    public void expire() {
        stripes.clear();
    }

    /** Takes a message of this view, or of an earlier one in which the stripe has not been rebuilt since. */
    public void receive(long from, Message.ToHome message) {
        int number = geometry.stripe(message.page());
        Stripe stripe = stripes.get(number);
        if (stripe == null) {
            return;
        }
        if (message instanceof Message.Report report) {
            if (stripe.rebuild.report(from, report.holdings())) {
                touched.touched(number, pages -> {
                    if (stripes.get(number) == stripe) {
                        stripe.rebuild.finish(pages);
                        rebuilt++;
                    }
                });
            }
        } else if (message instanceof Message.Request request) {
            if (stripe.open) {
                transactions.request(stripe, from, request);
            } else {
                stripe.rebuild.hold(from, request);
            }
        } else if (message instanceof Message.FetchAhead ahead) {
            if (stripe.open) {
                transactions.fetchAhead(stripe, from, ahead);
            } else {
                for (int page = ahead.page(); page < ahead.page() + ahead.pages(); page++) {
                    sender.send(from, new Message.Declined(page));
                }
            }
        } else if (message instanceof Message.Confirm confirm) {
            transactions.confirmed(stripe.entry(confirm.page()), confirm.transaction());
        } else if (message instanceof Message.Answer answer) {
            stripe.rebuild.answered(answer);
        } else if (message instanceof Message.Settled) {
            stripe.rebuild.settled(message.page());
        } else if (message instanceof Message.Parting) {
            stripe.rebuild.parting(from, message.page());
        } else if (message instanceof Message.HandBack) {
            sender.send(self, new Message.Adopt(message.page()));
        }
    }

    /** How many pages whose home this member is are lost. */
    public int lost() {
        return stripes.values().stream().mapToInt(Stripe::lost).sum();
    }

    /** How often a stripe has been rebuilt here; what changes {@link #lost} else is the effect of a message. */
    public int rebuilt() {
        return rebuilt;
    }

    /** Whether no request waits; for tests of progress. */
    public boolean idle() {
        return stripes.values().stream().allMatch(Stripe::idle);
    }

    @Override
    public String toString() {
        return "home " + self + " " + stripes;
    }
}
