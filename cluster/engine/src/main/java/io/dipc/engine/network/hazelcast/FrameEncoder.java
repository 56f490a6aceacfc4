package io.dipc.engine.network.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundFrame;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.nio.IOUtil;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.nio.PacketIOHelper;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Writes packets of Hazelcast and our frames to one connection. Used by one thread at a time. */
final class FrameEncoder extends OutboundHandler<Supplier<OutboundFrame>, ByteBuffer> {

    private final PacketIOHelper packets = new PacketIOHelper();
    private OutboundFrame current;
    /** How much of the current frame's body is written; -1: not even its header. */
    private int written = -1;

    @Override
    public void handlerAdded() {
        initDstBuffer();
    }

    @Override
    public HandlerStatus onWrite() {
        IOUtil.compactOrClear(dst);
        try {
            while (true) {
                if (current == null) {
                    current = src.get();
                    if (current == null) {
                        return HandlerStatus.CLEAN;
                    }
                }
                boolean complete =
                        current instanceof Frame frame ? write(frame) : packets.writeTo((Packet) current, dst);
                if (!complete) {
                    return HandlerStatus.DIRTY;
                }
                current = null;
            }
        } finally {
            dst.flip();
        }
    }

    private boolean write(Frame frame) {
        if (written < 0) {
            if (dst.remaining() < Frame.PACKET_HEADER + Frame.SESSIONS) {
                return false;
            }
            dst.put(Packet.VERSION)
                    .putChar(Frame.FLAGS)
                    .putInt(frame.kind())
                    .putInt(Frame.SESSIONS + frame.length())
                    .putLong(frame.to())
                    .putLong(frame.from());
            written = 0;
        }
        int now = Math.min(dst.remaining(), frame.length() - written);
        dst.put(frame.bytes(), written, now);
        written += now;
        if (written < frame.length()) {
            return false;
        }
        written = -1;
        return true;
    }
}
