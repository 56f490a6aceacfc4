package io.dipc.engine.network.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What members of one JVM send each other. */
class HazelcastFramesTest {

    @TempDir
    Path rendezvous;

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
