package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at an address: whether a member may be there. That a process listens the kernel says for it, however busy it is,
 * or even if it is stopped; so an address at which somebody listens and says nothing is one of a member until it is known
 * better. Not thread-safe.
 */
final class Probe implements AutoCloseable {

    /** What the address is found to be. */
    enum Finding {
        /** Not known yet. */
        OPEN,
        /** Nobody listens, or whoever does is not a member. */
        NO_MEMBER,
        /** A process listens and has said nothing. */
        SILENT,
        /** A member answers. */
        MEMBER
    }

    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    /** With this members of Hazelcast's begin, and so does the answer. */
    private static final byte[] PROTOCOL = "HZC".getBytes(StandardCharsets.US_ASCII);

    private final Address address;
    private final long deadline;
    private final ByteBuffer answer = ByteBuffer.allocate(PROTOCOL.length);
    private SocketChannel channel;
    private boolean connected;
    private Finding finding = Finding.OPEN;

    /**
     * @param deadline until when the address has to answer, by {@link System#nanoTime}
     */
    Probe(Address address, long deadline) {
        this.address = address;
        this.deadline = deadline;
    }

    /** What is known now. To be called again as long as it is {@link Finding#OPEN}; does not wait. */
    Finding look() {
        if (finding == Finding.OPEN) {
            try {
                finding = progress();
            } catch (IOException e) {
                LOG.debug("nobody at {}", address, e);
                finding = Finding.NO_MEMBER;
            }
            if (finding != Finding.OPEN) {
                close();
            }
        }
        return finding;
    }

    private Finding progress() throws IOException {
        if (channel == null) {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            connected = channel.connect(address.getInetSocketAddress());
            greetIfConnected();
        } else if (!connected) {
            connected = channel.finishConnect();
            greetIfConnected();
        }
        if (connected && channel.read(answer) < 0) {
            return Finding.NO_MEMBER;
        }
        if (!answer.hasRemaining()) {
            return answer.flip().equals(ByteBuffer.wrap(PROTOCOL)) ? Finding.MEMBER : Finding.NO_MEMBER;
        }
        if (System.nanoTime() - deadline < 0) {
            return Finding.OPEN;
        }
        return connected ? Finding.SILENT : Finding.NO_MEMBER;
    }

    private void greetIfConnected() throws IOException {
        if (connected) {
            channel.write(ByteBuffer.wrap(PROTOCOL));
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("cannot close the connection to {}", address, e);
            }
        }
    }
}
