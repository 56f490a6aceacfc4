package io.dipc.engine.node;

import io.dipc.engine.link.Link;
import io.dipc.engine.link.Traffic;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The links from one session of this JVM to other members. Single-threaded. */
final class Peers {
    private final long self;
    private final Network network;
    private final Traffic traffic;
    private final long stalledNanos;
    private final Map<Long, Link> links = new HashMap<>();
    /** The links used since the last batch, in order of use: a home's entries go out before the answers. */
    private final List<Link> touched = new ArrayList<>();
    /** The sessions that are over: one never comes back. */
    private final Set<Long> departed = new HashSet<>();

    /**
     * @param stalledNanos after how long without an acknowledgement members take each other for stalled
     */
    Peers(long self, Network network, Traffic traffic, long stalledNanos) {
        this.self = self;
        this.network = network;
        this.traffic = traffic;
        this.stalledNanos = stalledNanos;
    }

    /** Sends a message, unless the receiver's session is over; see {@link Link#send}. */
    void send(long session, Message message, boolean urgent, long now) {
        if (!departed.contains(session)) {
            link(session).send(message, urgent, now);
        }
    }

    /** Takes a frame, unless the sender's session is over; see {@link Link#receive}. */
    void receive(long from, byte[] frame, long now, Consumer<Message> sink) {
        if (!departed.contains(from)) {
            link(from).receive(frame, now, sink);
        }
    }

    /** A peer was heard, beside the link to it; see {@link Link#heard}. */
    void heard(long from, long now) {
        Link link = links.get(from);
        if (link != null) {
            link.heard(now);
        }
    }

    /** Sessions are over. */
    void departed(Collection<Long> sessions) {
        departed.addAll(sessions);
        links.keySet().removeAll(sessions);
        touched.retainAll(links.values());
    }

    /** Sends what is urgent. */
    void flush(long now) {
        for (Link link : touched) {
            link.flush(now);
        }
        touched.clear();
    }

    /** Sends what has waited. */
    void tick(long now) {
        for (Link link : links.values()) {
            link.tick(now);
        }
    }

    /** The members that have not acknowledged anything for too long although something was sent. */
    List<Long> stalled(long now) {
        return links.values().stream()
                .filter(link -> link.stalled(now, stalledNanos))
                .map(Link::peer)
                .toList();
    }

    /** The link to a member, which the network may not show yet: frames can be faster than news of members. */
    private Link link(long peer) {
        Link link = links.computeIfAbsent(peer, p -> new Link(self, p, network, traffic, stalledNanos));
        if (!touched.contains(link)) {
            touched.add(link);
        }
        return link;
    }
}
