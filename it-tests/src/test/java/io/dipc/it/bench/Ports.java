package io.dipc.it.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback for servers that must be told theirs. They are below those that the kernel gives to outgoing
 * connections (32768 to 60999 on Linux), so that none is gone again before its server has started.
 */
final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 30_000;
    private static final int TRIALS = 1000;

    private Ports() {}

    /** The first of some free ports in a row. */
    static int free(int count) {
        for (int i = 0; i < TRIALS; i++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, LAST - count);
            int free = 0;
            while (free < count && isFree(first + free)) {
                free++;
            }
            if (free == count) {
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row from " + FIRST + " to " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
