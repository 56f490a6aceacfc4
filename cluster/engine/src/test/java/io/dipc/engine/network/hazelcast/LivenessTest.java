package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.version.MemberVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What proves that a member on another machine has ended, and what does not. */
@Timeout(600)
class LivenessTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Liveness watcher = new Liveness(LOOPBACK, 1);
    private final BlockingQueue<MemberImpl> dead = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        watcher.start(dead::add);
    }

    @AfterEach
    void close() {
        watcher.close();
    }

    /** A port where the test itself says what a member's kernel would do. */
    private static final class Machine implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 5, LOOPBACK);

        Machine() throws IOException {
            server.setSoTimeout((int) TimeUnit.MINUTES.toMillis(5));
        }

        int port() {
            return server.getLocalPort();
        }

        /** Somebody connects and is told a session. */
        Socket greet(long session) throws IOException {
            Socket visitor = server.accept();
            visitor.getOutputStream()
                    .write(ByteBuffer.allocate(Long.BYTES).putLong(session).array());
            return visitor;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void whoseMachineClosesTheConnectionHasEnded() throws Exception {
        try (Machine machine = new Machine()) {
            MemberImpl member = member(2, machine.port());
            watcher.watch(List.of(member));
            Socket connection = machine.greet(2);
            assertThat(dead).isEmpty();
            connection.close();
            assertThat(dead.take()).isSameAs(member);
        }
    }

    @Test
    void whoseMachineResetsTheConnectionHasEnded() throws Exception {
        try (Machine machine = new Machine()) {
            MemberImpl member = member(2, machine.port());
            watcher.watch(List.of(member));
            Socket connection = machine.greet(2);
            connection.setSoLinger(true, 0);
            awaitLooks();
            connection.close();
            assertThat(dead.take()).isSameAs(member);
        }
    }

    @Test
    void anotherProcessAtThePortProvesNothing() throws Exception {
        try (Machine machine = new Machine()) {
            watcher.watch(List.of(member(2, machine.port())));
            machine.greet(3).close();
            // It tries again, so it has seen the end of the first connection.
            try (Socket again = machine.greet(2)) {
                assertThat(again.isConnected()).isTrue();
                assertThat(dead).isEmpty();
            }
            assertThat(dead.take()).isNotNull();
        }
    }

    @Test
    void connectionThatEndsBeforeItIsKnownWhoseItIsProvesNothing() throws Exception {
        try (Machine machine = new Machine()) {
            watcher.watch(List.of(member(2, machine.port())));
            machine.server.accept().close();
            try (Socket again = machine.greet(2)) {
                assertThat(again.isConnected()).isTrue();
                assertThat(dead).isEmpty();
            }
        }
    }

    @Test
    void whoIsNotWatchedAnyMoreIsLetGo() throws Exception {
        try (Machine machine = new Machine()) {
            watcher.watch(List.of(member(2, machine.port())));
            try (Socket connection = machine.greet(2)) {
                watcher.watch(List.of());
                assertThat(connection.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(dead).isEmpty();
        }
    }

    @Test
    void stoppedProcessLivesAndKilledOneHasEnded() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        // else it may tell on standard output of a locked file of performance data
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        LivenessMain.class.getName(),
                        "2")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            int port = Integer.parseInt(out.readLine());
            MemberImpl member = member(2, port);
            watcher.watch(List.of(member));
            awaitLooks();
            // Greeted after the watcher, which has connected before.
            greeting(port);
            awaitLooks();
            signal(process, "STOP");
            // One after the other ends, and is seen to have ended; the one that is stopped is not.
            for (long session = 3; session < 6; session++) {
                try (Machine machine = new Machine()) {
                    MemberImpl other = member(session, machine.port());
                    watcher.watch(List.of(member, other));
                    machine.greet(session).close();
                    assertThat(dead.take()).isSameAs(other);
                }
            }
            process.destroyForcibly();
            assertThat(dead.take()).isSameAs(member);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /**
     * Returns when the watcher has connected to whom it is to watch, and has read what they had said before: it looks at all
     * that has happened before it greets a visitor that has come then.
     */
    private void awaitLooks() throws IOException {
        for (int i = 0; i < 3; i++) {
            greeting(watcher.port());
        }
    }

    private static void greeting(int port) throws IOException {
        try (Socket visitor = new Socket(LOOPBACK, port)) {
            assertThat(visitor.getInputStream().readNBytes(Long.BYTES)).hasSize(Long.BYTES);
        }
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static MemberImpl member(long session, int port) {
        return new MemberImpl.Builder(new Address(LOOPBACK, 5800 + (int) session))
                .version(MemberVersion.of(5, 7, 0))
                .uuid(UUID.randomUUID())
                .attributes(
                        Map.of(MemberConfig.SESSION, Long.toHexString(session), Liveness.PORT, Integer.toString(port)))
                .build();
    }
}
