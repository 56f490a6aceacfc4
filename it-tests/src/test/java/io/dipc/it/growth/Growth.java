package io.dipc.it.growth;

import io.dipc.it.apps.Host;
import io.dipc.it.apps.ShortLived;
import io.dipc.it.apps.Takers;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what JVMs hold before and after: {@code it-tests/growth [-Dkeys=300000] [-Dthreads=10000]}. Two JVMs host, and
 * a third one, which hosts as well, uses; each is home or backup of two thirds of the keys. Nobody is taken for dead while
 * it is measured: what a session that was excluded used is remembered for 10 minutes.
 */
public final class Growth {

    /** What each JVM held before and after. */
    record Figures(Map<String, Footprint> before, Map<String, Footprint> after) {

        void print(PrintStream out) {
            before.forEach((name, then) -> out.println("  " + name + ": " + then + " -> " + after.get(name)));
        }
    }

    /** In which keys that are over must be gone; each look at them starts a JVM, and collects in another one. */
    private static final Duration FORGETTING = Duration.ofMinutes(3);

    private final Jdk jdk;
    private final PrintStream out;

    Growth(Jdk jdk, PrintStream out) {
        this.jdk = jdk;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Growth growth = new Growth(Jdk.own(), System.out);
        growth.ofKeys(10_000, Integer.getInteger("keys", 300_000)).print(System.out);
        growth.ofBlockedThreads(Integer.getInteger("threads", 10_000)).print(System.out);
        System.exit(0);
    }

    /**
     * Uses keys once each, one after the other.
     *
     * @param warmUp how many before it is looked at what the JVMs hold
     * @param count how many then
     */
    Figures ofKeys(int warmUp, int count) throws IOException, InterruptedException {
        out.println(count + " short-lived keys, after " + warmUp + ":");
        try (TestCluster cluster = new TestCluster(jdk).option("detection", "30s")) {
            Map<String, ChildJvm> jvms = hosts(cluster);
            ChildJvm user = cluster.start(ShortLived.class);
            jvms.put("user", user);
            user.awaitLine("ready");
            int made = use(cluster, user, 0, warmUp);
            Map<String, Footprint> before = footprints(jvms);
            long start = System.nanoTime();
            use(cluster, user, made, count);
            out.printf("  %.0f s%n", (System.nanoTime() - start) / 1e9);
            return new Figures(before, footprints(jvms));
        }
    }

    private int use(TestCluster cluster, ChildJvm user, int before, int count)
            throws IOException, InterruptedException {
        int made = before;
        while (made < before + count) {
            int next = Math.min(1_000, before + count - made);
            user.send("more " + next);
            made += next;
            user.awaitLine("made " + made);
        }
        // The JVM leaves a key some time after its collector has found the last reference to its queue to be gone,
        // which
        // takes two collections, each of which Footprint orders.
        List<String> left = List.of();
        long deadline = System.nanoTime() + FORGETTING.toNanos();
        do {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(left.size() + " short-lived keys are still there after " + FORGETTING
                        + ", such as " + left.get(0) + "; " + user.stderr());
            }
            Footprint.of(jdk, user);
            left = cluster.command("ls").stream()
                    .filter(line -> line.contains("short-lived-"))
                    .toList();
        } while (!left.isEmpty());
        return made;
    }

    /** Lets threads of one JVM wait for elements of one queue, and wakes them all. */
    Figures ofBlockedThreads(int count) throws IOException, InterruptedException {
        out.println(count + " threads that wait on one queue:");
        try (TestCluster cluster = new TestCluster(jdk).option("detection", "30s")) {
            Map<String, ChildJvm> jvms = hosts(cluster);
            ChildJvm putter = cluster.start(Takers.class, "0");
            putter.awaitLine("ready");
            jvms.put("putter", putter);
            Map<String, Footprint> before = footprints(jvms);
            ChildJvm takers = cluster.start(Takers.class, Integer.toString(count));
            takers.awaitLine("ready");
            cluster.awaitListing("ls", "(?s).*taker-" + (count - 1) + "\\b.*");
            out.println("  the JVM of the threads: " + Footprint.of(jdk, takers));
            Figures figures = new Figures(before, footprints(jvms));
            for (int i = 0; i < count; i++) {
                putter.send("element-" + i);
            }
            takers.awaitLines("took element-\\d+", count);
            return figures;
        }
    }

    private static Map<String, ChildJvm> hosts(TestCluster cluster) throws InterruptedException {
        Map<String, ChildJvm> hosts = new LinkedHashMap<>();
        for (String name : List.of("first host", "second host")) {
            ChildJvm host = cluster.start(Host.class);
            host.awaitLine("ready");
            hosts.put(name, host);
        }
        return hosts;
    }

    private Map<String, Footprint> footprints(Map<String, ChildJvm> jvms) throws IOException, InterruptedException {
        Map<String, Footprint> footprints = new LinkedHashMap<>();
        for (Map.Entry<String, ChildJvm> jvm : jvms.entrySet()) {
            footprints.put(jvm.getKey(), Footprint.of(jdk, jvm.getValue()));
        }
        return footprints;
    }
}
