package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not a member's greeting and messages closes its connection, with one line; other connections go on. */
class ForeignBytesTest {
    private static final long STRANGER = 5;

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private Member one;
    private Member other;

    @BeforeEach
    void start() throws Exception {
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        one = new Member(10);
        other = new Member(20);
        Member.introduce(one, other);
        Member.assertConnected(one, other);
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
        System.setErr(stderr);
    }

    private static byte[] bytes(ByteBuf buffer) {
        return ByteBufUtil.getBytes(buffer);
    }

    private static ByteBuf hello(String cluster, long from, long to, long received) {
        ByteBuf out = Unpooled.buffer();
        new Hello(cluster, from, to, received).encode(out);
        return out;
    }

    private ByteBuf hello() {
        return hello(Member.CLUSTER, STRANGER, other.session, 0);
    }

    /** Sends bytes to a member and waits until it closes the connection; answers the lines that it wrote about it. */
    private List<String> send(byte[] bytes) throws IOException {
        int port;
        try (Socket socket = new Socket()) {
            socket.connect(other.transport.address());
            socket.setSoTimeout(Member.PATIENCE_SECONDS * 1000);
            port = socket.getLocalPort();
            socket.getOutputStream().write(bytes);
            awaitEnd(socket.getInputStream());
        }
        return lines(port);
    }

    /** Those about a connection with a port. */
    private List<String> lines(int port) {
        return lines.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(":" + port + ":"))
                .toList();
    }

    private static void awaitEnd(InputStream in) throws IOException {
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (SocketException e) {
            // Closed while there was more to read there.
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private void assertRefused(byte[] bytes, String reason) throws Exception {
        assertThat(send(bytes)).singleElement().asString().contains("WARN").contains(reason);
        Member.assertConnected(one, other);
    }

    @Test
    void otherProtocols() throws Exception {
        assertRefused(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "does not speak");
        byte[] tls = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertRefused(tls, "does not speak");
    }

    @Test
    void arbitraryBytes() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[Hello.FIXED + random.nextInt(5000)];
            random.nextBytes(bytes);
            assertRefused(bytes, "does not speak");
        }
    }

    @Test
    void arbitraryBytesBehindAGreeting() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[Frame.LENGTHS + random.nextInt(500)];
            random.nextBytes(bytes);
            bytes[0] |= 0x10;
            assertRefused(bytes(hello().writeBytes(bytes)), "a head of ");
        }
    }

    /** Such as who listens where a member was, whose end is not known yet. */
    @Test
    void aForeignAnswer() throws Exception {
        int port;
        try (ServerSocket foreign = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = foreign.getLocalPort();
            one.transport.know(99, (InetSocketAddress) foreign.getLocalSocketAddress());
            for (int i = 0; i < 3; i++) {
                try (Socket accepted = foreign.accept()) {
                    accepted.setSoTimeout(Member.PATIENCE_SECONDS * 1000);
                    accepted.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    awaitEnd(accepted.getInputStream());
                }
            }
            one.transport.forget(99);
            Member.assertConnected(one, other);
        }
        assertThat(lines(port)).hasSize(3).allMatch(line -> line.contains("WARN") && line.contains("does not speak"));
    }

    @Test
    void anotherVersion() throws Exception {
        assertRefused(bytes(hello().setShort(8, Hello.VERSION + 1)), "speaks version 2");
    }

    @Test
    void anotherCluster() throws Exception {
        assertRefused(bytes(hello("others", STRANGER, other.session, 0)), "cluster 'others' (expected: 'test')");
    }

    @Test
    void aSessionThatShouldNotHaveConnected() throws Exception {
        assertRefused(bytes(hello(Member.CLUSTER, 30, other.session, 0)), "expected: a smaller one");
    }

    @Test
    void whoLooksForAnEarlierSessionAtThisAddressIsSentAwaySilently() throws Exception {
        assertThat(send(bytes(hello(Member.CLUSTER, STRANGER, 19, 0)))).isEmpty();
        Member.assertConnected(one, other);
    }

    @Test
    void lengthsOutOfBounds() throws Exception {
        assertRefused(bytes(hello().writeInt(0).writeInt(0)), "a head of 0 bytes");
        assertRefused(bytes(hello().writeInt(-1).writeInt(0)), "a head of 4294967295 bytes");
        assertRefused(bytes(hello().writeInt(Frame.LARGEST_HEAD + 1).writeInt(0)), "a head of 65537 bytes");
        assertRefused(bytes(hello().writeInt(1).writeInt(Transport.LARGEST_PAGE + 1)), "pages of 16777217 bytes");
        assertRefused(bytes(hello().writeInt(1).writeInt(-1)), "pages of 4294967295 bytes");
    }

    @Test
    void framesThatDoNotExist() throws Exception {
        assertRefused(bytes(hello().writeInt(1).writeInt(0).writeByte(77)), "a frame of kind 77");
        assertRefused(bytes(hello().writeInt(1).writeInt(5).writeByte(Frame.ASK)), "bytes behind");
        assertRefused(bytes(hello().writeInt(1).writeInt(0).writeByte(Frame.MESSAGE)), "too short");
        assertRefused(bytes(hello().writeInt(1).writeInt(0).writeByte(Frame.RECEIVED)), "a confirmation of 0 bytes");
    }

    @Test
    void confirmationsOfWhatWasNeverSent() throws Exception {
        assertRefused(bytes(hello(Member.CLUSTER, STRANGER, other.session, 1)), "it has 1 messages (expected: 0 to 0)");
        ByteBuf frame = hello();
        Frame.writeReceived(1, frame);
        assertRefused(bytes(frame), "it has 1 messages (expected: 0 to 0)");
    }

    @Test
    void aMessageThatItsReceiverRefuses() throws Exception {
        other.refusal = "page 7 (expected: 0 to 3)";
        ByteBuf frame = hello();
        Frame.write(new Item(1, 1, new Message.Confirm(7, 1), false, 0), frame);
        assertThat(send(bytes(frame)))
                .singleElement()
                .asString()
                .contains("WARN")
                .contains("page 7 (expected: 0 to 3)");
        other.refusal = null;
        Member.assertConnected(one, other);
    }

    @Test
    void aMessageWithBytesTooMany() throws Exception {
        ByteBuf frame = hello();
        int start = frame.writerIndex();
        Frame.write(new Item(1, 1, new Message.Confirm(1, 1), false, 0), frame);
        frame.writeByte(0);
        frame.setInt(start, frame.getInt(start) + 1);
        assertRefused(bytes(frame), "CONFIRM with 1 bytes too many");
    }
}
