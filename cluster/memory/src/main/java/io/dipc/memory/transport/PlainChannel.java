package io.dipc.memory.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelId;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A channel with a number for its name. Netty's own names contain the hardware's address: to find it takes time, and Netty
 * warns where there is none.
 */
final class PlainChannel extends NioSocketChannel {

    PlainChannel() {}

    private PlainChannel(Channel parent, SocketChannel socket) {
        super(parent, socket);
    }

    @Override
    protected ChannelId newId() {
        return Id.next();
    }

    /** Listens. */
    static final class Server extends NioServerSocketChannel {

        @Override
        protected ChannelId newId() {
            return Id.next();
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws IOException {
            SocketChannel socket = javaChannel().accept();
            if (socket == null) {
                return 0;
            }
            accepted.add(new PlainChannel(this, socket));
            return 1;
        }
    }

    private record Id(long number) implements ChannelId {
        private static final AtomicLong LAST = new AtomicLong();

        static Id next() {
            return new Id(LAST.incrementAndGet());
        }

        @Override
        public String asShortText() {
            return Long.toString(number);
        }

        @Override
        public String asLongText() {
            return asShortText();
        }

        @Override
        public int compareTo(ChannelId other) {
            return other instanceof Id id
                    ? Long.compare(number, id.number)
                    : asLongText().compareTo(other.asLongText());
        }
    }
}
