package io.dipc.engine.network.hazelcast;

import com.hazelcast.internal.networking.OutboundFrame;
import com.hazelcast.internal.nio.Packet;
import java.nio.ByteBuffer;

/**
 * A frame on its way out. On the wire it looks like a packet of Hazelcast, of a type that Hazelcast does not use, whose
 * payload begins with the sessions of receiver and sender. The sessions are there because a connection may outlive the
 * session at either end of it.
 *
 * @param kind {@link #DATA}, {@link #GOODBYE} or {@link #RENEWED}
 * @param to session of the receiver
 * @param from session of the sender
 * @param bytes what to send, not changed any more
 * @param length how many of the bytes, from index 0
 */
record Frame(int kind, long to, long from, byte[] bytes, int length) implements OutboundFrame {

    /** Bytes of the engine. */
    static final int DATA = 0;
    /** The sender leaves now: its session is over. */
    static final int GOODBYE = 1;

    /** The sender's JVM had other sessions before; the bytes are the first one, and how many there were. */
    static final int RENEWED = 2;

    /** Version, flags, kind and payload size, as in every packet of Hazelcast. */
    static final int PACKET_HEADER = Byte.BYTES + Character.BYTES + 2 * Integer.BYTES;
    /** The sessions. */
    static final int SESSIONS = 2 * Long.BYTES;
    /** What {@link #RENEWED} says. */
    static final int RENEWAL = 2 * Long.BYTES;
    /** The flags that mark a frame. */
    static final char FLAGS = new Packet().setPacketType(Packet.Type.UNDEFINED7).getFlags();
    /** The largest frame accepted; what claims to be larger is not a frame. */
    static final int MAX_LENGTH = 1 << 30;

    private static final byte[] NOTHING = new byte[0];

    static Frame data(long to, long from, byte[] bytes, int length) {
        return new Frame(DATA, to, from, bytes, length);
    }

    static Frame goodbye(long to, long from) {
        return new Frame(GOODBYE, to, from, NOTHING, 0);
    }

    static Frame renewed(long to, long first, Sessions.Renewal renewal) {
        byte[] bytes = ByteBuffer.allocate(RENEWAL)
                .putLong(first)
                .putLong(renewal.number())
                .array();
        return new Frame(RENEWED, to, renewal.session(), bytes, RENEWAL);
    }

    @Override
    public boolean isUrgent() {
        return false;
    }

    @Override
    public int getFrameLength() {
        return PACKET_HEADER + SESSIONS + length;
    }
}
