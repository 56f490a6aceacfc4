package io.dipc.engine.network.hazelcast;

import java.io.IOException;
import java.net.InetAddress;

/** A process that others watch: {@code LivenessMain SESSION}. Prints the port and lives until standard input ends. */
final class LivenessMain {

    private LivenessMain() {}

    public static void main(String[] args) throws IOException {
        Liveness liveness = new Liveness(InetAddress.getLoopbackAddress(), Long.parseLong(args[0]));
        liveness.start(member -> {});
        System.out.println(liveness.port());
        while (System.in.read() >= 0) {
            // Until the test ends.
        }
        Runtime.getRuntime().halt(0);
    }
}
