package io.dipc.memory.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Takes apart what comes: greeting, then frame by frame, as the bytes arrive; those of pages go from
 * the buffer that was read straight to where they stay. Gathers what is written in a few buffers.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int CHUNK = 64 << 10;
    private static final int GREETING_SECONDS = 10;

    private enum Step {
        GREETING,
        REST_OF_GREETING,
        LENGTHS,
        HEAD,
        PAGES,
        OVER
    }

    private final NettyTransport transport;
    private Peer peer;
    private Channel channel;
    private ScheduledFuture<?> deadline;

    private Step step = Step.GREETING;
    private int missing = Hello.FIXED;
    /** What has come of a greeting, of lengths, or of a head. */
    private final ByteBuf collected = Unpooled.buffer(256);

    private int bytes;
    private Item incoming;
    private final List<byte[]> pages = new ArrayList<>();
    private int page;
    private int offset;

    /** What is written next. */
    private ByteBuf chunk;

    /**
     * @param peer to which this is connected by this member; null if somebody else has connected
     */
    Connection(NettyTransport transport, Peer peer) {
        this.transport = transport;
        this.peer = peer;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        deadline = context.executor().schedule(this::late, GREETING_SECONDS, TimeUnit.SECONDS);
        if (peer != null) {
            greet();
        }
    }

    private void late() {
        if (collected.isReadable()) {
            warn("no whole greeting came within " + GREETING_SECONDS + " s");
        }
        close();
    }

    private void greet() {
        ByteBuf out = channel.alloc().directBuffer();
        transport.hello(peer).encode(out);
        channel.writeAndFlush(out, channel.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        transport.awake();
        try {
            while (step != Step.OVER && (missing == 0 || in.isReadable())) {
                take(in);
            }
        } catch (MalformedException e) {
            warn(e.getMessage());
            close();
        } finally {
            in.release();
            transport.pause();
        }
    }

    private void take(ByteBuf in) throws MalformedException {
        if (step == Step.PAGES) {
            fill(in);
        } else {
            int count = Math.min(missing, in.readableBytes());
            collected.writeBytes(in, count);
            missing -= count;
        }
        if (missing == 0) {
            advance();
        }
    }

    private void fill(ByteBuf in) {
        while (missing > 0 && in.isReadable()) {
            byte[] target = pages.get(page);
            // What comes last may have more room than it needs.
            int count = Math.min(Math.min(target.length - offset, missing), in.readableBytes());
            in.readBytes(target, offset, count);
            offset += count;
            missing -= count;
            if (offset == target.length) {
                page++;
                offset = 0;
            }
        }
    }

    private void advance() throws MalformedException {
        switch (step) {
            case GREETING -> {
                step = Step.REST_OF_GREETING;
                missing = Hello.rest(collected);
            }
            case REST_OF_GREETING -> {
                greeted(Hello.decode(collected));
                expectLengths();
            }
            case LENGTHS -> {
                missing = collected.readInt();
                bytes = collected.readInt();
                Frame.check(missing, bytes);
                collected.clear();
                step = Step.HEAD;
            }
            case HEAD -> head();
            case PAGES -> complete();
            case OVER -> missing = 0;
        }
    }

    private void expectLengths() {
        if (step != Step.OVER) {
            step = Step.LENGTHS;
            missing = Frame.LENGTHS;
            collected.clear();
        }
    }

    private void greeted(Hello hello) throws MalformedException {
        deadline.cancel(false);
        boolean answer = peer == null;
        Peer other = transport.greeted(hello, peer);
        if (other == null) {
            LOG.debug("{} has another session, or is over: {}", remote(), hello);
            close();
            return;
        }
        peer = other;
        peer.attach(this, hello.received());
        if (answer) {
            greet();
        }
        transport.dirty(peer);
    }

    private void head() throws MalformedException {
        int kind = collected.readUnsignedByte();
        if (kind != Frame.MESSAGE && bytes != 0) {
            throw new MalformedException("bytes behind a frame of kind " + kind);
        }
        peer.heard();
        switch (kind) {
            case Frame.MESSAGE -> {
                incoming = Frame.read(collected, bytes, transport.rooms());
                pages.clear();
                MessageCodec.pages(incoming.message(), (room, length) -> pages.add(room));
                page = 0;
                offset = 0;
                missing = bytes;
                step = Step.PAGES;
            }
            case Frame.RECEIVED -> {
                if (collected.readableBytes() != Long.BYTES) {
                    throw new MalformedException("a confirmation of " + collected.readableBytes() + " bytes");
                }
                peer.confirmed(collected.readLong());
                transport.dirty(peer);
                expectLengths();
            }
            case Frame.ASK -> {
                peer.tell();
                transport.dirty(peer);
                expectLengths();
            }
            default -> throw new MalformedException("a frame of kind " + kind);
        }
    }

    private void complete() throws MalformedException {
        Item item = incoming;
        incoming = null;
        pages.clear();
        expectLengths();
        if (peer.isAttached(this)) {
            transport.received(peer, item);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (peer != null && peer.isAttached(this) && channel.isWritable()) {
            transport.dirty(peer);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        step = Step.OVER;
        deadline.cancel(false);
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
        if (peer != null) {
            transport.disconnected(peer, this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("The connection with {} broke", remote(), cause);
        } else {
            LOG.error("Closed the connection with {}", remote(), cause);
        }
        context.close();
    }

    /** The other side, for people: one that has connected to a local socket has no address. */
    private Object remote() {
        return channel.remoteAddress() instanceof InetSocketAddress address ? address : "a process on this machine";
    }

    private void warn(String reason) {
        LOG.warn("Shared memory: closed the connection with {}: {}", remote(), reason);
    }

    void close() {
        step = Step.OVER;
        channel.close();
    }

    void writeReceived(long received) {
        ensure(Frame.SMALLEST);
        Frame.writeReceived(received, chunk);
    }

    void writeAsk() {
        ensure(Frame.SMALLEST);
        Frame.writeAsk(chunk);
    }

    /**
     * @param more whether others will be written before {@link #flush}
     */
    void write(Item item, boolean more) {
        int bound = Frame.bound(item);
        ensure(more ? Math.max(bound, CHUNK) : bound, bound);
        Frame.write(item, chunk);
    }

    private void ensure(int bound) {
        ensure(bound, bound);
    }

    private void ensure(int capacity, int bound) {
        if (chunk != null && chunk.writableBytes() < bound) {
            writeChunk();
        }
        if (chunk == null) {
            chunk = channel.alloc().directBuffer(capacity);
        }
    }

    private void writeChunk() {
        channel.write(chunk, channel.voidPromise());
        chunk = null;
    }

    void flush() {
        if (chunk != null) {
            writeChunk();
            channel.flush();
        }
    }
}
