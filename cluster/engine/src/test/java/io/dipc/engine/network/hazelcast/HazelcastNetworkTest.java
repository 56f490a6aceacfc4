package io.dipc.engine.network.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.TcpIpJoiner;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Networks of one JVM. */
class HazelcastNetworkTest {

    @TempDir
    Path rendezvous;

    @Test
    void membersFindEachOtherAndSend() {
        try (HazelcastNetwork a = open("one", "a");
                HazelcastNetwork b = open("one", "b")) {
            RecordingListener toA = start(a);
            RecordingListener toB = start(b);
            toA.awaitMembers("a", "b");
            toB.awaitMembers("a", "b");
            assertThat(toA.members()).isEqualTo(toB.members()).containsExactly(a.self(), b.self());
            assertThat(a.self().session()).isNotZero().isNotEqualTo(b.self().session());

            byte[] hello = "hello, world".getBytes(UTF_8);
            a.send(b.self().session(), hello, 5);
            b.send(a.self().session(), hello, hello.length);
            b.send(12345, hello, hello.length);

            toB.awaitFrames(1);
            toA.awaitFrames(1);
            assertThat(toB.frames())
                    .containsExactly(new RecordingListener.Received(a.self().session(), "hello"));
            assertThat(toA.frames())
                    .containsExactly(new RecordingListener.Received(b.self().session(), "hello, world"));
        }
    }

    @Test
    void whoIsInAClusterLetsNobodyFoundAnother() {
        try (HazelcastNetwork a = open("one", "a")) {
            assertThat(Hazelcast.getAllHazelcastInstances())
                    .singleElement()
                    .extracting(instance -> ((HazelcastInstanceProxy) instance)
                            .getOriginal()
                            .node
                            .getJoiner())
                    .asInstanceOf(InstanceOfAssertFactories.type(TcpIpJoiner.class))
                    .matches(TcpIpJoiner::isClaimingMastership, "refuses, although nobody leads but it");
            assertThat(a.self().session()).isNotZero();
        }
    }

    @Test
    void frameSentBeforeTheReceiverListensIsDelivered() {
        try (HazelcastNetwork a = open("early", "a");
                HazelcastNetwork b = open("early", "b")) {
            start(a).awaitMembers("a", "b");
            a.send(b.self().session(), "early".getBytes(UTF_8), 5);
            RecordingListener toB = start(b);
            toB.awaitFrames(1);
            assertThat(toB.events()).startsWith("members").endsWith("frame");
        }
    }

    @Test
    void framesOfAnySizeArriveWholeAndInOrder() {
        try (HazelcastNetwork a = open("sizes", "a");
                HazelcastNetwork b = open("sizes", "b")) {
            start(a).awaitMembers("a", "b");
            List<Integer> sizes = new ArrayList<>(List.of(0, 1, 7, 8, 9, 1000, 3_000_000, 2));
            Random random = new Random(42);
            for (int i = 0; i < 300; i++) {
                sizes.add(random.nextInt(200_000));
            }
            RecordingListener toB = start(b);
            for (int i = 0; i < sizes.size(); i++) {
                a.send(b.self().session(), text(i, sizes.get(i)), sizes.get(i));
            }
            toB.awaitFrames(sizes.size());
            for (int i = 0; i < sizes.size(); i++) {
                assertThat(toB.frames().get(i).text()).isEqualTo(new String(text(i, sizes.get(i)), UTF_8));
            }
        }
    }

    /**
     * A frame that is too large for the socket's buffers and is sent while one is received. Without care the rest of it
     * waits for whatever else the connection's thread wakes up for, each time for seconds.
     */
    @Test
    void largeAnswersOfWhoReceivesAreWrittenAtOnce() throws Exception {
        int rounds = 200;
        byte[] question = text(0, 10);
        byte[] answer = text(1, 1_000_000);
        CountDownLatch answers = new CountDownLatch(rounds);
        try (HazelcastNetwork a = open("answers", "a");
                HazelcastNetwork b = open("answers", "b")) {
            b.start(new Answering((from, frame) -> b.send(from, answer, answer.length)));
            a.start(new Answering((from, frame) -> {
                answers.countDown();
                a.send(from, question, question.length);
            }));
            a.send(b.self().session(), question, question.length);
            assertThat(answers.await(1, TimeUnit.MINUTES))
                    .as("%d answers of %d bytes, %d of them missing", rounds, answer.length, answers.getCount())
                    .isTrue();
        }
    }

    /**
     * What another thread brings just when one that receives has written: without care it waits as long, and all that is
     * sent after it.
     */
    @Test
    void whatComesWhileWhoReceivesWritesIsWrittenAtOnce() throws Exception {
        int rounds = 20_000;
        byte[] ball = text(0, 10);
        byte[] other = text(1, 20);
        CountDownLatch played = new CountDownLatch(rounds);
        try (HazelcastNetwork a = open("meet", "a");
                HazelcastNetwork b = open("meet", "b")) {
            b.start(new Answering((from, frame) -> {
                if (frame.length == ball.length) {
                    b.send(from, ball, ball.length);
                }
            }));
            a.start(new Answering((from, frame) -> {
                if (frame.length == ball.length) {
                    played.countDown();
                    a.send(from, ball, ball.length);
                }
            }));
            Thread disturber = new Thread(() -> {
                while (played.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
                    a.send(b.self().session(), other, other.length);
                    b.send(a.self().session(), other, other.length);
                    LockSupport.parkNanos(20_000);
                }
            });
            a.send(b.self().session(), ball, ball.length);
            disturber.start();
            try {
                assertThat(played.await(1, TimeUnit.MINUTES))
                        .as("%d rounds, %d of them missing", rounds, played.getCount())
                        .isTrue();
            } finally {
                disturber.interrupt();
                disturber.join();
            }
        }
    }

    /** Does something for each frame, in the thread that brings it. */
    private record Answering(BiConsumer<Long, byte[]> answer) implements Network.Listener {

        @Override
        public void frames(long from, List<byte[]> frames) {
            frames.forEach(frame -> answer.accept(from, frame));
        }

        @Override
        public void members(List<Member> oldestFirst) {}

        @Override
        public void over(long session, boolean dead) {}

        @Override
        public void excluded(Member self) {}
    }

    private static byte[] text(int seed, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + (seed + i) % 26);
        }
        return bytes;
    }

    @Test
    void threadsInAnyStateSend() throws Exception {
        try (HazelcastNetwork a = open("threads", "a");
                HazelcastNetwork b = open("threads", "b")) {
            start(a).awaitMembers("a", "b");
            RecordingListener toB = start(b);
            Thread.currentThread().interrupt();
            for (int i = 0; i < 1000; i++) {
                a.send(b.self().session(), "interrupted".getBytes(UTF_8), 11);
            }
            assertThat(Thread.interrupted()).isTrue();
            Thread foreign = new Thread(() -> a.send(b.self().session(), "foreign".getBytes(UTF_8), 7));
            foreign.setContextClassLoader(new URLClassLoader(new URL[0], null));
            foreign.start();
            foreign.join();
            toB.awaitFrames(1001);
            assertThat(toB.members()).hasSize(2);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsSend() throws Exception {
        try (HazelcastNetwork a = open("virtual", "a");
                HazelcastNetwork b = open("virtual", "b")) {
            start(a).awaitMembers("a", "b");
            RecordingListener toB = start(b);
            Method startVirtual = Thread.class.getMethod("startVirtualThread", Runnable.class);
            for (int i = 0; i < 100; i++) {
                Runnable sending = () -> {
                    Thread.currentThread().interrupt();
                    a.send(b.self().session(), "virtual".getBytes(UTF_8), 7);
                };
                startVirtual.invoke(null, sending);
            }
            toB.awaitFrames(100);
            assertThat(toB.names()).containsExactly("a", "b");
        }
    }

    @Test
    void interruptedThreadOpensAndCloses() {
        Thread.currentThread().interrupt();
        try (HazelcastNetwork a = open("interrupted", "a")) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            start(a).awaitSome();
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void leavingMemberIsGoneAndLeavesNoThread() throws InterruptedException {
        try (HazelcastNetwork a = open("leave", "a")) {
            RecordingListener toA = start(a);
            HazelcastNetwork b = open("leave", "b");
            start(b).awaitMembers("a", "b");
            toA.awaitMembers("a", "b");
            b.close();
            b.close();
            b.send(a.self().session(), new byte[1], 1);
            toA.awaitMembers("a");
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon() && thread.getName().contains("dipc")) {
                thread.join(TimeUnit.MINUTES.toMillis(5));
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void closingAloneIsQuick() {
        HazelcastNetwork a = open("quick", "a");
        start(a);
        long began = System.nanoTime();
        a.close();
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MINUTES.toNanos(1));
    }

    @Test
    void clustersOfDifferentNamesNeverMeet() {
        try (HazelcastNetwork a = open("one", "a");
                HazelcastNetwork b = open("two/with * strange name", "b")) {
            RecordingListener toA = start(a);
            RecordingListener toB = start(b);
            try (HazelcastNetwork c = open("two/with * strange name", "c")) {
                start(c).awaitMembers("b", "c");
                toB.awaitMembers("b", "c");
                assertThat(toA.names()).containsExactly("a");
            }
        }
    }

    @Test
    void clustersOfDifferentNamesDoNotMeetAtTheSameAddressesEither() {
        String join = "127.0.0.1";
        try (HazelcastNetwork a =
                        HazelcastNetwork.open(Options.with(rendezvous, "one", "a", "127.0.0.1", List.of(join), true));
                HazelcastNetwork b =
                        HazelcastNetwork.open(Options.with(rendezvous, "two", "b", "127.0.0.1", List.of(join), true))) {
            RecordingListener toA = start(a);
            RecordingListener toB = start(b);
            try (HazelcastNetwork c =
                    HazelcastNetwork.open(Options.with(rendezvous, "two", "c", "127.0.0.1", List.of(join), true))) {
                start(c).awaitMembers("b", "c");
                toB.awaitMembers("b", "c");
                assertThat(toA.names()).containsExactly("a");
            }
        }
    }

    @Test
    void podsOfAServiceFindEachOtherByItsDnsName() {
        // Stands in for the name of a headless service. Its pods are looked for at the first port only, which is free
        // here, since
        // no other test listens at this address.
        String service = "127.0.0.9";
        try (HazelcastNetwork a = HazelcastNetwork.open(Options.kubernetes(rendezvous, "pods", "a", service));
                HazelcastNetwork b = HazelcastNetwork.open(Options.kubernetes(rendezvous, "pods", "b", service))) {
            start(a).awaitMembers("a", "b");
            start(b).awaitMembers("a", "b");
        }
    }

    @Test
    void toolJoinsButDoesNotFound() {
        ClusterOptions tool = Options.tool(rendezvous, "tools", "t");
        assertThatThrownBy(() -> HazelcastNetwork.open(tool))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("no member of cluster tools runs on this machine");
        try (HazelcastNetwork a = open("tools", "a");
                HazelcastNetwork t = HazelcastNetwork.open(tool)) {
            RecordingListener toA = start(a);
            start(t).awaitMembers("a", "t");
            toA.awaitMembers("a", "t");
            assertThat(toA.members()).extracting(Member::hosts).containsExactly(true, false);
        }
    }

    @Test
    void toolFindsNobodyAtAddresses() {
        ClusterOptions tool =
                Options.with(rendezvous, "tools", "t", "127.0.0.1", List.of("127.0.0.1", "127.0.0.2:17701"), false);
        assertThatThrownBy(() -> HazelcastNetwork.open(tool))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("no member of cluster tools answers at 127.0.0.1,127.0.0.2:17701");
    }

    @Test
    void portInUseIsPassedOver() throws IOException {
        ClusterOptions options = Options.oneHost(rendezvous, "ports", "a");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            int last = Math.min(65_535, port + 50);
            try (HazelcastNetwork a = HazelcastNetwork.open(Options.ports(options, port, last))) {
                String[] address = a.self().address().split(":");
                assertThat(address[0]).isEqualTo("127.0.0.1");
                assertThat(Integer.parseInt(address[1])).isBetween(port + 1, last);
            }
        }
    }

    @Test
    void noFreePortIsAnError() throws IOException {
        ClusterOptions options = Options.oneHost(rendezvous, "ports", "a");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> HazelcastNetwork.open(Options.ports(options, port, port)))
                    .isInstanceOf(ClusterUnavailableException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1, ports " + port + " to " + port)
                    .hasMessageContaining("a free port");
        }
    }

    @Test
    void addressOfAnotherMachineIsAnError() {
        ClusterOptions options = Options.with(rendezvous, "bind", "a", "192.0.2.1", List.of(), true);
        assertThatThrownBy(() -> HazelcastNetwork.open(options))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("cannot listen on 192.0.2.1")
                .hasMessageContaining("an address of this machine");
    }

    @Test
    void whoBeginsAnotherSessionIsKnownByTheLastOneWhateverComesLate() {
        try (HazelcastNetwork a = open("again", "a");
                HazelcastNetwork b = open("again", "b")) {
            RecordingListener toA = start(a);
            RecordingListener toB = start(b);
            toA.awaitMembers("a", "b");
            toB.awaitMembers("a", "b");
            long first = a.self().session();
            long second = a.renew().session();
            toB.await("session " + second, state -> state.members().contains(a.self()));
            long third = a.renew().session();
            toB.await("session " + third, state -> state.members().contains(a.self()));

            // As it is when a connection is made in the moment of the renewal, or what waited for one is sent late.
            ServerConnectionManager connections = Hazelcast.getAllHazelcastInstances().stream()
                    .map(instance -> ((HazelcastInstanceProxy) instance).getOriginal().node)
                    .filter(node -> node.getLocalMember()
                            .getAttribute(MemberConfig.NAME)
                            .equals("a"))
                    .findFirst()
                    .orElseThrow()
                    .getServer()
                    .getConnectionManager(EndpointQualifier.MEMBER);
            ServerConnection toOther =
                    connections.getConnections().stream().findFirst().orElseThrow();
            toOther.write(Frame.renewed(b.self().session(), first, new Sessions.Renewal(second, 1)));

            a.send(b.self().session(), "third".getBytes(UTF_8), 5);
            toB.awaitFrames(1);
            b.send(third, "answer".getBytes(UTF_8), 6);
            toA.awaitFrames(1);
            assertThat(toB.over()).containsExactly(first, second);
            assertThat(toB.members()).contains(a.self());
        }
    }

    @Test
    void foreignBytesDoNotDisturb() throws IOException {
        try (HazelcastNetwork a = open("foreign", "a");
                HazelcastNetwork b = open("foreign", "b")) {
            start(a).awaitMembers("a", "b");
            RecordingListener toB = start(b);
            byte[] noise = new byte[100_000];
            new Random(1).nextBytes(noise);
            byte[] huge = {'H', 'Z', 'C', 4, 0, (byte) 0xa5, 0, 0, 0, 0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
            write(b, noise);
            write(b, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            write(b, huge);
            write(b, concat("HZC".getBytes(UTF_8), noise));
            a.send(b.self().session(), "alive".getBytes(UTF_8), 5);
            toB.awaitFrames(1);
            assertThat(toB.frames())
                    .extracting(RecordingListener.Received::text)
                    .containsExactly("alive");
            assertThat(toB.names()).containsExactly("a", "b");
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Writes bytes to a member's port, and waits until it closes the connection or has had time to read them. */
    private static void write(HazelcastNetwork member, byte[] bytes) throws IOException {
        String[] address = member.self().address().split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout((int) Duration.ofSeconds(1).toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // Read until closed.
            }
        } catch (java.net.SocketException | java.net.SocketTimeoutException e) {
            assertThat(e).as("reset or kept open, as the member likes").isNotNull();
        }
    }

    private HazelcastNetwork open(String cluster, String name) {
        return HazelcastNetwork.open(Options.oneHost(rendezvous, cluster, name));
    }

    private static RecordingListener start(HazelcastNetwork network) {
        RecordingListener listener = new RecordingListener();
        network.start(listener);
        return listener;
    }
}
