package io.dipc.engine.network.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.nio.IOUtil;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.nio.PacketIOHelper;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.PacketDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads packets of Hazelcast and our frames from one connection. Used by one thread at a time. */
final class FrameDecoder extends PacketDecoder {

    private final FrameSink sink;
    private final PacketIOHelper packets = new PacketIOHelper();
    private boolean inPacket;
    /** The body of the frame being read, or null. */
    private byte[] body;

    private int filled;
    private int kind;
    private long to;
    private long from;
    /** Frames that were complete in what was read at once, or null. */
    private List<byte[]> batch;

    private long batchTo;
    private long batchFrom;

    FrameDecoder(ServerConnection connection, Consumer<Packet> packetSink, FrameSink sink) {
        super(connection, packetSink);
        this.sink = sink;
    }

    @Override
    public HandlerStatus onRead() throws IOException {
        src.flip();
        try {
            while (src.hasRemaining()) {
                if (body == null && !inPacket) {
                    if (src.remaining() < Frame.PACKET_HEADER) {
                        break;
                    }
                    if (src.getChar(src.position() + 1) == Frame.FLAGS && src.get(src.position()) == Packet.VERSION) {
                        if (src.remaining() < Frame.PACKET_HEADER + Frame.SESSIONS) {
                            break;
                        }
                        readHeader(src);
                    } else {
                        inPacket = true;
                    }
                }
                if (!(inPacket ? readPacket() : readBody(src))) {
                    break;
                }
            }
            return HandlerStatus.CLEAN;
        } finally {
            handOver();
            IOUtil.compactOrClear(src);
        }
    }

    private boolean readPacket() {
        Packet packet = packets.readFrom(src);
        if (packet == null) {
            return false;
        }
        inPacket = false;
        onPacketComplete(packet);
        return true;
    }

    private void readHeader(ByteBuffer in) throws IOException {
        in.position(in.position() + 3);
        kind = in.getInt();
        int size = in.getInt() - Frame.SESSIONS;
        if (size < 0 || size > Frame.MAX_LENGTH) {
            throw new IOException(
                    "frame of " + size + " bytes from " + connection + " (expected: 0 to " + Frame.MAX_LENGTH + ")");
        }
        to = in.getLong();
        from = in.getLong();
        filled = 0;
        body = new byte[size];
    }

    private boolean readBody(ByteBuffer in) {
        int now = Math.min(in.remaining(), body.length - filled);
        in.get(body, filled, now);
        filled += now;
        if (filled < body.length) {
            return false;
        }
        byte[] complete = body;
        body = null;
        if (kind == Frame.DATA) {
            collect(complete);
        } else {
            handOver();
            if (kind == Frame.GOODBYE) {
                sink.goodbye(from);
            } else if (kind == Frame.RENEWED && complete.length == Frame.RENEWAL) {
                ByteBuffer said = ByteBuffer.wrap(complete);
                long first = said.getLong();
                sink.renewed(first, new Sessions.Renewal(from, said.getLong()));
            }
        }
        return true;
    }

    private void collect(byte[] complete) {
        if (batch != null && (batchTo != to || batchFrom != from)) {
            handOver();
        }
        if (batch == null) {
            batch = new ArrayList<>(4);
            batchTo = to;
            batchFrom = from;
        }
        batch.add(complete);
    }

    private void handOver() {
        if (batch != null) {
            List<byte[]> frames = batch;
            batch = null;
            sink.frames(batchTo, batchFrom, frames);
        }
    }
}
