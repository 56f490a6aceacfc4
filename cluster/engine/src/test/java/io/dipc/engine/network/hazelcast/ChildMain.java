package io.dipc.engine.network.hazelcast;

import io.dipc.engine.ClusterOptions;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A member in a JVM of its own. Says on standard output what happens, does what standard input says, and ends with it,
 * so that it does not outlive the test.
 */
final class ChildMain {

    private ChildMain() {}

    /**
     * @param args rendezvous directory, cluster, name, bind address or "-", join list or "-"
     */
    public static void main(String[] args) throws IOException {
        List<String> join = args[4].equals("-") ? List.of() : List.of(args[4].split(","));
        ClusterOptions options = args[4].equals("multicast")
                ? Options.multicast(args)
                : Options.with(
                        Path.of(args[0]),
                        args[1],
                        args[2],
                        args[3].equals("-") ? "" : args[3],
                        join,
                        !args[2].startsWith("tool"));
        long began = System.nanoTime();
        HazelcastNetwork network = HazelcastNetwork.open(options);
        long took = (System.nanoTime() - began) / 1_000_000;
        say("up " + network.self().address() + " after " + took + " ms, JVM " + sinceJvmStart() + " ms");
        network.start(new Listener());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null && !line.equals("halt"); line = in.readLine()) {
                if (line.equals("close")) {
                    long closing = System.nanoTime();
                    network.close();
                    say("closed after " + (System.nanoTime() - closing) / 1_000_000 + " ms");
                    return;
                }
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static long sinceJvmStart() {
        return System.currentTimeMillis()
                - ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }

    private static final class Listener implements Network.Listener {

        @Override
        public void frames(long from, List<byte[]> frames) {
            frames.forEach(frame -> frame(from, frame));
        }

        private void frame(long from, byte[] frame) {
            say("frame " + new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        public void members(List<Member> oldestFirst) {
            say("members " + oldestFirst.stream().map(Member::name).collect(Collectors.joining(",")));
        }

        @Override
        public void over(long session, boolean dead) {}

        @Override
        public void excluded(Member self) {
            say("excluded " + (self == null ? "for good" : self.name()));
        }
    }
}
