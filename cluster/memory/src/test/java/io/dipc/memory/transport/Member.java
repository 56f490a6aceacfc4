package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A member on the loopback interface. */
final class Member implements AutoCloseable {
    static final String CLUSTER = "test";
    static final long REGION = 17;
    static final long VIEW = 3;
    /** How long tests wait for what has to happen. */
    static final int PATIENCE_SECONDS = 60;

    final long session;
    final NettyTransport transport;
    final BlockingQueue<Envelope> received = new LinkedBlockingQueue<>();
    /** Why nothing is taken, if so. */
    volatile String refusal;

    Member(long session) throws IOException {
        this(session, CLUSTER, null);
    }

    Member(long session, String cluster, Receiver receiver) throws IOException {
        this(session, cluster, receiver, Optional.empty());
    }

    Member(long session, String cluster, Receiver receiver, Optional<Path> localSockets) throws IOException {
        this.session = session;
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        this.transport = new NettyTransport(
                new TransportOptions(any, cluster, session, localSockets), receiver != null ? receiver : this::receive);
    }

    private void receive(long region, Envelope envelope) throws MalformedException {
        if (refusal != null) {
            throw new MalformedException(refusal);
        }
        received.add(envelope);
    }

    /** Makes two members known to each other. */
    static void introduce(Member one, Member other) {
        one.transport.know(other.session, other.transport.address());
        other.transport.know(one.session, one.transport.address());
    }

    void send(Member to, Message message) {
        transport.send(to.session, REGION, new Envelope(VIEW, session, message));
    }

    Envelope take() throws InterruptedException {
        Envelope next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a message, in time").isNotNull();
        return next;
    }

    /** Both can talk to each other. */
    static void assertConnected(Member one, Member other) throws InterruptedException {
        one.send(other, new Message.Confirm(1, one.session));
        other.send(one, new Message.Confirm(2, other.session));
        assertThat(other.take()).isEqualTo(new Envelope(VIEW, one.session, new Message.Confirm(1, one.session)));
        assertThat(one.take()).isEqualTo(new Envelope(VIEW, other.session, new Message.Confirm(2, other.session)));
    }

    @Override
    public void close() {
        transport.close();
    }
}
