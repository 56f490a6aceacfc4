package io.dipc.engine.node;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.client.Confirmations;
import io.dipc.engine.client.Requests;
import io.dipc.engine.client.Submitter;
import io.dipc.engine.link.Link;
import io.dipc.engine.link.Traffic;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.ViewMessage;
import io.dipc.engine.replication.Port;
import io.dipc.engine.view.Coordinator;
import io.dipc.engine.view.Membership;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.View;
import io.dipc.engine.view.ViewMember;
import io.dipc.engine.view.VotedMembership;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the cluster: everything that it knows and does, one input at a time. Inputs are frames, changes of
 * membership, requests of this JVM and ticks; the {@link Mailbox} orders them. Given the same inputs in the same order,
 * a node does the same: the simulation relies on it.
 */
public final class Node implements Network.Listener, Submitter {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** Every how many ticks answers that have arrived are confirmed, and homes look for what may be forgotten. */
    private static final int TICKS_PER_ROUND = 20;
    /** After this time without progress it is said who is waited for. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    /** Frames kept while there is no lease; others are sent again. */
    private static final int MOST_HELD = 4096;

    private final Network network;
    private final NodeOptions options;
    private final Mailbox mailbox;
    private final Traffic traffic = new Traffic();
    private final Requests requests;
    private final Surveys surveys;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final CompletableFuture<Boolean> entered = new CompletableFuture<>();

    private final ArrayDeque<Message> toSelf = new ArrayDeque<>();
    /** Messages of views that are not installed here yet, with their senders. */
    private final List<Map.Entry<Long, Message>> ahead = new ArrayList<>();

    /** The sessions that the network shows. */
    private final Set<Long> present = new HashSet<>();

    private Peers peers;
    private Partitions partitions;
    private Confirmations confirmations;

    /** Frames that came while this member had no lease, with their senders. */
    private final ArrayDeque<Map.Entry<Long, byte[]>> held = new ArrayDeque<>();

    private Member self;
    private Membership membership;
    private volatile View view;
    private volatile int exclusions;
    private volatile boolean cutOff;
    private boolean everLeased;
    private Placement placement;
    private int ticks;
    private long viewSince;
    private long leasedAt;
    private long tickedAt;
    private long notStrandedAt;
    private boolean complained;
    private boolean finishing;
    private Boolean leavingOrderly;
    private boolean closed;

    public Node(Network network, NodeOptions options) {
        this.network = network;
        this.options = options;
        this.self = network.self();
        this.mailbox = new Mailbox(this::settle, options.executor(), this::broken);
        this.requests = new Requests(new RequestsPort());
        this.surveys = new Surveys(new SurveysPort());
        this.viewSince = options.nanoClock().getAsLong();
        begin();
    }

    /** Starts to listen to the network. */
    public void start() {
        network.start(this);
    }

    /** What has been sent so far. */
    public Traffic traffic() {
        return traffic;
    }

    /** The current view, or null if there is none yet. */
    public View view() {
        return view;
    }

    /** This JVM as a member. */
    public Member self() {
        return self;
    }

    /** Whether all partitions whose home this member is are active. Exact only on the node's thread. */
    public boolean homesActive() {
        return view != null && partitions.homesActive();
    }

    /** Whether this member may answer now. Exact only on the node's thread. */
    public boolean leased() {
        return leased(now());
    }

    /** Completed when this member has handed over everything, or is out of the cluster. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /**
     * Completed when this member is in its first view, or its end has come: true; or when those whom it has joined are
     * gone before they took it in, and it had better join again: false.
     */
    public CompletableFuture<Boolean> entered() {
        return entered;
    }

    @Override
    public void execute(Action action) {
        mailbox.post(() -> action.on(requests));
    }

    @Override
    public void execute(Action action, Caller caller) {
        mailbox.post(new Call(action, caller));
    }

    /** An input that somebody waits for. */
    private final class Call implements Runnable {
        private final Action action;
        private final Caller caller;

        Call(Action action, Caller caller) {
            this.action = action;
            this.caller = caller;
        }

        @Override
        public void run() {
            action.on(requests);
        }
    }

    @Override
    public int exclusions() {
        return exclusions;
    }

    @Override
    public boolean cutOff() {
        return cutOff;
    }

    @Override
    public void frames(long from, List<byte[]> frames) {
        mailbox.post(() -> frames.forEach(frame -> received(from, frame)));
    }

    @Override
    public void members(List<Member> oldestFirst) {
        mailbox.post(() -> membersChanged(oldestFirst));
    }

    @Override
    public void over(long session) {
        mailbox.post(() -> membership.over(session));
    }

    @Override
    public void excluded(Member newSelf) {
        mailbox.post(() -> reborn(newSelf));
    }

    /** Time has passed; to be called every 10 to 100 ms. */
    public void tick() {
        mailbox.post(this::ticked);
    }

    /** The alarm that was asked for: to be called then, or earlier. */
    public void due() {
        mailbox.post(() -> {
            if (!closed) {
                partitions.due();
            }
        });
    }

    /** Ends the session: says goodbye and hands over. {@link #gone()} tells when that is done. */
    public void leave(boolean orderly) {
        mailbox.post(() -> {
            if (!finishing) {
                finishing = true;
                requests.finish(
                        orderly,
                        () -> new ClusterUnavailableException(
                                "this JVM has left the cluster; distributed objects cannot be used any more"),
                        () -> {
                            leavingOrderly = orderly;
                            sayGoodbye();
                        });
            }
        });
    }

    /** Asks all members what they know. */
    public CompletableFuture<List<Survey>> survey() {
        CompletableFuture<List<Survey>> result = new CompletableFuture<>();
        mailbox.post(() -> {
            if (closed) {
                result.completeExceptionally(new ClusterUnavailableException("this JVM has left the cluster"));
            } else {
                surveys.begin(result);
            }
        });
        return result;
    }

    private void begin() {
        peers = new Peers(self.session(), network, traffic);
        partitions = new Partitions(new PartitionPort());
        if (options.voting() == null) {
            membership = new Coordinator(self.session(), options.backups(), new CoordinatorPort());
        } else if (membership instanceof VotedMembership former) {
            membership = former.successor(self);
        } else {
            membership = new VotedMembership(self, options.voting(), new VotingPort());
        }
        leasedAt = now();
        tickedAt = leasedAt;
        notStrandedAt = leasedAt;
    }

    private void received(long from, byte[] frame) {
        if (closed) {
            return;
        }
        List<Message> messages = new ArrayList<>();
        try {
            Message datagram = Link.datagram(frame, self.session());
            if (datagram != null) {
                membership.received(from, datagram);
                return;
            }
            long now = now();
            if (!leased(now)) {
                if (held.size() < MOST_HELD) {
                    held.addLast(Map.entry(from, frame));
                }
                return;
            }
            peers.receive(from, frame, now, messages::add);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "a message of member {} is not understood and ignored: {}", Long.toHexString(from), e.getMessage());
        }
        messages.forEach(message -> dispatch(from, message));
    }

    private void membersChanged(List<Member> oldestFirst) {
        if (closed) {
            return;
        }
        Set<Long> absent = new HashSet<>(present);
        present.clear();
        oldestFirst.forEach(m -> present.add(m.session()));
        absent.removeAll(present);
        if (options.voting() == null) {
            peers.departed(absent);
        }
        membership.members(oldestFirst);
        sayGoodbye();
    }

    private boolean leased(long now) {
        return membership.leased(now, options.wallClock().getAsLong());
    }

    private void reborn(Member newSelf) {
        if (newSelf == null) {
            close(() -> new ClusterUnavailableException("the cluster was closed under this JVM"));
            return;
        }
        LOG.warn("this JVM was excluded from the cluster and joins it again; what its threads held has gone to others");
        long old = self.session();
        self = newSelf;
        view = null;
        viewSince = now();
        complained = false;
        placement = null;
        present.clear();
        ahead.clear();
        held.clear();
        toSelf.clear();
        begin();
        requests.sessionLost(old);
        // Who sees this number sees what the exclusion did to what was granted before.
        exclusions++;
        surveys.again();
    }

    /** A state that cannot be: nothing that this node says can be trusted any more, so it says nothing more. */
    private void broken(Throwable cause, Runnable input) {
        Supplier<RuntimeException> reason = () -> new ClusterUnavailableException(
                "this JVM has left the cluster because of an internal error: " + cause, cause);
        if (input instanceof Call call) {
            // Perhaps not yet among the requests that are failed when the node closes.
            call.caller.failed(reason.get());
        }
        if (closed) {
            return;
        }
        // First of all: should telling fail too, nothing more is done with a state that cannot be trusted.
        close(reason);
        LOG.error("internal error; this JVM leaves the cluster: {}", cause.toString(), cause);
    }

    private void close(Supplier<RuntimeException> reason) {
        if (!closed) {
            closed = true;
            try {
                requests.close(reason);
                surveys.close(reason.get());
            } finally {
                gone.complete(null);
                entered.complete(true);
            }
        }
    }

    private void ticked() {
        if (closed) {
            return;
        }
        membership.tick();
        long now = now();
        if (now - tickedAt > PATIENCE_NANOS / 10) {
            // This JVM itself stood still: nobody kept it waiting.
            leasedAt += now - tickedAt;
        }
        tickedAt = now;
        if (!membership.stranded()) {
            notStrandedAt = now;
        } else if (now - notStrandedAt > options.voting().leaseMillis() * 1_000_000) {
            entered.complete(false);
        }
        if (!leased(now)) {
            complain(now);
            // As long again as it took to know that nobody is reached.
            cutOff |= everLeased && now - leasedAt > 2 * options.voting().leaseMillis() * 1_000_000;
            return;
        }
        everLeased = true;
        cutOff = false;
        if (now - leasedAt > PATIENCE_NANOS) {
            complained = false;
        }
        leasedAt = now;
        partitions.acknowledge();
        peers.tick(now);
        if (++ticks % TICKS_PER_ROUND == 0) {
            complain(now);
            requests.tick();
            partitions.tick();
        }
    }

    /** Says who keeps this member from going on, once for each view. */
    private void complain(long now) {
        boolean cut = view == null || now - leasedAt > PATIENCE_NANOS;
        long since = cut && view != null ? leasedAt : viewSince;
        if (complained || now - since < PATIENCE_NANOS || closed) {
            return;
        }
        Set<Long> slow = partitions.waitsFor();
        if (cut || !slow.isEmpty()) {
            complained = true;
            LOG.warn(
                    "waiting for {} for {} s; calls wait meanwhile",
                    cut
                            ? membership.waitsFor()
                            : slow.stream().map(this::name).toList() + " to confirm the change of members number "
                                    + view.counter(),
                    (now - since) / 1_000_000_000L);
        }
    }

    private String name(long session) {
        ViewMember member = view.find(session);
        return member == null ? Long.toHexString(session) : member.member().name();
    }

    private void sayGoodbye() {
        if (leavingOrderly != null && !closed) {
            membership.leave(leavingOrderly);
        }
    }

    /** Runs when an input and everything that it caused is done. */
    private void settle() {
        if (closed) {
            return;
        }
        long now = now();
        if (!leased(now)) {
            // Nothing goes out and nothing that came in is used until a majority has been heard from.
            return;
        }
        hearHeld();
        hearOneself();
        partitions.settle();
        if (surveys.somebodyWaits() && homesActive()) {
            surveys.answer();
            hearOneself();
        }
        peers.flush(now);
        leaveIfEmpty();
    }

    private void hearHeld() {
        for (int left = held.size(); left > 0; left--) {
            Map.Entry<Long, byte[]> next = held.removeFirst();
            received(next.getKey(), next.getValue());
        }
    }

    private void hearOneself() {
        Message message;
        while ((message = toSelf.pollFirst()) != null) {
            dispatch(self.session(), message);
        }
    }

    private void leaveIfEmpty() {
        if (leavingOrderly == null || closed || view == null) {
            return;
        }
        boolean handedOver = view.find(self.session()).leaving();
        boolean somebodyTakes = view.members().stream().anyMatch(ViewMember::places);
        if (handedOver && (!somebodyTakes || partitions.handedOver())) {
            closed = true;
            gone.complete(null);
        }
    }

    private void dispatch(long from, Message message) {
        if (message.view() != 0) {
            long current = view == null ? 0 : view.number();
            if (message.view() > current) {
                ahead.add(Map.entry(from, message));
                return;
            }
            if (message.view() < current || view.find(from) == null) {
                return;
            }
        }
        if (partitions.received(from, message)) {
            if (message instanceof Message.Replicate m) {
                confirmed(m.partition(), self.session(), m.index());
            } else if (message instanceof Message.Replicated m) {
                confirmed(m.partition(), from, m.index());
            }
        } else if (message instanceof Message.Early m) {
            confirmations.early(m, early -> dispatch(from, early));
        } else if (message instanceof Message.Answer m) {
            requests.answered(m);
        } else if (message instanceof Message.Reply m) {
            if (m.reference() < 0) {
                surveys.answered(from, m);
            } else {
                requests.replied(m);
            }
        } else if (message instanceof Message.Opened m) {
            requests.opened(m);
        } else if (message instanceof Message.Inquire m) {
            surveys.asked(from, m);
        } else {
            membership.received(from, message);
        }
    }

    private void confirmed(int partition, long backup, long index) {
        confirmations.confirmed(partition, backup, index, early -> dispatch(placement.home(partition), early));
    }

    private void install(View next) {
        LOG.debug("view {}: {}", next.counter(), next.members());
        if (view != null && options.voting() != null) {
            peers.departed(view.members().stream()
                    .map(m -> m.member().session())
                    .filter(session -> next.find(session) == null)
                    .toList());
        }
        view = next;
        viewSince = now();
        complained = false;
        placement = new Placement(next);
        confirmations = new Confirmations(placement);
        partitions.viewInstalled(next, placement);
        requests.viewInstalled();
        surveys.again();
        List<Map.Entry<Long, Message>> waiting = List.copyOf(ahead);
        ahead.clear();
        waiting.forEach(e -> dispatch(e.getKey(), e.getValue()));
        sayGoodbye();
        entered.complete(true);
    }

    private void send(long session, Message message, boolean urgent) {
        if (session == self.session()) {
            toSelf.addLast(message);
        } else if (view != null && view.find(session) != null) {
            peers.send(session, message, urgent, now());
        }
    }

    private long now() {
        return options.nanoClock().getAsLong();
    }

    private final class RequestsPort implements Requests.Port {
        @Override
        public long self() {
            return self.session();
        }

        @Override
        public void ask(int partition, Request request, boolean urgent) {
            if (view != null && placement.home(partition) != 0) {
                send(placement.home(partition), new Message.Ask(view.number(), partition, request), urgent);
            }
        }
    }

    private final class PartitionPort implements Port {
        @Override
        public long self() {
            return self.session();
        }

        @Override
        public View view() {
            return view;
        }

        @Override
        public void send(long session, Message message, boolean urgent) {
            Node.this.send(session, message, urgent);
        }

        @Override
        public void settleLater(int partition) {
            partitions.settleLater(partition);
        }

        @Override
        public long wallClock() {
            return options.wallClock().getAsLong();
        }

        @Override
        public long nanoTime() {
            return now();
        }

        @Override
        public void alarm(long nanos) {
            options.alarm().accept(nanos);
        }
    }

    private final class SurveysPort implements Surveys.Port {
        @Override
        public View view() {
            return view;
        }

        @Override
        public void send(long session, Message message) {
            Node.this.send(session, message, true);
        }

        @Override
        public Survey own() {
            return Survey.of(self.session(), traffic, partitions, requests);
        }
    }

    private final class CoordinatorPort implements Coordinator.Port {
        @Override
        public void send(long session, Message message) {
            peers.send(session, message, true, now());
        }

        @Override
        public void install(View decided) {
            Node.this.install(decided);
        }

        @Override
        public void suspected(List<Member> members) {
            LOG.warn(
                    "{} cannot be reached and counts as dead, since quorum=none; if it lives, each side goes on by itself,"
                            + " and what only the other one has is lost here",
                    members.stream().map(Member::name).toList());
        }
    }

    private final class VotingPort implements VotedMembership.Port {
        @Override
        public void send(long session, ViewMessage message) {
            WireWriter frame = Link.datagram(session, new Message.OfViews(message));
            network.send(session, frame.buffer(), frame.length());
        }

        @Override
        public void install(View decided) {
            Node.this.install(decided);
        }

        @Override
        public void excluded() {
            // Not in the middle of what the membership is doing.
            mailbox.post(() -> {
                if (!closed) {
                    reborn(network.renew());
                }
            });
        }

        @Override
        public Collection<Long> stalled() {
            return peers.stalled(now(), options.voting().leaseMillis() * 1_500_000).stream()
                    .filter(session -> view.find(session) != null)
                    .toList();
        }
    }
}
