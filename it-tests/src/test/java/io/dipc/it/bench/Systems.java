package io.dipc.it.bench;

import io.dipc.it.apps.Host;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The queues and semaphores of all systems, started on this machine's loopback interface and idle until they are measured. */
final class Systems implements AutoCloseable {

    /** Keys to choose from: so many that each two members are home and backup of some. */
    private static final int KEYS = 64;

    private static final Set<Operation> OPERATIONS = EnumSet.of(Operation.OFFER_TAKE, Operation.ACQUIRE_RELEASE);

    /** With what Hazelcast asks for "to get the best performance results". */
    static final List<String> HAZELCAST = List.of(
            "-cp",
            Product.benchmarks(),
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    static final String NO_REDIS =
            "Redisson is left out: there is no redis-server on the PATH (Debian: apt-get install redis-server)";

    private final List<MeasuredSystem> all = new ArrayList<>();
    private final TestCluster children;

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
        all.add(new MeasuredSystem("dipc", remote, processes, OPERATIONS));
        all.add(new MeasuredSystem("dipc, client is the home", local, processes, OPERATIONS));
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
        List<ChildJvm> processes = HazelcastClient.start(children, 3, "measure");
        all.add(new MeasuredSystem("Hazelcast IQueue", processes.get(0), processes, EnumSet.of(Operation.OFFER_TAKE)));
    }

    private void startRedis(PrintStream out) throws IOException, InterruptedException {
        RedisServers servers = RedisServers.find();
        if (servers == null) {
            out.println(NO_REDIS);
            return;
        }
        ChildJvm alone = servers.start(children);
        startRedisson("Redisson (Redis, 1 copy)", servers.port(alone), List.of(alone), OPERATIONS);
        ChildJvm replicated = servers.start(children);
        ChildJvm replica = servers.start(children, "--replicaof", "127.0.0.1 " + servers.port(replicated));
        replica.awaitLine(".*MASTER <-> REPLICA sync: Finished with success.*");
        startRedisson(
                "Redisson (Redis, replica)",
                servers.port(replicated),
                List.of(replicated, replica),
                EnumSet.of(Operation.OFFER_TAKE),
                "replicated");
    }

    private void startRedisson(
            String name, String port, List<ChildJvm> servers, Set<Operation> operations, String... arguments)
            throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(port));
        all.addAll(List.of(arguments));
        ChildJvm client = children.startPlain(
                List.of("-cp", Product.benchmarks()), RedissonClient.class, all.toArray(String[]::new));
        client.awaitLine("ready");
        List<ChildJvm> processes = new ArrayList<>(servers);
        processes.add(client);
        this.all.add(new MeasuredSystem(name, client, processes, operations));
    }

    @Override
    public void close() {
        children.close();
    }
}
