package io.dipc.engine.node;

import io.dipc.engine.client.Confirmations;
import io.dipc.engine.client.Requests;
import io.dipc.engine.link.Link;
import io.dipc.engine.link.Traffic;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.EntryMessage;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.replication.Doubts;
import io.dipc.engine.replication.PartedCopy;
import io.dipc.engine.replication.Partition;
import io.dipc.engine.replication.Port;
import io.dipc.engine.view.Coordinator;
import io.dipc.engine.view.Membership;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.View;
import io.dipc.engine.view.ViewMember;
import io.dipc.engine.view.VotedMembership;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of this JVM: its part in agreeing on views, the objects that it hosts, and its conversations with other
 * members. Messages of other views than the present one wait or are refused, and nothing goes out and nothing that came
 * in is used without a lease. Single-threaded but for what is said to be otherwise.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /** Frames kept while there is no lease; others are sent again. */
    private static final int MOST_HELD = 4096;
    /** More than come and go while something of them is remembered, as a rule. */
    private static final int MOST_NAMES = 1024;

    /**
     * What outlives a session.
     *
     * @param network the way to other members
     * @param options what the node was given
     * @param traffic counts what is sent
     * @param doubts counts what is in doubt
     * @param requests hears the answers of homes
     * @param surveys hears questions of members and their answers
     * @param excluded runs when others have gone on without this session; may be in the middle of something
     */
    record Surroundings(
            Network network,
            NodeOptions options,
            Traffic traffic,
            Doubts doubts,
            Requests requests,
            Surveys surveys,
            Runnable excluded) {}

    private final Member self;
    private final NodeOptions options;
    private final Traffic traffic;
    private final Doubts doubts;
    private final Requests requests;
    private final Surveys surveys;

    private final Peers peers;
    private final Partitions partitions;
    private final Membership membership;

    private final ArrayDeque<Message> toSelf = new ArrayDeque<>();
    /** Messages of views that are not installed here yet, with their senders. */
    private final List<Map.Entry<Long, Message>> ahead = new ArrayList<>();
    /** Frames that came while this member had no lease, with their senders. */
    private final ArrayDeque<Map.Entry<Long, byte[]>> held = new ArrayDeque<>();
    /** The sessions that the network shows. */
    private final Set<Long> present = new HashSet<>();

    /** For people: of those that are not members any more, too. */
    private final Map<Long, String> names = new LinkedHashMap<>();

    private volatile View view;
    private Placement placement;
    private Confirmations confirmations;
    private long viewSince;
    /** Once this JVM leaves: whether no thread was cut short. */
    private Boolean leavingOrderly;

    /**
     * @param former the session before this one, or null
     */
    Session(Member self, Session former, Surroundings surroundings) {
        this.self = self;
        this.options = surroundings.options();
        this.traffic = surroundings.traffic();
        this.doubts = surroundings.doubts();
        this.requests = surroundings.requests();
        this.surveys = surroundings.surveys();
        long stalledNanos =
                options.voting() == null ? Long.MAX_VALUE : options.voting().stalledNanos();
        this.peers = new Peers(self.session(), surroundings.network(), traffic, stalledNanos);
        // Without a majority the others have gone on with what they had, and so has this JVM.
        boolean keepsCopies = former != null && options.voting() != null;
        this.partitions = new Partitions(new PartitionPort(), keepsCopies ? former.partitions : null);
        this.viewSince = now();
        ViewPort port = new ViewPort(
                peers, surroundings.network(), options, this::view, this::install, surroundings.excluded());
        if (options.voting() == null) {
            membership = new Coordinator(self.session(), options.backups(), port);
        } else if (former != null && former.membership instanceof VotedMembership voted) {
            membership = voted.successor(self, port);
        } else {
            membership = new VotedMembership(self, options.voting(), port);
        }
        this.leavingOrderly = former == null ? null : former.leavingOrderly;
    }

    /** What this session had copies of when the others went on without it; each side goes on by itself without a majority. */
    List<PartedCopy> parted() {
        return options.voting() == null
                ? partitions.stream()
                        .map(Partition::parted)
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
    }

    /** The newest view of which it is known here that a partition was complete in it, or 0. */
    long completed(int partition) {
        return partitions.completed(partition);
    }

    Member self() {
        return self;
    }

    /** The current view, or null if there is none yet. May be called by any thread. */
    View view() {
        return view;
    }

    /** When the current view was installed or, without one, the session began. */
    long viewSince() {
        return viewSince;
    }

    boolean homesActive() {
        return view != null && partitions.homesActive();
    }

    /** How many elements homes here keep aside, since they may have arrived at sessions that are over. */
    int inDoubt() {
        return partitions.stream().mapToInt(Partition::inDoubt).sum();
    }

    /** Whether anything may be let out or used that came in. */
    boolean leased() {
        return membership.leased(now(), options.wallClock().getAsLong());
    }

    /** For how long. May be called by any thread. */
    long leaseNanos() {
        return membership.leaseNanos(now(), options.wallClock().getAsLong());
    }

    /** Whether those whom this member has joined are gone before they took it in. */
    boolean stranded() {
        return membership.stranded();
    }

    /** For people: the members that decide and are not reached. */
    String decidersMissing() {
        return membership.waitsFor();
    }

    /** For people: the members that homes here wait for before they are active. */
    List<String> slow() {
        return partitions.waitsFor().stream().map(this::name).toList();
    }

    void received(long from, byte[] frame) {
        List<Message> messages = new ArrayList<>();
        try {
            Message datagram = Link.datagram(frame, self.session());
            if (datagram != null) {
                if (leased()) {
                    peers.heard(from, now());
                }
                membership.received(from, datagram);
                return;
            }
            if (!leased()) {
                if (held.size() < MOST_HELD) {
                    held.addLast(Map.entry(from, frame));
                }
                return;
            }
            peers.receive(from, frame, now(), messages::add);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "a message of member {} is not understood and ignored: {}", Long.toHexString(from), e.getMessage());
        }
        messages.forEach(message -> dispatch(from, message));
    }

    void members(List<Member> oldestFirst) {
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

    /** It is known that a session is over. */
    void over(long session, boolean dead) {
        membership.over(session, dead);
    }

    /** Time has passed; also without a lease. */
    void tick() {
        membership.tick();
    }

    /** Time has passed, and there is a lease: what has waited goes out. */
    void send() {
        partitions.acknowledge();
        peers.tick(now());
    }

    /** Homes look for what may be forgotten. */
    void forget() {
        partitions.tick();
    }

    /** The alarm that was asked for. */
    void due() {
        partitions.due();
    }

    /** This JVM leaves: the session says goodbye, as often as it takes, as do those that may follow. */
    void leave(boolean orderly) {
        leavingOrderly = orderly;
        sayGoodbye();
    }

    private void sayGoodbye() {
        if (leavingOrderly != null) {
            membership.leave(leavingOrderly);
        }
    }

    /** Whether this JVM has left, and handed over everything. */
    boolean left() {
        if (leavingOrderly == null || view == null) {
            return false;
        }
        boolean saidSo = view.find(self.session()).leaving();
        boolean somebodyTakes = view.members().stream().anyMatch(ViewMember::places);
        return saidSo && (!somebodyTakes || partitions.handedOver());
    }

    /** Runs when an input and everything that it caused is done, and there is a lease. */
    void settle() {
        hearHeld();
        hearOneself();
        partitions.settle();
        if (surveys.somebodyWaits() && view != null && partitions.homesActiveOrAwaiting()) {
            surveys.answer();
            hearOneself();
        }
        peers.flush(now());
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
            if (message instanceof EntryMessage.Replicate m) {
                confirmed(m.partition(), self.session(), m.index());
            } else if (message instanceof EntryMessage.Replicated m) {
                confirmed(m.partition(), from, m.index());
            }
        } else if (message instanceof EntryMessage.Early m) {
            confirmations.early(m, early -> dispatch(from, early));
        } else if (message instanceof SessionMessage.Answer m) {
            requests.answered(m);
        } else if (message instanceof SessionMessage.Reply m) {
            if (m.reference() < 0) {
                surveys.answered(from, m);
            } else {
                requests.replied(m);
            }
        } else if (message instanceof SessionMessage.Opened m) {
            requests.opened(m);
        } else if (message instanceof SessionMessage.Inquire m) {
            surveys.asked(from, m);
        } else {
            membership.received(from, message);
        }
    }

    private void confirmed(int partition, long backup, long index) {
        confirmations.confirmed(partition, backup, index, early -> dispatch(placement.home(partition), early));
    }

    private String name(long session) {
        return names.getOrDefault(session, Long.toHexString(session));
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
        next.members().forEach(m -> names.put(m.member().session(), m.member().name()));
        while (names.size() > MOST_NAMES) {
            names.remove(names.keySet().iterator().next());
        }
        viewSince = now();
        placement = new Placement(next);
        confirmations = new Confirmations(placement);
        partitions.viewInstalled(next, placement);
        requests.viewInstalled();
        surveys.again();
        List<Map.Entry<Long, Message>> waiting = List.copyOf(ahead);
        ahead.clear();
        waiting.forEach(e -> dispatch(e.getKey(), e.getValue()));
        sayGoodbye();
    }

    /** Sends a request to the home of a partition, if there is one; else it is lost. */
    void ask(int partition, Request request, boolean urgent) {
        if (view != null && placement.home(partition) != 0) {
            send(placement.home(partition), new SessionMessage.Ask(view.number(), partition, request), urgent);
        }
    }

    /** Sends a message to a member of the view, which may be this one. */
    void send(long session, Message message, boolean urgent) {
        if (session == self.session()) {
            toSelf.addLast(message);
        } else if (view != null && view.find(session) != null) {
            peers.send(session, message, urgent, now());
        }
    }

    /** What this member answers when asked what it knows. */
    Survey survey() {
        return Survey.of(self.session(), traffic, partitions, requests);
    }

    private long now() {
        return options.nanoClock().getAsLong();
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
            Session.this.send(session, message, urgent);
        }

        @Override
        public void settleLater(int partition) {
            partitions.settleLater(partition);
        }

        @Override
        public boolean dead(long session) {
            return membership.dead(session);
        }

        @Override
        public boolean departed(long session) {
            return membership.departed(session);
        }

        @Override
        public Doubts doubts() {
            return doubts;
        }

        @Override
        public String name(long session) {
            return Session.this.name(session);
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
}
