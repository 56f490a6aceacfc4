package io.dipc.engine.network.hazelcast;

import static com.hazelcast.instance.EndpointQualifier.MEMBER;

import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.nio.ConnectionListener;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.Quorum;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network over Hazelcast: one member of Hazelcast's, whose connections carry the engine's frames. Frames of one
 * sender are handed over by one thread, in the order in which they were sent, as long as the connection holds.
 */
public final class HazelcastNetwork implements Network {

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastNetwork.class);

    /** More than leave while one joins. */
    private static final int MOST_DEPARTED = 1024;
    /** How often one looks at a silent connection within the detection time, before it is closed. */
    private static final int LOOKS = 10;

    private final Inbox inbox = new Inbox();
    private final LocalMember local;
    private final Node node;
    private final ServerConnectionManager connections;
    private final DeathWatch watch;
    private final Quorum quorum;
    private final long detectionMillis;
    private final Sessions sessions = new Sessions();
    private final KnownMembers known;
    private final Object publishing = new Object();
    private volatile Listener listener;
    private List<Member> published = List.of();
    private volatile Member self;
    private volatile Peer[] peers = {};
    /** Sessions that have said goodbye and are not among the peers; used on the thread of the watch. */
    private final Set<Long> departed = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST_DEPARTED;
        }
    });

    private final AtomicBoolean closing = new AtomicBoolean();
    /** Whether the listener is told nothing any more; guarded by {@code publishing}. */
    private boolean over;

    private HazelcastNetwork(ClusterOptions options) {
        Optional<Rendezvous> rendezvous = Rendezvous.open(options);
        watch = new DeathWatch(rendezvous, this::gone);
        try {
            local = new LocalMember(options, rendezvous, new Arrivals());
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
        node = local.node();
        connections = node.getServer().getConnectionManager(MEMBER);
        quorum = quorumOfOldest(options);
        detectionMillis = options.detection().toMillis();
        sessions.decidedBy(quorum);
        known = new KnownMembers(sessions, quorum == Quorum.MAJORITY);
        self = sessions.member(node.getLocalMember());
        inbox.self(self.session());
    }

    /**
     * Joins the cluster, or founds it if there is none. Waits, uninterruptibly, until this member is in it.
     *
     * @throws io.dipc.ClusterUnavailableException if it cannot; says why and what to do
     */
    public static HazelcastNetwork open(ClusterOptions options) {
        return OwnThread.call("dipc-network-start", () -> new HazelcastNetwork(options));
    }

    private Quorum quorumOfOldest(ClusterOptions options) {
        MemberImpl oldest = node.getClusterService().getMemberImpls().iterator().next();
        Quorum counts = Quorum.valueOf(oldest.getAttribute(MemberConfig.QUORUM));
        if (counts != options.quorum() && options.role().hosts()) {
            LOG.warn(
                    "quorum={} is not used: cluster {} was founded with quorum={}",
                    options.quorum().name().toLowerCase(Locale.ROOT),
                    options.clusterName(),
                    counts.name().toLowerCase(Locale.ROOT));
        }
        return counts;
    }

    @Override
    public Member self() {
        return self;
    }

    @Override
    public Quorum quorum() {
        return quorum;
    }

    @Override
    public Member renew() {
        synchronized (publishing) {
            long session = MemberConfig.newSession();
            long first = sessions.first(node.getLocalMember());
            sessions.renew(first, session);
            self = new Member(session, self.name(), self.address(), self.hosts());
            inbox.self(session);
            for (Peer peer : peers) {
                introduce(peer);
            }
            publish();
            return self;
        }
    }

    @Override
    public void start(Listener newListener) {
        synchronized (publishing) {
            listener = newListener;
        }
        node.getClusterService().addMembershipListener(new MembershipEvents(this::publish));
        connections.addConnectionListener(new Connected());
        local.instance().getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleEvent.LifecycleState.SHUTDOWN) {
                closedByHazelcast();
            } else {
                publish();
            }
        });
        publish();
        inbox.open(newListener);
        if (quorum == Quorum.MAJORITY) {
            // Without it Hazelcast itself closes them, after the same time.
            watch.repeat(
                    () -> List.of(peers).forEach(peer -> peer.closeIfSilent(LOOKS)),
                    Math.max(1, detectionMillis / LOOKS));
            watch.repeat(() -> List.of(peers).forEach(this::introduce), Math.max(1, detectionMillis / 2));
        }
        local.liveness().ifPresent(each -> each.start(member -> gone(member, "its machine has closed its connection")));
    }

    @Override
    public void send(long session, byte[] frame, int length) {
        for (Peer peer : peers) {
            if (peer.session() == session) {
                peer.send(Frame.data(session, self.session(), frame, length));
                return;
            }
        }
    }

    /** What members say to this one. */
    private final class Arrivals implements FrameSink {
        @Override
        public void frames(long to, long from, List<byte[]> bodies) {
            inbox.received(to, from, bodies);
        }

        @Override
        public void goodbye(long from) {
            watch.run(() -> left(from));
        }

        @Override
        public void renewed(long first, Sessions.Renewal renewal) {
            // Members may say so as soon as they are connected, long before this network is started.
            watch.run(() -> sessions.renewed(first, renewal).ifPresent(before -> {
                if (listener != null) {
                    over(before, false);
                    publish();
                }
            }));
        }
    }

    /** Someone may say so before this member sees it for the first time, or not at all then. */
    private void left(long session) {
        departed.add(session);
        lookForDeparted();
    }

    private void lookForDeparted() {
        for (Peer peer : peers) {
            if (departed.remove(peer.session())) {
                gone(peer.member(), "it has left");
            }
        }
    }

    private void over(long session, boolean dead) {
        Listener current = listener;
        if (current != null) {
            current.over(session, dead);
        }
    }

    /** Excludes a member of which it is known that it does not run any more. */
    private void gone(MemberImpl member, String why) {
        known.ended(member);
        sessions.all(member).forEach(session -> over(session, true));
        node.getClusterService().suspectMember(member, why, true);
    }

    /** Tells the listener who is in the cluster, if that has changed. */
    private void publish() {
        synchronized (publishing) {
            if (over || !node.getClusterService().isJoined()) {
                return;
            }
            Collection<MemberImpl> current = node.getClusterService().getMemberImpls();
            MemberImpl local = node.getLocalMember();
            if (current.stream().noneMatch(each -> each.getUuid().equals(local.getUuid()))) {
                return;
            }
            List<Member> members = current.stream().map(sessions::member).toList();
            Member newSelf = sessions.member(local);
            List<MemberImpl> others = known.listed(current);
            peers = others.stream().map(each -> peer(sessions.of(each), each)).toArray(Peer[]::new);
            this.local.liveness().ifPresent(each -> each.watch(others));
            watch.watch(others);
            watch.run(this::lookForDeparted);
            if (members.equals(published)) {
                return;
            }
            boolean excluded = newSelf.session() != self.session();
            self = newSelf;
            inbox.self(newSelf.session());
            published = members;
            if (excluded) {
                listener.excluded(newSelf);
            }
            listener.members(members);
        }
    }

    /**
     * Whoever meets this JVM first in a later session takes it for the first one. Said again and again: a connection may
     * be lost with it, while there is another one.
     */
    private void introduce(Peer peer) {
        long first = sessions.first(node.getLocalMember());
        sessions.renewal(first).ifPresent(renewal -> peer.send(Frame.renewed(peer.session(), first, renewal)));
    }

    private Peer peer(long session, MemberImpl member) {
        for (Peer peer : peers) {
            if (peer.session() == session && peer.is(member.getUuid())) {
                return peer;
            }
        }
        Peer peer = new Peer(session, member, connections, watch::run);
        introduce(peer);
        peer.connectSoon();
        return peer;
    }

    private void closedByHazelcast() {
        synchronized (publishing) {
            if (!over) {
                over = true;
                peers = new Peer[0];
                listener.excluded(null);
            }
        }
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        synchronized (publishing) {
            over = true;
        }
        for (Peer peer : peers) {
            peer.send(Frame.goodbye(peer.session(), self.session()));
        }
        peers = new Peer[0];
        watch.close();
        OwnThread.call("dipc-network-stop", () -> {
            local.stop();
            return null;
        });
    }

    /** Sends what has waited for a connection. */
    private final class Connected implements ConnectionListener<ServerConnection> {

        @Override
        public void connectionAdded(ServerConnection connection) {
            if (connection.getRemoteUuid() != null) {
                for (Peer peer : peers) {
                    if (peer.isAt(connection)) {
                        introduce(peer);
                        peer.connected(connection);
                    }
                }
            }
        }

        @Override
        public void connectionRemoved(ServerConnection connection) {
            if (connection.getRemoteUuid() != null) {
                watch.look(connection.getRemoteUuid());
            }
        }
    }
}
