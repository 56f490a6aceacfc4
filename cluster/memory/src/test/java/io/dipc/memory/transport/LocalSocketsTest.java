package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members on one machine reach each other without the network, and by TCP where that cannot be. */
class LocalSocketsTest {
    private static final long FIRST = 0x10;
    private static final long SECOND = 0x20;
    private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofHours(1)));

    @TempDir
    Path directory;

    private Member member(long session) throws IOException {
        return member(session, directory);
    }

    private static Member member(long session, Path directory) throws IOException {
        return new Member(session, Member.CLUSTER, null, Optional.of(directory));
    }

    private static InetSocketAddress whereNobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    /** Nobody listens at a file, though somebody did. */
    private static void abandon(Path file) throws IOException {
        try (ServerSocketChannel server = listen(file)) {
            assertThat(server.isOpen()).isTrue();
        }
        assertThat(file).exists();
    }

    private static ServerSocketChannel listen(Path file) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return server.bind(UnixDomainSocketAddress.of(file));
    }

    @Test
    void membersTalkThoughTheNetworkDoesNotLeadToTheOther() throws Exception {
        try (Member one = member(FIRST);
                Member other = member(SECOND)) {
            one.transport.know(SECOND, whereNobodyListens());
            other.transport.know(FIRST, whereNobodyListens());
            Member.assertConnected(one, other);
            byte[] page = new byte[Transport.LARGEST_PAGE];
            page[page.length - 1] = 7;
            other.send(one, new Message.Data(1, 1, 1, true, 0, 0, 0, page));
            assertThat(((Message.Data) one.take().message()).bytes()).isEqualTo(page);
        }
    }

    @Test
    void aMemberThatIsNotHereIsReachedByTcp() throws Exception {
        try (Member one = member(FIRST);
                Member other = new Member(SECOND)) {
            Member.introduce(one, other);
            Member.assertConnected(one, other);
        }
    }

    @Test
    void aSocketThatNobodyListensAtAnyMoreIsPassedOver() throws Exception {
        abandon(directory.resolve(Long.toHexString(SECOND)));
        try (Member one = member(FIRST);
                Member other = new Member(SECOND)) {
            Member.introduce(one, other);
            Member.assertConnected(one, other);
        }
    }

    @Test
    void aSocketAtWhichNobodyGreetsIsPassedOver() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ServerSocketChannel server = listen(directory.resolve(Long.toHexString(SECOND)));
                Member one = member(FIRST);
                Member other = new Member(SECOND)) {
            Thread closing = new Thread(() -> {
                try (SocketChannel accepted = server.accept()) {
                    accepted.read(ByteBuffer.allocate(1));
                    closed.countDown();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            closing.start();
            Member.introduce(one, other);
            Member.assertConnected(one, other);
            assertThat(closed.await(Member.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            closing.join();
        }
    }

    @Test
    void aDirectoryThatCannotBeUsedIsDoneWithout() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path deep = directory.resolve("d".repeat(120));
        try (Member one = member(FIRST, file);
                Member other = member(SECOND, deep)) {
            Member.introduce(one, other);
            Member.assertConnected(one, other);
        }
        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void socketsAreRemovedByTheirMembersAndThoseOfDeadOnesByTheNext() throws Exception {
        Path dead = directory.resolve("1");
        abandon(dead);
        Files.setLastModifiedTime(dead, LONG_AGO);
        Path young = directory.resolve("2");
        abandon(young);
        Path living = directory.resolve("3");
        try (ServerSocketChannel server = listen(living);
                Member one = member(FIRST)) {
            assertThat(server.isOpen()).isTrue();
            Files.setLastModifiedTime(living, LONG_AGO);
            assertThat(directory.toFile().list()).containsExactlyInAnyOrder("2", "3", "10");
            assertThat(one.session).isEqualTo(FIRST);
            try (Member other = member(SECOND)) {
                assertThat(directory.toFile().list()).containsExactlyInAnyOrder("2", "3", "10", "20");
                Member.introduce(one, other);
                Member.assertConnected(one, other);
            }
        }
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void foreignBytesCloseTheConnectionWithOneLine() throws Exception {
        PrintStream stderr = System.err;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try (Member one = member(FIRST)) {
            Path file = directory.resolve(Long.toHexString(one.session));
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
                channel.write(StandardCharsets.US_ASCII.encode("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                assertThat(channel.read(ByteBuffer.allocate(1))).isNegative();
            }
        } finally {
            System.setErr(stderr);
        }
        assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("WARN", "closed the connection with a process on this machine: it does not speak");
    }

    @Test
    void aMemberThatIsForgottenIsNotHeard() throws Exception {
        try (Member one = member(FIRST);
                Member other = member(SECOND);
                Member third = member(0x30)) {
            Member.introduce(one, other);
            Member.introduce(other, third);
            Member.assertConnected(one, other);
            other.transport.forget(FIRST);
            one.send(other, new Message.Parted(1));
            Member.assertConnected(other, third);
            assertThat(other.received).isEmpty();
            one.transport.send(SECOND, Member.REGION, new Envelope(Member.VIEW, FIRST, new Message.Parted(2)));
            Member.assertConnected(third, other);
            assertThat(other.received).isEmpty();
        }
    }
}
