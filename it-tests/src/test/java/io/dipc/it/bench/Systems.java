package io.dipc.it.bench;

import io.dipc.it.apps.Host;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All systems, started on this machine's loopback interface and idle until they are measured. */
final class Systems implements AutoCloseable {

    /** Keys to choose from: so many that each two members are home and backup of some. */
    private static final int KEYS = 64;

    /** With what Hazelcast asks for "to get the best performance results". */
    private static final List<String> HAZELCAST = List.of(
            "-cp",
            Product.benchmarks(),
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private final List<MeasuredSystem> all = new ArrayList<>();
    private final TestCluster children;
    private final Map<ChildJvm, String> ports = new HashMap<>();

    private Systems(TestCluster children) {
        this.children = children;
    }

    static Systems start(Jdk jdk, PrintStream out) throws IOException, InterruptedException {
        Systems systems = new Systems(new TestCluster(jdk));
        try {
            systems.startDipc();
            if (!Boolean.getBoolean("alone")) {
                systems.startHazelcast();
                systems.startRedis(out);
            }
            return systems;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            systems.close();
            throw e;
        }
    }

    List<MeasuredSystem> all() {
        return all;
    }

    /**
     * Two members and two clients: one uses what the members are home and backup of, the other what it is home of itself.
     */
    private void startDipc() throws InterruptedException {
        List<ChildJvm> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ChildJvm host = children.start(Host.class);
            host.awaitLine("ready");
            processes.add(host);
        }
        String[] numbers = IntStream.range(0, KEYS).mapToObj(Integer::toString).toArray(String[]::new);
        ChildJvm remote = children.start(DipcClient.class, numbers);
        ChildJvm local = children.start(DipcClient.class, numbers);
        remote.awaitLine("created");
        local.awaitLine("created");
        processes.add(remote);
        processes.add(local);

        Map<String, List<ChildJvm>> replicas = children.replicas();
        List<ChildJvm> hosts = processes.subList(0, 2);
        remote.send(number("bench-queue-", replicas, hosts::containsAll) + " "
                + number("bench-semaphore-", replicas, hosts::containsAll));
        Predicate<List<ChildJvm>> isHome =
                members -> members.get(0) == local && hosts.containsAll(members.subList(1, members.size()));
        local.send(number("bench-queue-", replicas, isHome) + " " + number("bench-semaphore-", replicas, isHome));
        remote.awaitLine("ready");
        local.awaitLine("ready");
        Set<Operation> operations = EnumSet.allOf(Operation.class);
        all.add(new MeasuredSystem("dipc", remote, processes, operations));
        all.add(new MeasuredSystem("dipc, client is the home", local, processes, operations));
    }

    /** The number of a key that these members have. */
    private static String number(
            String prefix, Map<String, List<ChildJvm>> replicas, Predicate<List<ChildJvm>> members) {
        for (int i = 0; i < KEYS; i++) {
            if (members.test(replicas.get(prefix + i))) {
                return Integer.toString(i);
            }
        }
        throw new IllegalStateException("none of " + KEYS + " keys is where it should be: " + replicas);
    }

    private void startHazelcast() throws IOException, InterruptedException {
        String port = Integer.toString(Ports.free(3));
        List<ChildJvm> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ChildJvm member = children.startPlain(HAZELCAST, HazelcastClient.class, port, "3", "serve");
            member.awaitLine("ready");
            processes.add(member);
        }
        ChildJvm client = children.startPlain(HAZELCAST, HazelcastClient.class, port, "3", "measure");
        client.awaitLine("ready");
        processes.add(client);
        all.add(new MeasuredSystem("Hazelcast IQueue", client, processes, EnumSet.of(Operation.OFFER_TAKE)));
    }

    private void startRedis(PrintStream out) throws IOException, InterruptedException {
        Path server = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (server == null) {
            out.println(
                    "Redisson is left out: there is no redis-server on the PATH (Debian: apt-get install redis-server)");
            return;
        }
        ChildJvm alone = startServer(server);
        startRedisson("Redisson (Redis, 1 copy)", List.of(alone), EnumSet.allOf(Operation.class));
        ChildJvm replicated = startServer(server);
        ChildJvm replica = startServer(server, "--replicaof", "127.0.0.1 " + ports.get(replicated));
        replica.awaitLine(".*MASTER <-> REPLICA sync: Finished with success.*");
        startRedisson(
                "Redisson (Redis, replica)",
                List.of(replicated, replica),
                EnumSet.of(Operation.OFFER_TAKE),
                "replicated");
    }

    private void startRedisson(String name, List<ChildJvm> servers, Set<Operation> operations, String... arguments)
            throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(ports.get(servers.get(0))));
        all.addAll(List.of(arguments));
        ChildJvm client = children.startPlain(
                List.of("-cp", Product.benchmarks()), RedissonClient.class, all.toArray(String[]::new));
        client.awaitLine("ready");
        List<ChildJvm> processes = new ArrayList<>(servers);
        processes.add(client);
        this.all.add(new MeasuredSystem(name, client, processes, operations));
    }

    private ChildJvm startServer(Path server, String... options) throws IOException, InterruptedException {
        String port = Integer.toString(Ports.free(1));
        List<String> command = new ArrayList<>(
                List.of(server.toString(), "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(List.of(options));
        ChildJvm redis = children.startProcess("redis-server", command);
        redis.awaitLine(".*Ready to accept connections.*");
        ports.put(redis, port);
        return redis;
    }

    @Override
    public void close() {
        children.close();
    }
}
