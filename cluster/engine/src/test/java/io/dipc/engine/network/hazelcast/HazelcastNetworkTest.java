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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
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

    private HazelcastNetwork open(String cluster, String name) {
        return HazelcastNetwork.open(Options.oneHost(rendezvous, cluster, name));
    }

    private static RecordingListener start(HazelcastNetwork network) {
        RecordingListener listener = new RecordingListener();
        network.start(listener);
        return listener;
    }
}
