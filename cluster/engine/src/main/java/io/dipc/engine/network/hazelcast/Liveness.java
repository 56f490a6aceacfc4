package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.impl.MemberImpl;
import io.dipc.ClusterUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that members on other machines have ended, by a connection to each that nothing is sent on. A member closes
 * it never, or when its session is over; the kernel closes it with the process, and not while the process is stopped or
 * the network is cut, since what is never sent is never missed. Hazelcast's own connections would not do: it closes those
 * to members that it only suspects. Thread-safe.
 */
final class Liveness implements AutoCloseable {

    /** Attribute of a member: the port that others connect to. */
    static final String PORT = "dipc.liveness";

    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);
    private static final long RECONNECT_MILLIS = 1000;

    /** A connection to another member. */
    private static final class Watched {
        private final MemberImpl member;
        private final ByteBuffer greeting = ByteBuffer.allocate(Long.BYTES);
        private SocketChannel channel;
        private long tried;
        private boolean over;

        Watched(MemberImpl member) {
            this.member = member;
        }

        /** Whether it is that member at the other end, which says so first. */
        boolean known() {
            return !greeting.hasRemaining()
                    && Long.toHexString(greeting.getLong(0)).equals(member.getAttribute(MemberConfig.SESSION));
        }
    }

    private final ServerSocketChannel server;
    private final Selector selector;
    private final long session;
    private final Map<UUID, Watched> watched = new HashMap<>();
    private volatile Collection<MemberImpl> others = List.of();
    private volatile Consumer<MemberImpl> dead = member -> {};
    private volatile boolean closed;

    /**
     * @param address where to listen, at a port that is free
     * @param session the first session of this JVM, told to whoever connects
     */
    Liveness(InetAddress address, long session) {
        this.session = session;
        try {
            selector = Selector.open();
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(address, 0), 0);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            throw new ClusterUnavailableException("cannot listen on " + address, e);
        }
    }

    /** The port that others connect to. */
    int port() {
        return server.socket().getLocalPort();
    }

    /** @param whenDead told of each member that has ended */
    void start(Consumer<MemberImpl> whenDead) {
        dead = whenDead;
        Thread thread = new Thread(null, this::run, "dipc-liveness", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sets whom to watch. */
    void watch(Collection<MemberImpl> members) {
        others = List.copyOf(members);
        selector.wakeup();
    }

    private void run() {
        while (!closed) {
            try {
                connect();
                selector.select(RECONNECT_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        handle(key);
                    }
                }
                selector.selectedKeys().clear();
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    LOG.warn("watching the other machines: {}", e, e);
                }
            }
        }
        closeAll();
    }

    private void connect() {
        Collection<MemberImpl> now = others;
        watched.values().removeIf(each -> {
            boolean gone = now.stream().noneMatch(m -> m.getUuid().equals(each.member.getUuid()));
            if (gone) {
                close(each.channel);
            }
            return gone;
        });
        for (MemberImpl member : now) {
            Watched each = watched.computeIfAbsent(member.getUuid(), uuid -> new Watched(member));
            long time = System.nanoTime();
            boolean soon = each.tried != 0 && time - each.tried < TimeUnit.MILLISECONDS.toNanos(RECONNECT_MILLIS);
            if (each.channel == null && !each.over && !soon && member.getAttribute(PORT) != null) {
                each.tried = time;
                try {
                    each.channel = SocketChannel.open();
                    each.channel.configureBlocking(false);
                    each.greeting.clear();
                    each.channel.register(selector, SelectionKey.OP_CONNECT, each);
                    each.channel.connect(address(member));
                } catch (IOException e) {
                    lost(each, e);
                }
            }
        }
    }

    private static InetSocketAddress address(MemberImpl member) throws UnknownHostException {
        return new InetSocketAddress(member.getAddress().getInetAddress(), Integer.parseInt(member.getAttribute(PORT)));
    }

    private void handle(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel visitor = server.accept();
            if (visitor != null) {
                visitor.configureBlocking(false);
                visitor.register(selector, SelectionKey.OP_READ);
                visitor.write(ByteBuffer.allocate(Long.BYTES).putLong(session).flip());
            }
        } else if (key.attachment() instanceof Watched each) {
            look(key, each);
        } else if (endOf(key)) {
            close((SocketChannel) key.channel());
        }
    }

    /** Whether a visitor has gone; what it might say does not matter. */
    private static boolean endOf(SelectionKey key) {
        try {
            return ((SocketChannel) key.channel()).read(ByteBuffer.allocate(Long.BYTES)) < 0;
        } catch (IOException e) {
            LOG.debug("a member that watched this one has gone", e);
            return true;
        }
    }

    private void look(SelectionKey key, Watched each) {
        try {
            if (key.isConnectable()) {
                each.channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
            } else if (each.greeting.hasRemaining()) {
                if (each.channel.read(each.greeting) < 0) {
                    ended(each);
                } else if (!each.greeting.hasRemaining() && !each.known()) {
                    lost(each, new IOException("another process listens there"));
                }
            } else if (each.channel.read(ByteBuffer.allocate(1)) < 0) {
                ended(each);
            }
        } catch (IOException e) {
            // The only error that is the other kernel's doing; the rest is this one's, or the network's.
            if (each.channel.isConnected() && String.valueOf(e.getMessage()).contains("reset")) {
                ended(each);
            } else {
                lost(each, e);
            }
        }
    }

    private void ended(Watched each) {
        boolean proven = each.known();
        lost(each, new IOException("closed by the other end"));
        if (proven && !closed) {
            each.over = true;
            dead.accept(each.member);
        }
    }

    private static void lost(Watched each, IOException why) {
        LOG.debug("no connection to {}", each.member, why);
        close(each.channel);
        each.channel = null;
    }

    private static void close(SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("cannot close {}", channel, e);
            }
        }
    }

    private void closeAll() {
        try {
            selector.keys().forEach(key -> {
                if (key.channel() instanceof SocketChannel channel) {
                    close(channel);
                }
            });
            server.close();
            selector.close();
        } catch (IOException e) {
            LOG.debug("cannot close the socket of liveness", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
