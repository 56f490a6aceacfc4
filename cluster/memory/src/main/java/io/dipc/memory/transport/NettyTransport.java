package io.dipc.memory.transport;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.SingleThreadIoEventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport over Netty: one event loop, which owns all peers and connections. */
final class NettyTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);
    private static final int TICK_SECONDS = 2;
    private static final int END_SECONDS = 5;
    /** For so long messages for which nobody waits wait for others. To write them alone wakes the receiver for nothing. */
    private static final int PATIENCE_MICROS = 1000;
    /** How many members that have connected may be unknown here yet. */
    private static final int MOST_UNKNOWN = 1000;

    private record Sending(Peer peer, long region, Envelope envelope) {}

    private final TransportOptions options;
    private final Receiver receiver;
    private final SingleThreadIoEventLoop loop;
    /** The loop's. */
    private SparingIoHandler io;

    private final PooledByteBufAllocator buffers;
    private final Endpoint endpoint;
    private final ConcurrentMap<Long, Peer> peers = new ConcurrentHashMap<>();
    private final Set<Long> forgotten = ConcurrentHashMap.newKeySet();
    /** What other threads send. */
    private final Queue<Sending> sendings = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean taking = new AtomicBoolean();
    private final Rooms rooms = new Rooms();
    private final Queue<Peer> dirty = new ArrayDeque<>();
    private boolean willWrite;
    private volatile boolean closed;

    NettyTransport(TransportOptions options, Receiver receiver) throws IOException {
        this.options = options;
        this.receiver = receiver;
        // Chunks of 1 MiB, and one arena for the one thread.
        buffers = new PooledByteBufAllocator(true, 0, 1, 8192, 7, 64, 32, true);
        loop = new SingleThreadIoEventLoop(null, NettyTransport::thread, executor -> {
            io = new SparingIoHandler(executor);
            return io;
        });
        try {
            endpoint = new Endpoint(options, loop, buffers, () -> new Connection(this, null));
        } catch (IOException e) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
        loop.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "dipc-pages", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(NettyTransport.class.getClassLoader());
        return thread;
    }

    @Override
    public InetSocketAddress address() {
        return endpoint.address();
    }

    @Override
    public void know(long session, InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("address: " + address + " (expected: resolved)");
        }
        if (session == options.session()) {
            throw new IllegalArgumentException("session: " + session + " (expected: that of another member)");
        }
        Peer peer = find(session, true);
        if (peer != null) {
            peer.know(address);
            execute(() -> connect(peer));
        }
    }

    /** A peer, made if need be; null if it was forgotten. */
    private Peer find(long session, boolean known) {
        return peers.compute(session, (key, found) -> {
            if (found != null || forgotten.contains(key)) {
                return found;
            }
            return known || peers.size() < MOST_UNKNOWN ? new Peer(key, rooms) : null;
        });
    }

    @Override
    public void forget(long session) {
        Peer[] gone = new Peer[1];
        peers.compute(session, (key, found) -> {
            forgotten.add(key);
            gone[0] = found;
            return null;
        });
        if (gone[0] != null) {
            execute(gone[0]::end);
        }
    }

    @Override
    public void send(long to, long region, Envelope envelope) {
        if (envelope.from() != options.session()) {
            throw new IllegalArgumentException(
                    "from: " + envelope.from() + " (expected: this member, " + options.session() + ")");
        }
        MessageCodec.pages(envelope.message(), NettyTransport::checkPage);
        Peer peer = peers.get(to);
        if (peer == null || peer.address() == null) {
            return;
        }
        peer.unsent().addAndGet(MessageCodec.bytes(envelope.message()));
        if (loop.inEventLoop()) {
            add(peer, region, envelope);
        } else {
            sendings.add(new Sending(peer, region, envelope));
            if (!taking.get() && taking.compareAndSet(false, true)) {
                execute(this::takeSendings);
            }
        }
    }

    private static void checkPage(byte[] page, int length) {
        if (length > LARGEST_PAGE) {
            throw new IllegalArgumentException("page: " + length + " bytes (expected: at most " + LARGEST_PAGE + ")");
        }
    }

    private void takeSendings() {
        taking.set(false);
        for (Sending sending = sendings.poll(); sending != null; sending = sendings.poll()) {
            add(sending.peer, sending.region, sending.envelope);
        }
    }

    private void add(Peer peer, long region, Envelope envelope) {
        peer.outbox.add(region, envelope.view(), envelope.message());
        if (peer.outbox.full()) {
            orDisconnect(peer, peer::write);
        }
        if (peer.dirty || !Tag.of(envelope.message()).patient()) {
            dirty(peer);
        } else if (!peer.patient && !closed) {
            peer.patient = true;
            loop.schedule(() -> orDisconnect(peer, () -> writeSoon(peer)), PATIENCE_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    @Override
    public long unsent(long to) {
        Peer peer = peers.get(to);
        return peer == null ? 0 : peer.unsent().get();
    }

    @Override
    public ScheduledExecutorService executor() {
        return loop;
    }

    @Override
    public byte[] room(int bytes) {
        return rooms.take(bytes);
    }

    @Override
    public void reuse(byte[] room) {
        rooms.give(room);
    }

    /** How much memory Netty's buffers take, in bytes. */
    long bufferMemory() {
        return buffers.metric().usedDirectMemory();
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.trace("Closed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        execute(() -> {
            endpoint.close();
            peers.values().forEach(Peer::end);
        });
        loop.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS);
        if (!loop.inEventLoop()) {
            loop.terminationFuture().awaitUninterruptibly(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    // What follows runs in the loop.

    @Override
    public void expectTask() {
        io.expectTask();
    }

    @Override
    public void expectBytes() {
        io.expectBytes();
    }

    /** Something has come, so that the loop is awake. */
    void awake() {
        io.awake();
    }

    /** For runs of pages. */
    Rooms rooms() {
        return rooms;
    }

    private void writeSoon(Peer peer) {
        peer.patient = false;
        if (peer.outbox.hasNext()) {
            dirty(peer);
        }
    }

    /** Writes what there is for a peer when all that has come in this turn of the loop is done. */
    void dirty(Peer peer) {
        if (!peer.dirty) {
            peer.dirty = true;
            dirty.add(peer);
            if (!willWrite) {
                willWrite = true;
                loop.executeAfterEventLoopIteration(this::write);
            }
        }
    }

    /** To write may make a channel writable again, and so its peer dirty: that is the next turn's. */
    private void write() {
        willWrite = false;
        for (int i = dirty.size(); i > 0; i--) {
            Peer peer = dirty.remove();
            peer.dirty = false;
            orDisconnect(peer, peer::write);
        }
    }

    private void connect(Peer peer) {
        if (options.session() >= peer.session || !peer.startConnecting()) {
            return;
        }
        try {
            endpoint.connect(peer, new Connection(this, peer)).addListener(attempt -> {
                if (!attempt.isSuccess()) {
                    LOG.debug("Cannot connect to member {}", peer.session, attempt.cause());
                    connectLater(peer);
                }
            });
        } catch (RuntimeException | Error e) {
            LOG.error("Shared memory: cannot connect to member {}", peer.session, e);
            connectLater(peer);
        }
    }

    private void connectLater(Peer peer) {
        int pause = peer.pause();
        if (!closed) {
            loop.schedule(() -> connect(peer), pause, TimeUnit.MILLISECONDS);
        }
    }

    void disconnected(Peer peer, Connection connection) {
        peer.detach(connection);
        connectLater(peer);
    }

    Hello hello(Peer peer) {
        return new Hello(options.cluster(), options.session(), peer.session, peer.inbox.received());
    }

    /**
     * A greeting has come.
     *
     * @param expected to whom this member has connected; null if somebody has connected to it
     * @return who it is, or null if it is not to be talked to
     */
    Peer greeted(Hello hello, Peer expected) throws MalformedException {
        if (!hello.cluster().equals(options.cluster())) {
            throw new MalformedException(
                    "it belongs to cluster '" + hello.cluster() + "' (expected: '" + options.cluster() + "')");
        }
        if (closed || hello.to() != options.session()) {
            return null;
        }
        if (expected != null) {
            return hello.from() == expected.session && peers.get(hello.from()) == expected ? expected : null;
        }
        if (hello.from() >= options.session()) {
            throw new MalformedException(
                    "session " + hello.from() + " has connected to " + hello.to() + " (expected: a smaller one)");
        }
        return find(hello.from(), false);
    }

    void received(Peer peer, Item item) throws MalformedException {
        Message message = peer.inbox.take(item);
        if (peer.inbox.isToTell()) {
            peer.tell();
            dirty(peer);
        }
        if (message == null || closed || peers.get(peer.session) != peer) {
            return;
        }
        try {
            receiver.received(item.region(), new Envelope(item.view(), peer.session, message));
        } catch (RuntimeException | Error e) {
            LOG.error("Shared memory: a message of member {} was not understood", peer.session, e);
        }
    }

    /** What came at once has been received. */
    void pause() {
        receiver.pause();
    }

    private void tick() {
        peers.values().forEach(peer -> orDisconnect(peer, peer::tick));
    }

    /** What fails of one peer, about which the loop would tell nobody, begins anew with another connection. */
    private void orDisconnect(Peer peer, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("Shared memory: closed the connection with member {}", peer.session, e);
            peer.disconnect();
        }
    }
}
