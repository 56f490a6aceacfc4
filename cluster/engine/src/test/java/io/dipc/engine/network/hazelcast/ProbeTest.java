package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final List<String> WARNINGS = List.of("-Dorg.slf4j.simpleLogger.log.io.dipc=warn");

    @TempDir
    Path directory;

    @Test
    void nobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = listening()) {
            free = socket.getLocalPort();
        }
        assertThat(finding(free, LONG)).isEqualTo(Probe.Finding.NO_MEMBER);
    }

    @Test
    void whoListensAndSaysNothingMayBeAMember() throws IOException {
        try (ServerSocket socket = listening()) {
            assertThat(finding(socket.getLocalPort(), Duration.ofMillis(50))).isEqualTo(Probe.Finding.SILENT);
        }
    }

    @Test
    void whoSaysSomethingElseIsNoMember() throws IOException, InterruptedException {
        try (ServerSocket socket = listening()) {
            Thread foreigner = new Thread(() -> {
                try (Socket visitor = socket.accept()) {
                    visitor.getOutputStream().write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(visitor.getInputStream().readAllBytes()).isNotEmpty();
                } catch (IOException e) {
                    // The visitor has gone while it was written to.
                    assertThat(e).hasMessageContaining("reset");
                }
            });
            foreigner.start();
            assertThat(finding(socket.getLocalPort(), LONG)).isEqualTo(Probe.Finding.NO_MEMBER);
            foreigner.join();
        }
    }

    @Test
    void whoHangsUpIsNoMember() throws IOException, InterruptedException {
        try (ServerSocket socket = listening()) {
            Thread foreigner = new Thread(() -> {
                try {
                    socket.accept().close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            foreigner.start();
            assertThat(finding(socket.getLocalPort(), LONG)).isEqualTo(Probe.Finding.NO_MEMBER);
            foreigner.join();
        }
    }

    @Test
    void aMemberAnswers() throws IOException {
        try (HazelcastNetwork member = HazelcastNetwork.open(
                Options.with(directory, "probed", "a", "127.0.0.1", List.of("127.0.0.1"), true))) {
            String address = member.self().address();
            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
            assertThat(finding(port, LONG)).isEqualTo(Probe.Finding.MEMBER);
        }
    }

    /** A member that is stopped, or as slow, is in a cluster all the same: nobody may found another one. */
    @Test
    void aNewcomerWaitsForAMemberThatIsStopped() {
        String join = "127.0.0.1,127.0.0.2";
        try (Child first = Child.start(directory, "stopped", "first", "127.0.0.1", join)) {
            first.awaitPrefix("up ");
            first.signal("STOP");
            try (Child second = Child.start(WARNINGS, directory, "stopped", "second", "127.0.0.2", join)) {
                second.awaitError("a process listens at 127.0.0.1:");
                first.signal("CONT");
                for (Child each : List.of(first, second)) {
                    each.await("two members", 0, line -> line.startsWith("members ") && line.split(",").length == 2);
                }
            } finally {
                first.signal("CONT");
            }
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static Probe.Finding finding(int port, Duration limit) throws IOException {
        try (Probe probe =
                new Probe(new Address(InetAddress.getLoopbackAddress(), port), System.nanoTime() + limit.toNanos())) {
            Probe.Finding finding = probe.look();
            while (finding == Probe.Finding.OPEN) {
                Thread.onSpinWait();
                finding = probe.look();
            }
            return finding;
        }
    }
}
