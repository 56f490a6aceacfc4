package io.dipc.memory.transport;

import io.dipc.memory.message.Envelope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Carries messages to other members and from them, over one connection per pair, which is made again as often as it
 * breaks. All of it runs in one daemon thread. Thread-safe; nothing here blocks the caller.
 */
public interface Transport extends AutoCloseable {

    /** The largest page that can be sent, in bytes. */
    int LARGEST_PAGE = 16 << 20;

    /**
     * Begins to listen. Blocks until it does.
     *
     * @throws IOException if the address cannot be listened at
     */
    static Transport open(TransportOptions options, Receiver receiver) throws IOException {
        return new NettyTransport(options, receiver);
    }

    /** Where this member listens. */
    InetSocketAddress address();

    /**
     * Names a member to which messages may be sent from now on. Of two members the one with the smaller session connects
     * to the other. Messages of a member may come before it is known here. A call for a session that was forgotten does
     * nothing.
     *
     * @param address its {@link #address}, as it is reached from here; resolved
     */
    void know(long session, InetSocketAddress address);

    /**
     * A member is gone for ever. What has not been sent to it is dropped, its connection is closed, and nothing comes from
     * its session any more.
     */
    void forget(long session);

    /**
     * Sends a message. It arrives once, even if the connection breaks meanwhile, and in the order of the calls, unless the
     * receiver is forgotten, ends, or forgets this member; with one exception: messages of cuts ({@link
     * io.dipc.memory.message.Message.OfCuts}, without {@code Stored}) have an order of their own, and all others overtake
     * them. They in turn overtake nothing that was sent before.
     *
     * <p>What has not been sent is kept as it is, without copies, for as long as it takes: whoever sends without being
     * asked should look at {@link #unsent}.
     *
     * @param to another member that is known; a message to one that is not, or not any more, is dropped
     * @param region any number that the receiver understands
     * @param envelope with this member's session; not changed any more by anybody
     * @throws IllegalArgumentException if a page is larger than {@link #LARGEST_PAGE}
     */
    void send(long to, long region, Envelope envelope);

    /**
     * An array for the bytes of a {@link io.dipc.memory.message.Message.DataRun} that is to be sent; the transport uses it
     * again when that has come there. In the transport's thread.
     *
     * @param bytes how long it is at least; anything may be in it
     */
    byte[] room(int bytes);

    /** Nobody uses the bytes of a received {@link io.dipc.memory.message.Message.DataRun} any more. In the transport's thread. */
    void reuse(byte[] room);

    /**
     * A task is likely to be given to the {@link #executor} within microseconds: its thread looks for it before it sleeps, if
     * such tasks mostly came. In the transport's thread.
     */
    default void expectTask() {}

    /**
     * Others are likely to send something within microseconds: the transport's thread looks for it before it sleeps, if that
     * mostly came. In the transport's thread.
     */
    default void expectBytes() {}

    /** How many bytes of pages wait to be sent to a member, or to be sent again if the connection breaks; about. */
    long unsent(long to);

    /**
     * The transport's thread. Messages are received in it, and what is sent from it needs no waking of another: a pager
     * that lives in it saves two changes of threads per message. Tasks and timers run between messages, so they must be
     * short and must not block. It cannot be shut down but by {@link #close}; after that it refuses tasks.
     */
    ScheduledExecutorService executor();

    /** Ends all connections. What has not been sent is dropped, and nothing is received any more. */
    @Override
    void close();
}
