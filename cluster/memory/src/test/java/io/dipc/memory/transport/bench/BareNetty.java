package io.dipc.memory.transport.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/**
 * A connection of Netty's and nothing else, with the transport's settings (its own defaults move a third as much): requests
 * of four bytes, answered by pages. These are one and the same page, dropped where it comes; or those of a large memory, kept
 * in another one, which takes longer than what the processor's cache has.
 */
final class BareNetty implements Link {
    private static final MultiThreadIoEventLoopGroup LOOP =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    private static final PooledByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);

    /** Pages of a large memory. */
    private static final int MEMORY = 65_536;

    private final Channel channel;
    private volatile Arrivals arrivals;
    /** Where pages of a memory are kept, up to the limit. */
    private ByteBuffer kept;

    private volatile CountDownLatch allKept;

    BareNetty(InetSocketAddress server) {
        channel = new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, BUFFERS)
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new Pages())
                .connect(server)
                .syncUninterruptibly()
                .channel();
    }

    /** Listens; answers where. */
    static InetSocketAddress serve() {
        Channel server = new ServerBootstrap()
                .group(LOOP)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, BUFFERS)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel child) {
                        child.pipeline().addLast(new Server());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return (InetSocketAddress) server.localAddress();
    }

    private static AdaptiveRecvByteBufAllocator reads() {
        return new AdaptiveRecvByteBufAllocator(2 << 10, 16 << 10, 256 << 10);
    }

    @Override
    public void tell(Arrivals next) {
        arrivals = next;
    }

    @Override
    public void request(int pages) {
        channel.writeAndFlush(channel.alloc().directBuffer(4).writeInt(pages), channel.voidPromise());
    }

    /**
     * Moves pages from a memory at the other end into one here.
     *
     * @param pages how many, at most 65,536
     * @return MiB per second
     */
    double move(int pages) throws InterruptedException {
        if (kept == null) {
            kept = newMemory();
        }
        kept.clear().limit(pages * PAGE);
        CountDownLatch all = new CountDownLatch(1);
        allKept = all;
        long start = System.nanoTime();
        request(~pages);
        all.await();
        double nanos = System.nanoTime() - start;
        allKept = null;
        return pages / 256.0 * 1e9 / nanos;
    }

    private static ByteBuffer newMemory() {
        ByteBuffer memory = ByteBuffer.allocateDirect(MEMORY * PAGE);
        // The system gives it when it is written.
        for (int i = 0; i < memory.capacity(); i += Long.BYTES) {
            memory.putLong(i, i);
        }
        return memory;
    }

    @Override
    public void execute(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /** Copies what comes into pages, or into the memory. */
    private final class Pages extends ChannelInboundHandlerAdapter {
        private byte[] page = new byte[PAGE];
        private int filled;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            CountDownLatch all = allKept;
            if (all != null) {
                keep(in);
                if (!kept.hasRemaining()) {
                    all.countDown();
                }
            }
            while (in.isReadable()) {
                int count = Math.min(PAGE - filled, in.readableBytes());
                in.readBytes(page, filled, count);
                filled += count;
                if (filled == PAGE) {
                    arrivals.arrived(page);
                    page = new byte[PAGE];
                    filled = 0;
                }
            }
            in.release();
        }

        private void keep(ByteBuf in) {
            ByteBuffer next = kept.slice(kept.position(), Math.min(kept.remaining(), in.readableBytes()));
            in.readBytes(next);
            kept.position(kept.position() + next.capacity());
        }
    }

    private static final class Server extends ChannelInboundHandlerAdapter {
        private final byte[] page = new byte[PAGE];
        /** Where pages are taken from, if not null; each time from the beginning. */
        private ByteBuffer source;

        private ByteBuffer memory;
        private int toSend;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            while (in.isReadable()) {
                int pages = in.readInt();
                if (pages < 0) {
                    memory = memory == null ? newMemory() : memory;
                    source = memory.clear();
                } else {
                    source = null;
                }
                toSend += pages < 0 ? ~pages : pages;
            }
            in.release();
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            while (toSend > 0 && context.channel().isWritable()) {
                int pages = Math.min(16, toSend);
                // Before: a write that fills the channel comes back here, by way of channelWritabilityChanged.
                toSend -= pages;
                ByteBuf out = context.alloc().directBuffer(pages * PAGE);
                if (source != null) {
                    out.writeBytes(source.limit(source.position() + pages * PAGE));
                } else {
                    for (int i = 0; i < pages; i++) {
                        out.writeBytes(page);
                    }
                }
                context.write(out, context.voidPromise());
            }
            context.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (toSend > 0) {
                send(context);
            }
        }
    }
}
