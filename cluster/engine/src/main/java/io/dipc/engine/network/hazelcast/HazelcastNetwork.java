package io.dipc.engine.network.hazelcast;

import static com.hazelcast.instance.EndpointQualifier.MEMBER;

import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.nio.ConnectionListener;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The network over Hazelcast: one member of Hazelcast's, whose connections carry the engine's frames. Frames of one
 * sender are handed over by one thread, in the order in which they were sent, as long as the connection holds.
 */
public final class HazelcastNetwork implements Network {

    private final Inbox inbox = new Inbox();
    private final LocalMember local;
    private final Node node;
    private final ServerConnectionManager connections;
    private final DeathWatch watch;
    private final Object publishing = new Object();
    private Listener listener;
    private List<Member> published = List.of();
    private volatile Member self;
    private volatile Peer[] peers = {};
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
        self = Sessions.member(node.getLocalMember());
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

    @Override
    public Member self() {
        return self;
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
    }

    private void left(long session) {
        for (Peer peer : peers) {
            if (peer.session() == session) {
                gone(peer.member(), "it has left");
            }
        }
    }

    /** Excludes a member of which it is known that it does not run any more. */
    private void gone(MemberImpl member, String why) {
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
            List<Member> members = current.stream().map(Sessions::member).toList();
            if (members.equals(published)) {
                return;
            }
            Member newSelf = Sessions.member(local);
            boolean excluded = newSelf.session() != self.session();
            self = newSelf;
            inbox.self(newSelf.session());
            peers = peersOf(current, newSelf.session());
            published = members;
            watch.watch(current.stream().filter(member -> !member.localMember()).toList());
            if (excluded) {
                listener.excluded(newSelf);
            }
            listener.members(members);
        }
    }

    private Peer[] peersOf(Collection<MemberImpl> members, long own) {
        List<Peer> found = new ArrayList<>();
        for (MemberImpl member : members) {
            long session = Sessions.of(member.getUuid());
            if (session != own) {
                found.add(known(session, member));
            }
        }
        return found.toArray(Peer[]::new);
    }

    private Peer known(long session, MemberImpl member) {
        for (Peer peer : peers) {
            if (peer.session() == session) {
                return peer;
            }
        }
        Peer peer = new Peer(session, member, connections, watch::run);
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
                long session = Sessions.of(connection.getRemoteUuid());
                for (Peer peer : peers) {
                    if (peer.session() == session) {
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
