package io.dipc.memory.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

/** Stands between two members, and closes connections after arbitrary numbers of bytes, a number of times. */
final class BreakingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Random random;
    private final int longest;
    private int toBreak;
    private int broken;

    BreakingProxy(InetSocketAddress target, int times, int longest, long seed) throws IOException {
        this.target = target;
        this.toBreak = times;
        this.longest = longest;
        this.random = new Random(seed);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "breaking-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = server.accept();
                Socket to = new Socket(target.getAddress(), target.getPort());
                start(() -> forward(from, to));
                start(() -> forward(to, from));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private synchronized int bytesUntilTheEnd() {
        return broken < toBreak ? 1 + random.nextInt(longest) : Integer.MAX_VALUE;
    }

    private synchronized void hasBroken() {
        broken++;
    }

    /** How many connections it has closed. */
    synchronized int broken() {
        return broken;
    }

    private void forward(Socket from, Socket to) {
        try (from;
                to) {
            byte[] buffer = new byte[32 << 10];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int rest = bytesUntilTheEnd();
            boolean breaks = rest < Integer.MAX_VALUE;
            while (rest > 0) {
                int count = in.read(buffer, 0, Math.min(buffer.length, rest));
                if (count < 0) {
                    return;
                }
                out.write(buffer, 0, count);
                rest -= breaks ? count : 0;
            }
            hasBroken();
        } catch (IOException e) {
            // The other direction, or a member, has closed it.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
