package io.dipc.engine.network.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundFrame;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.networking.nio.NioChannel;
import com.hazelcast.internal.networking.nio.NioOutboundPipeline;
import com.hazelcast.internal.networking.nio.NioThread;
import com.hazelcast.internal.nio.IOUtil;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.nio.PacketIOHelper;
import com.hazelcast.internal.server.ServerConnection;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Writes packets of Hazelcast and our frames to one connection. Used by one thread at a time, but for {@link #wakeWriter}.
 */
final class FrameEncoder extends OutboundHandler<Supplier<OutboundFrame>, ByteBuffer> {

    private final PacketIOHelper packets = new PacketIOHelper();
    private OutboundFrame current;
    /** How much of the current frame's body is written; -1: not even its header. */
    private int written = -1;

    private FrameEncoder() {}

    /** Makes the one of a new connection. */
    @SuppressWarnings("unchecked") // as declared by Hazelcast
    static FrameEncoder of(ServerConnection connection) {
        FrameEncoder encoder = new FrameEncoder();
        connection.attributeMap().put(FrameEncoder.class, encoder);
        return encoder;
    }

    /** Finds the one of a connection. */
    static FrameEncoder at(ServerConnection connection) {
        return (FrameEncoder) connection.attributeMap().get(FrameEncoder.class);
    }

    @Override
    public void handlerAdded() {
        initDstBuffer();
    }

    /**
     * To be called by every thread that has sent a frame. Hazelcast lets the sender write. Where the socket takes no more, or
     * other threads have brought more meanwhile, it leaves the rest to the connection's own thread and wakes that up, but
     * not if the sender is another thread that waits for sockets, as are those that bring us frames: then nothing more is
     * written until something else wakes it up, which may take 5 s.
     */
    void wakeWriter() {
        if (Thread.currentThread() instanceof NioThread sender && channel instanceof NioChannel connected) {
            NioOutboundPipeline pipeline = connected.outboundPipeline();
            NioThread writer = pipeline.owner();
            if (writer != null && writer != sender && isLeft(pipeline)) {
                writer.getSelector().wakeup();
            }
        }
    }

    /** What this thread has left behind it sees. What another one has is not its concern. */
    private boolean isLeft(NioOutboundPipeline pipeline) {
        // None yet where the connection's thread has not come to it: that one goes on by itself.
        ByteBuffer bytes = dst;
        return current != null
                || bytes != null && bytes.hasRemaining()
                || !pipeline.writeQueue.isEmpty()
                || !pipeline.priorityWriteQueue.isEmpty();
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
