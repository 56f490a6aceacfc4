package io.dipc.memory.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * What both ends of a connection say first: the one that has connected, and, if it has nothing against that, the other.
 * On the wire: eight bytes that no other protocol begins with; the version of this one, in two bytes, in network order as
 * all that follows; the length of the cluster's name in one byte; the name; and three numbers of eight bytes.
 *
 * @param from the session of the sender
 * @param to the session with which it wants to talk
 * @param received how many frames of that session it has, in all connections
 */
record Hello(String cluster, long from, long to, long received) {
    static final long MAGIC = 0x9664_6970_6350_4731L;
    static final int VERSION = 1;

    /** How many bytes tell how long it is. */
    static final int FIXED = 11;

    private static final int NUMBERS = 24;

    void encode(ByteBuf out) {
        byte[] name = cluster.getBytes(StandardCharsets.UTF_8);
        out.writeLong(MAGIC).writeShort(VERSION).writeByte(name.length).writeBytes(name);
        out.writeLong(from).writeLong(to).writeLong(received);
    }

    /** How many bytes follow the first {@link #FIXED}, which stay unread. */
    static int rest(ByteBuf in) throws MalformedException {
        int start = in.readerIndex();
        if (in.getLong(start) != MAGIC) {
            throw new MalformedException("it does not speak dipc's protocol");
        }
        int version = in.getUnsignedShort(start + 8);
        if (version != VERSION) {
            throw new MalformedException(
                    "it speaks version " + version + " of dipc's protocol (expected: " + VERSION + ")");
        }
        return in.getUnsignedByte(start + 10) + NUMBERS;
    }

    static Hello decode(ByteBuf in) {
        in.skipBytes(FIXED - 1);
        byte[] name = new byte[in.readUnsignedByte()];
        in.readBytes(name);
        return new Hello(new String(name, StandardCharsets.UTF_8), in.readLong(), in.readLong(), in.readLong());
    }
}
