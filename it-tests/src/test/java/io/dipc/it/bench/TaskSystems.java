package io.dipc.it.bench;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The executors of all systems, over several numbers of JVMs, on this machine's loopback interface; idle until they are
 * measured. One JVM submits, and all work, with {@link Pool#THREADS} threads each.
 */
final class TaskSystems implements AutoCloseable {

    /** Keys to choose from. */
    private static final int KEYS = 16;

    private static final Set<Operation> TASKS = EnumSet.of(Operation.EMPTY_TASKS, Operation.TASKS_OF_1_MS);

    private final List<MeasuredSystem> all = new ArrayList<>();
    private final List<TestCluster> clusters = new ArrayList<>();

    private TaskSystems() {}

    /**
     * @param jvms numbers of JVMs
     */
    static TaskSystems start(Jdk jdk, List<Integer> jvms, PrintStream out) throws IOException, InterruptedException {
        TaskSystems systems = new TaskSystems();
        try {
            for (int count : jvms) {
                systems.startDipc(systems.cluster(jdk), count);
            }
            if (!Boolean.getBoolean("alone")) {
                for (int count : jvms) {
                    systems.startHazelcast(systems.cluster(jdk), count);
                }
                systems.startRedisson(jdk, jvms, out);
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

    private TestCluster cluster(Jdk jdk) {
        TestCluster cluster = new TestCluster(jdk);
        clusters.add(cluster);
        return cluster;
    }

    private void add(String system, List<ChildJvm> processes, int jvms) {
        String name = system + ", " + jvms + (jvms == 1 ? " JVM" : " JVMs");
        all.add(new MeasuredSystem(name, processes.get(0), processes, TASKS));
    }

    /** One main and helpers. The pool's home is not the JVM that submits, nor is its backup, if there are so many. */
    private void startDipc(TestCluster children, int jvms) throws InterruptedException {
        String[] numbers = IntStream.range(0, KEYS).mapToObj(Integer::toString).toArray(String[]::new);
        ChildJvm client = children.start(DipcTasks.class, numbers);
        client.awaitLine("created");
        List<ChildJvm> processes = new ArrayList<>(List.of(client));
        for (int i = 1; i < jvms; i++) {
            processes.add(children.startPlain(
                    List.of("-javaagent:" + Product.dipcJar() + "=helper", "-cp", Product.testPrograms()),
                    DipcTasks.class));
        }
        children.awaitListing("members", "MEMBER .*(\n.* host .*){" + jvms + "}");
        Map<String, List<ChildJvm>> replicas = children.replicas();
        int place = jvms < 3 ? jvms - 1 : -1;
        client.send(Arrays.stream(numbers)
                .filter(number -> replicas.get("tasks-" + number).indexOf(client) == place)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no key is where it should be: " + replicas)));
        client.awaitLine("ready");
        add("dipc", processes, jvms);
    }

    private void startHazelcast(TestCluster children, int jvms) throws IOException, InterruptedException {
        add("Hazelcast", HazelcastClient.start(children, jvms, "tasks"), jvms);
    }

    private void startRedisson(Jdk jdk, List<Integer> jvms, PrintStream out) throws IOException, InterruptedException {
        RedisServers servers = RedisServers.find();
        if (servers == null) {
            out.println(Systems.NO_REDIS);
            return;
        }
        for (int count : jvms) {
            TestCluster children = cluster(jdk);
            ChildJvm server = servers.start(children);
            List<ChildJvm> processes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ChildJvm client = children.startPlain(
                        List.of("-cp", Product.benchmarks()),
                        RedissonClient.class,
                        servers.port(server),
                        i == 0 ? "tasks" : "serve");
                client.awaitLine("ready");
                processes.add(client);
            }
            processes.add(server);
            add("Redisson", processes, count);
        }
    }

    @Override
    public void close() {
        clusters.forEach(TestCluster::close);
    }
}
