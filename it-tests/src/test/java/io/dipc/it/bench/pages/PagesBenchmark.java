package io.dipc.it.bench.pages;

import io.dipc.it.bench.HazelcastClient;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures misses and sequential accesses of a region, from and to a JVM that has all of it exclusively, in one of two and
 * one of three JVMs (where the home is mostly a third one); beside, round by round, bare Netty and a Hazelcast map. Prints
 * medians of the rounds.
 */
public final class PagesBenchmark implements AutoCloseable {
    /** The bare connection's program, in the tests of the transport. */
    private static final String BARE = "io.dipc.memory.transport.bench.TransportBenchmark";

    /** The same from a memory as large as the region into another one. */
    private static final String MOVING = "the same, memory to memory";

    private enum What {
        READ_MISS("read miss, us"),
        WRITE_MISS("write miss, us"),
        SEQUENTIAL_READ("sequential read, MiB/s"),
        /** Of all JVMs that take part; other work on the machine moves it less than the time. */
        SEQUENTIAL_READ_WORK("sequential read, processor us per page"),
        SEQUENTIAL_WRITE("sequential write, MiB/s");

        private final String text;

        What(String text) {
            this.text = text;
        }
    }

    private final Jdk jdk;
    private final int pages;
    private final int misses;
    private final PrintStream out;
    private final List<TestCluster> clusters = new ArrayList<>();
    private final Map<ChildJvm, Integer> answers = new HashMap<>();
    /** By what is measured, then by whom. */
    private final Map<What, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    private int value;

    /**
     * @param pages of the region
     * @param misses that are measured in a round, of each kind
     */
    public PagesBenchmark(Jdk jdk, int pages, int misses, PrintStream out) {
        this.jdk = jdk;
        this.pages = pages;
        this.misses = misses;
        this.out = out;
        for (What what : What.values()) {
            figures.put(what, new LinkedHashMap<>());
        }
    }

    /**
     * Measures and prints.
     *
     * @param jvms sizes of clusters that share a region
     * @param warmUps rounds that do not count: the compilers take as much of the processors as all else at first
     * @param map whether the map is measured, too
     * @return medians, by what is measured, then by whom
     */
    public Map<String, Map<String, Double>> run(List<Integer> jvms, int warmUps, int rounds, boolean map)
            throws IOException, InterruptedException {
        ChildJvm bare = startBare();
        Map<String, List<ChildJvm>> regions = new LinkedHashMap<>();
        for (int count : jvms) {
            regions.put("dipc, " + count + " JVMs", startRegion(count));
        }
        ChildJvm hazelcast = map ? startHazelcast() : null;
        for (int round = -warmUps; round < rounds; round++) {
            boolean counts = round >= 0;
            measureBare(bare, counts);
            for (Map.Entry<String, List<ChildJvm>> region : regions.entrySet()) {
                measureRegion(region.getKey(), region.getValue(), counts);
            }
            if (map) {
                measureMap(hazelcast, counts);
            }
        }
        return print();
    }

    private TestCluster cluster() {
        TestCluster cluster = new TestCluster(jdk);
        clusters.add(cluster);
        return cluster;
    }

    private ChildJvm startBare() throws InterruptedException {
        String classes = Product.root().resolve("cluster/memory/target/test-classes")
                + File.pathSeparator
                + Product.root().resolve("cluster/memory/target/classes")
                + File.pathSeparator
                + Product.benchmarks();
        ChildJvm bare = cluster().startPlain(List.of(), List.of("-cp", classes), BARE, "orders");
        bare.awaitLine("ready");
        return bare;
    }

    /** The first one has all of it at first. */
    private List<ChildJvm> startRegion(int count) throws InterruptedException {
        TestCluster cluster = cluster();
        List<ChildJvm> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ChildJvm member = cluster.start(RegionPages.class, Integer.toString(pages));
            member.awaitLine("ready");
            members.add(member);
        }
        order(members.get(0), "writeAll", pages, 0);
        return members;
    }

    private ChildJvm startHazelcast() throws IOException, InterruptedException {
        ChildJvm client = HazelcastClient.start(cluster(), 2, "pages").get(0);
        order(client, "writeAll", mapPages(), 0);
        return client;
    }

    /** As many pages of a map are read and written in sequence: it takes long enough. */
    private int mapPages() {
        return Math.min(pages, MapPages.MOST);
    }

    private void measureBare(ChildJvm bare, boolean counts) throws InterruptedException {
        double request = order(bare, "requests", misses);
        record(What.READ_MISS, "bare Netty", request, counts);
        record(What.WRITE_MISS, "bare Netty", request, counts);
        double work = work(List.of(bare));
        record(What.SEQUENTIAL_READ, "bare Netty", order(bare, "stream", pages), counts);
        double streamed = work(List.of(bare));
        record(What.SEQUENTIAL_READ_WORK, "bare Netty", (streamed - work) / pages, counts);
        record(What.SEQUENTIAL_READ, MOVING, order(bare, "move", pages), counts);
        record(What.SEQUENTIAL_READ_WORK, MOVING, (work(List.of(bare)) - streamed) / pages, counts);
    }

    private void measureRegion(String name, List<ChildJvm> members, boolean counts) throws InterruptedException {
        ChildJvm owner = members.get(0);
        ChildJvm other = members.get(1);
        value++;
        record(What.SEQUENTIAL_WRITE, name, order(owner, "writeAll", pages, value), counts);
        record(What.READ_MISS, name, order(other, "read", 0, misses, value), counts);
        record(What.WRITE_MISS, name, order(other, "write", misses, 2 * misses, value), counts);
        value++;
        order(owner, "writeAll", pages, value);
        double work = work(members);
        record(What.SEQUENTIAL_READ, name, order(other, "readAll", pages, value), counts);
        record(What.SEQUENTIAL_READ_WORK, name, (work(members) - work) / pages, counts);
    }

    /** Microseconds of processor time that JVMs and those that they have started have taken, to about 10 ms. */
    private static double work(List<ChildJvm> jvms) {
        return jvms.stream()
                .flatMap(jvm -> ProcessHandle.of(jvm.pid()).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToDouble(time -> time.toNanos() / 1e3)
                .sum();
    }

    private void measureMap(ChildJvm client, boolean counts) throws InterruptedException {
        String name = "IMap";
        value++;
        int some = Math.min(misses, mapPages());
        record(What.WRITE_MISS, name, order(client, "write", 0, some, value), counts);
        record(What.READ_MISS, name, order(client, "read", 0, some, value), counts);
        record(What.SEQUENTIAL_WRITE, name, order(client, "writeAll", mapPages(), value), counts);
        record(What.SEQUENTIAL_READ, name, order(client, "readAll", mapPages(), value), counts);
    }

    private double order(ChildJvm to, String what, int... numbers) throws InterruptedException {
        StringBuilder line = new StringBuilder(what);
        for (int number : numbers) {
            line.append(' ').append(number);
        }
        to.send(line.toString());
        return Double.parseDouble(
                to.awaitLines("figure .*", answers.merge(to, 1, Integer::sum)).split(" ")[1]);
    }

    private void record(What what, String whose, double figure, boolean counts) {
        if (Boolean.getBoolean("verbose")) {
            out.printf(Locale.ROOT, "%s %s %.1f%n", whose, what, figure);
        }
        if (counts) {
            figures.get(what).computeIfAbsent(whose, key -> new ArrayList<>()).add(figure);
        }
    }

    private Map<String, Map<String, Double>> print() {
        Map<String, Map<String, Double>> medians = new LinkedHashMap<>();
        figures.forEach((what, byName) -> {
            out.printf("%n%s%n", what.text);
            Map<String, Double> row = new LinkedHashMap<>();
            byName.forEach((name, all) -> {
                all.sort(null);
                row.put(name, all.get(all.size() / 2));
            });
            double yardstick = row.getOrDefault("bare Netty", Double.NaN);
            row.forEach((name, median) ->
                    out.printf(Locale.ROOT, "  %-26s %10.1f %8.2f of bare Netty%n", name, median, median / yardstick));
            medians.put(what.text, row);
        });
        return medians;
    }

    @Override
    public void close() {
        clusters.forEach(TestCluster::close);
    }
}
