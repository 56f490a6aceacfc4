package io.dipc.memory;

import io.dipc.memory.cache.PageCache;
import io.dipc.memory.directory.PageHome;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Clock;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.Network;
import io.dipc.memory.port.TouchedPages;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One member's part in one region: its copies of pages, and the directory of those whose home it is. Keeps views apart:
 * what comes from a later view waits, what comes from an earlier one is refused where it may be out of date. Not
 * thread-safe: one thread feeds it, and gets back to it what it sends to itself.
 */
public final class RegionNode {
    private final long self;
    private final RegionOptions options;
    private final Network network;
    private final PageCache cache;
    private final PageHome home;
    private final Bounds bounds;
    /** From whom something of this view has come, where there are several backups. */
    private final Set<Long> heard = new HashSet<>();

    private final List<Envelope> early = new ArrayList<>();
    private StripeView view;
    private boolean over;

    /**
     * @param self this member's session; not 0
     */
    public RegionNode(
            long self, RegionOptions options, Memory memory, Network network, TouchedPages touched, Clock clock) {
        this.self = self;
        this.options = options;
        this.network = network;
        this.cache = new PageCache(self, options, memory, this::send, touched, clock);
        this.home = new PageHome(self, options, this::send, touched);
        this.bounds = new Bounds(options.geometry(), memory.pageSize());
    }

    /** This member's copies. */
    public PageCache cache() {
        return cache;
    }

    /** How many pages whose home this member is are lost. */
    public int lost() {
        return home.lost();
    }

    /** {@link PageHome#rebuilt}. */
    public int rebuilt() {
        return home.rebuilt();
    }

    /** Whether nothing waits here for anybody; for tests of progress. */
    public boolean idle() {
        return cache.idle() && home.idle();
    }

    /** The next view is in effect; the first one before anything else. A view without this member ends it. */
    public void enter(StripeView next) {
        if (over) {
            return;
        }
        if (!next.contains(self)) {
            expire();
            return;
        }
        boolean silent = view != null && next.lostSince(view).stream().noneMatch(heard::contains);
        heard.clear();
        view = next;
        home.enter(next);
        cache.enter(next, silent || !options.holds(Rule.COUNT_AGAIN_ONLY_THE_SILENT));
        List<Envelope> waiting = List.copyOf(early);
        early.clear();
        waiting.forEach(this::receive);
    }

    /** The member will leave, in order; {@link PageCache#leave}. */
    public void leave() {
        cache.leave();
    }

    /** The member's lease is over: nothing that it has may be used or get out from now on, for ever. */
    public void expire() {
        over = true;
        early.clear();
        home.expire();
        cache.expire();
    }

    /** Why no member can have sent a message, in words; null: one can. What comes from outside is to be asked for this first. */
    public String violation(Message message) {
        return bounds.violation(message);
    }

    /**
     * Takes a message.
     *
     * @return whether it is not needed any more; else it waits for a later view
     */
    public boolean receive(Envelope envelope) {
        if (!over && (view == null || envelope.view() > view.number())) {
            early.add(envelope);
            return false;
        }
        if (!over) {
            take(envelope);
        }
        return true;
    }

    private void take(Envelope envelope) {
        Message message = envelope.message();
        if (options.together() && view != null && envelope.view() == view.number()) {
            heard.add(envelope.from());
        }
        if (message instanceof Message.OfCuts ofCuts) {
            if (view.contains(envelope.from())) {
                cache.receive(envelope.from(), ofCuts);
            }
        } else if (envelope.view() >= view.epoch(options.geometry().stripe(((Message.OfPages) message).page()))
                || !options.holds(Rule.REFUSE_OLDER_VIEWS)) {
            if (message instanceof Message.ToHome toHome) {
                home.receive(envelope.from(), toHome);
            } else {
                cache.receive(envelope.from(), (Message.ToCache) message);
            }
        }
    }

    private void send(long to, Message message) {
        if (!over) {
            network.send(to, new Envelope(view.number(), self, message));
        }
    }

    @Override
    public String toString() {
        return "member " + self + " in " + view + ": " + home;
    }
}
