package io.dipc.memory.transport;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** Another member, with its connection if there is one. But for what says otherwise, used by the transport's thread alone. */
final class Peer {
    private static final int LONGEST_PAUSE_MILLIS = 1000;
    private static final int FIRST_PAUSE_MILLIS = 10;
    /** For so many ticks it may be silent although it was asked something. */
    private static final int LONGEST_SILENCE = 5;

    final long session;
    final Outbox outbox;
    final Inbox inbox = new Inbox();
    private final AtomicLong unsent = new AtomicLong();
    /** Where it listens; null while it is not known. Set by any thread. */
    private volatile InetSocketAddress address;

    private Connection connection;
    private boolean connecting;
    /** Whether the latest attempt to connect was one by a local socket that led to no greetings. */
    private boolean localInVain;

    private boolean gone;
    private int pauseMillis;
    private int silence;
    private boolean tell;
    /** Whether it is among those for whom something is to be written. */
    boolean dirty;
    /** Whether it will be, soon. */
    boolean patient;

    Peer(long session, Rooms rooms) {
        this.session = session;
        this.outbox = new Outbox(rooms);
    }

    /** Thread-safe. */
    void know(InetSocketAddress where) {
        address = where;
    }

    /** Null if nothing may be sent to it yet. Thread-safe. */
    InetSocketAddress address() {
        return address;
    }

    /** How many bytes of pages are here for it. Thread-safe. */
    AtomicLong unsent() {
        return unsent;
    }

    /** Whether somebody should connect to it now; if so, the caller does. */
    boolean startConnecting() {
        if (connecting || gone || connection != null || address == null) {
            return false;
        }
        connecting = true;
        return true;
    }

    /**
     * Whether to connect by a local socket now, if there is one: not after one at which nobody answered.
     *
     * @param there whether there is one
     */
    boolean tryLocal(boolean there) {
        localInVain = there && !localInVain;
        return localInVain;
    }

    /** The attempt has failed, or the connection is over: how long to wait before the next. */
    int pause() {
        connecting = false;
        int pause = pauseMillis;
        pauseMillis = Math.max(FIRST_PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, 2 * pause));
        return pause;
    }

    /** Greetings have been exchanged on a new connection. */
    void attach(Connection next, long received) throws MalformedException {
        unsent.addAndGet(-outbox.restart(received));
        Connection previous = connection;
        connection = next;
        connecting = false;
        localInVain = false;
        silence = 0;
        tell = false;
        inbox.told();
        if (previous != null) {
            previous.close();
        }
    }

    boolean isAttached(Connection candidate) {
        return connection == candidate;
    }

    /** A connection is over. */
    void detach(Connection former) {
        if (connection == former) {
            connection = null;
        }
    }

    /** Something has come. */
    void heard() {
        silence = 0;
        pauseMillis = 0;
    }

    void confirmed(long received) throws MalformedException {
        unsent.addAndGet(-outbox.confirm(received));
    }

    /** It is to be told how much has come from it. */
    void tell() {
        tell = true;
    }

    /** Writes as much as the connection takes. */
    void write() {
        if (connection == null) {
            return;
        }
        if (tell) {
            tell = false;
            inbox.told();
            connection.writeReceived(inbox.received());
        }
        Channel channel = connection.channel();
        while (channel.isWritable()) {
            Item item = outbox.poll();
            if (item == null) {
                break;
            }
            connection.write(item, outbox.hasNext());
        }
        connection.flush();
    }

    /** Called from time to time: a connection on which nothing comes, although something should, is given up. */
    void tick() {
        if (connection == null || !outbox.awaitsConfirmation()) {
            silence = 0;
        } else if (++silence > LONGEST_SILENCE) {
            connection.close();
        } else if (silence > 1) {
            connection.writeAsk();
            connection.flush();
        }
    }

    /** It is gone for ever. */
    void end() {
        gone = true;
        disconnect();
    }

    /** Gives the connection up, if there is one. */
    void disconnect() {
        if (connection != null) {
            connection.close();
        }
    }
}
