package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Another member, to send to. Thread-safe. Connections are made by a thread of the network, since Hazelcast starts threads
 * for it, which would inherit from the application's.
 */
final class Peer {

    /** Frames kept for a member whose connection is being made; later ones are lost, as the network's contract allows. */
    private static final int MOST_WAITING = 1024;

    private final long session;
    private final MemberImpl member;
    private final Address address;
    private final ServerConnectionManager connections;
    private final Executor background;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile Way way;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    /** A connection, and what writes to it. */
    private record Way(ServerConnection connection, FrameEncoder encoder) {

        boolean write(Frame frame) {
            boolean written = connection.write(frame);
            encoder.wakeWriter();
            return written;
        }
    }

    /** The connection that was looked at last, by {@link #closeIfSilent}. */
    private ServerConnection watched;

    private long lastRead;
    private int silentLooks;

    Peer(long session, MemberImpl member, ServerConnectionManager connections, Executor background) {
        this.session = session;
        this.member = member;
        this.address = member.getAddress();
        this.connections = connections;
        this.background = background;
    }

    long session() {
        return session;
    }

    /** Whether this is the member of Hazelcast with that UUID. */
    boolean is(UUID uuid) {
        return member.getUuid().equals(uuid);
    }

    /** Whether a connection leads to it, also if Hazelcast has given it another UUID since. */
    boolean isAt(ServerConnection other) {
        return is(other.getRemoteUuid()) || address.equals(other.getRemoteAddress());
    }

    MemberImpl member() {
        return member;
    }

    /** Sends a frame, or keeps it until there is a connection. Never blocks. */
    void send(Frame frame) {
        Way current = way;
        if (current == null || !current.connection().isAlive() || !current.write(frame)) {
            synchronized (waiting) {
                if (waiting.size() < MOST_WAITING) {
                    waiting.add(frame);
                }
            }
            connectSoon();
        }
    }

    /** Makes a connection if there is none. */
    void connectSoon() {
        if (connecting.compareAndSet(false, true)) {
            background.execute(this::connect);
        }
    }

    private void connect() {
        connecting.set(false);
        ServerConnection found = connections.getOrConnect(address);
        if (found != null) {
            connected(found);
        }
    }

    /**
     * Sends what has waited.
     *
     * @param usable a connection to this member
     */
    void connected(ServerConnection usable) {
        if (!usable.isAlive()) {
            return;
        }
        Way usableWay = new Way(usable, FrameEncoder.at(usable));
        way = usableWay;
        synchronized (waiting) {
            for (Frame frame = waiting.poll(); frame != null; frame = waiting.poll()) {
                usableWay.write(frame);
            }
        }
    }

    /**
     * Closes the connection if it was silent for some looks although something was sent: after a cut TCP would try it again
     * at longer and longer intervals, and a new connection is there sooner. To be called at regular intervals, by one thread;
     * what is counted are looks, so that a process that stood still does not blame its peers.
     */
    void closeIfSilent(int looks) {
        Way known = way;
        if (known == null) {
            return;
        }
        ServerConnection current = known.connection();
        long read = current.lastReadTimeMillis();
        boolean silent = current == watched && read == lastRead && current.lastWriteTimeMillis() > read;
        watched = current;
        lastRead = read;
        silentLooks = silent ? silentLooks + 1 : 0;
        if (silentLooks >= looks) {
            silentLooks = 0;
            connections.getAllConnections(address).forEach(each -> each.close("nothing comes from " + member, null));
        }
    }
}
