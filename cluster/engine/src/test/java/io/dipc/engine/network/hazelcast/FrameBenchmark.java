package io.dipc.engine.network.hazelcast;

import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Round trips and messages per second between two JVMs on loopback, beside those of a bare socket in the same run. A
 * main, not a test: {@code java -cp <test class path> io.dipc.engine.network.hazelcast.FrameBenchmark}.
 */
final class FrameBenchmark {

    private static final int SIZE = 100;
    private static final int ROUND_TRIPS = 20_000;
    private static final int MESSAGES = 400_000;
    private static final int WINDOW = 4096;

    private FrameBenchmark() {}

    /**
     * @param args none; the second JVM is given the rendezvous directory and the port of the bare socket
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            echo(Path.of(args[0]), Integer.parseInt(args[1]));
            return;
        }
        Path rendezvous = Files.createTempDirectory("dipc-bench");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HazelcastNetwork network = HazelcastNetwork.open(Options.oneHost(rendezvous, "bench", "a"))) {
            Process echo = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            FrameBenchmark.class.getName(),
                            rendezvous.toString(),
                            Integer.toString(server.getLocalPort()))
                    .inheritIO()
                    .start();
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                Caller caller = new Caller(network);
                network.start(caller);
                caller.joined.await();
                for (int round = 0; round < 5; round++) {
                    double bare = bareRoundTrip(socket);
                    double ours = caller.roundTrip();
                    System.out.printf(
                            "round trip of %d B: bare socket %.1f us, network %.1f us (%.2f); ",
                            SIZE, bare, ours, ours / bare);
                    System.out.printf(
                            "messages/s: 1 thread %,.0f, 8 threads %,.0f%n", caller.stream(1), caller.stream(8));
                }
            } finally {
                echo.destroyForcibly().waitFor();
            }
        }
    }

    private static double bareRoundTrip(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] message = new byte[SIZE];
        long[] nanos = new long[ROUND_TRIPS];
        for (int i = 0; i < ROUND_TRIPS; i++) {
            long began = System.nanoTime();
            out.write(message);
            in.readFully(message);
            nanos[i] = System.nanoTime() - began;
        }
        return median(nanos);
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000.0;
    }

    /** The second JVM: sends back what it gets, by socket and by network; the first byte 1: count only. */
    private static void echo(Path rendezvous, int port) throws Exception {
        try (HazelcastNetwork network = HazelcastNetwork.open(Options.oneHost(rendezvous, "bench", "b"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            network.start(new Network.Listener() {
                private int streamed;

                @Override
                public void frames(long from, List<byte[]> frames) {
                    frames.forEach(frame -> frame(from, frame));
                }

                private void frame(long from, byte[] frame) {
                    if (frame[0] == 0) {
                        network.send(from, frame, frame.length);
                    } else if (++streamed % (WINDOW / 4) == 0) {
                        network.send(from, frame, frame.length);
                    }
                }

                @Override
                public void members(List<Member> oldestFirst) {
                    // The caller knows.
                }

                @Override
                public void over(long session, boolean dead) {}

                @Override
                public void excluded(Member self) {
                    throw new IllegalStateException("excluded");
                }
            });
            byte[] message = new byte[SIZE];
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                in.readFully(message);
                socket.getOutputStream().write(message);
            }
        }
    }

    /** The first JVM. */
    private static final class Caller implements Network.Listener {

        private final HazelcastNetwork network;
        private final CountDownLatch joined = new CountDownLatch(1);
        private final Semaphore window = new Semaphore(WINDOW);
        private volatile long other;
        private volatile long answered;
        private volatile Thread waiting;

        Caller(HazelcastNetwork network) {
            this.network = network;
        }

        @Override
        public void frames(long from, List<byte[]> frames) {
            frames.forEach(frame -> frame(from, frame));
        }

        private void frame(long from, byte[] frame) {
            if (frame[0] == 0) {
                answered = ByteBuffer.wrap(frame).getLong(1);
                LockSupport.unpark(waiting);
            } else {
                window.release(WINDOW / 4);
            }
        }

        @Override
        public void members(List<Member> oldestFirst) {
            if (oldestFirst.size() == 2) {
                other = oldestFirst.get(1).session();
                joined.countDown();
            }
        }

        @Override
        public void over(long session, boolean dead) {}

        @Override
        public void excluded(Member self) {
            throw new IllegalStateException("excluded");
        }

        double roundTrip() {
            waiting = Thread.currentThread();
            long[] nanos = new long[ROUND_TRIPS];
            for (int i = 0; i < ROUND_TRIPS; i++) {
                byte[] message = new byte[SIZE];
                ByteBuffer.wrap(message).putLong(1, i + 1L);
                answered = 0;
                long began = System.nanoTime();
                network.send(other, message, SIZE);
                while (answered != i + 1L) {
                    LockSupport.park();
                }
                nanos[i] = System.nanoTime() - began;
            }
            return median(nanos);
        }

        double stream(int threads) throws InterruptedException {
            long began = System.nanoTime();
            Thread[] senders = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                senders[i] = new Thread(() -> {
                    for (int n = 0; n < MESSAGES / threads; n++) {
                        window.acquireUninterruptibly();
                        byte[] message = new byte[SIZE];
                        message[0] = 1;
                        network.send(other, message, SIZE);
                    }
                });
                senders[i].start();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            return MESSAGES / ((System.nanoTime() - began) / 1e9);
        }
    }
}
