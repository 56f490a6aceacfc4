package io.dipc.memory.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a member listens, and how it connects to others: by TCP, or on one machine by {@link LocalSockets}. */
final class Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final int CONNECT_MILLIS = 5000;
    /** Netty's buffers of one connection hold at most about so much that is to be written. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);
    /** How much a local socket takes at most that its reader has not read. TCP finds out by itself; Linux may allow less. */
    private static final int LOCAL_BYTES = 1 << 20;

    private final long session;
    private final EventLoop loop;
    private final ByteBufAllocator buffers;
    private final Channel server;
    private final Optional<LocalSockets> local;

    /**
     * Begins to listen.
     *
     * @param accepted what handles a connection that another member has made
     * @throws IOException if the address cannot be listened at
     */
    Endpoint(TransportOptions options, EventLoop loop, ByteBufAllocator buffers, Supplier<ChannelHandler> accepted)
            throws IOException {
        this.session = options.session();
        this.loop = loop;
        this.buffers = buffers;
        ChannelFuture bound = server(accepted)
                .channelFactory(PlainChannel.Server::new)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .bind(options.bind())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("Cannot listen at " + options.bind(), bound.cause());
        }
        server = bound.channel();
        local = options.localSockets().flatMap(LocalSockets::open).filter(sockets -> listen(sockets, accepted));
    }

    private ServerBootstrap server(Supplier<ChannelHandler> accepted) {
        return new ServerBootstrap()
                .group(loop)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(accepted.get());
                    }
                });
    }

    private boolean listen(LocalSockets sockets, Supplier<ChannelHandler> accepted) {
        ChannelFuture bound = server(accepted)
                .channelFactory(NioServerDomainSocketChannel::new)
                .childOption(ChannelOption.SO_SNDBUF, LOCAL_BYTES)
                .bind(sockets.address(session))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            LOG.debug("Shared memory: cannot listen at {}", sockets.address(session), bound.cause());
            return false;
        }
        bound.channel().closeFuture().addListener(closed -> sockets.remove(session));
        server.closeFuture().addListener(closed -> bound.channel().close());
        return true;
    }

    private static RecvByteBufAllocator reads() {
        return new AdaptiveRecvByteBufAllocator(2 << 10, 16 << 10, 256 << 10);
    }

    /** Where this member listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Begins to connect to a member, which has an address. */
    ChannelFuture connect(Peer peer, ChannelHandler handler) {
        if (peer.tryLocal(local.isPresent() && local.get().has(peer.session))) {
            return client(handler)
                    .channelFactory(NioDomainSocketChannel::new)
                    .option(ChannelOption.SO_SNDBUF, LOCAL_BYTES)
                    .connect(local.get().address(peer.session));
        }
        return client(handler)
                .channelFactory(PlainChannel::new)
                .option(ChannelOption.TCP_NODELAY, true)
                .connect(peer.address());
    }

    private Bootstrap client(ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .disableResolver()
                .option(ChannelOption.ALLOCATOR, buffers)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(handler);
    }

    /** Nobody can connect any more. */
    void close() {
        server.close();
    }
}
