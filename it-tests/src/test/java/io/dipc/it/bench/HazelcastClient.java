package io.dipc.it.bench;

import com.hazelcast.collection.IQueue;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.internal.partition.InternalPartitionService;
import com.hazelcast.internal.partition.PartitionReplica;
import io.dipc.it.bench.pages.MapPages;
import io.dipc.it.bench.pages.PageOrders;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A member of a Hazelcast cluster, with one synchronous backup. With the argument {@code measure} it measures a queue
 * of which two other members have the copies, when as many members as the second argument says are there, with
 * {@code tasks} an executor, of which there are no copies, with {@code pages} a map of which others own what it uses; else it only is a member. Hazelcast without licence has no
 * semaphore.
 */
public final class HazelcastClient {

    private record Queue(IQueue<byte[]> queue) implements Subject {
        @Override
        public void offer(byte[] element) {
            queue.offer(element);
        }

        @Override
        public void take() throws InterruptedException {
            queue.take();
        }
    }

    private HazelcastClient() {}

    /**
     * Starts a cluster of its own.
     *
     * @param what the client does
     * @return the client, and then the other members
     */
    public static List<ChildJvm> start(TestCluster children, int members, String what)
            throws IOException, InterruptedException {
        String port = Integer.toString(Ports.free(members));
        String count = Integer.toString(members);
        List<ChildJvm> processes = new ArrayList<>();
        for (int i = 1; i < members; i++) {
            ChildJvm member = children.startPlain(Systems.HAZELCAST, HazelcastClient.class, port, count, "serve");
            member.awaitLine("ready");
            processes.add(member);
        }
        ChildJvm client = children.startPlain(Systems.HAZELCAST, HazelcastClient.class, port, count, what);
        client.awaitLine("ready");
        processes.add(0, client);
        return processes;
    }

    /**
     * @param args first port, number of members, and {@code measure}, {@code tasks}, {@code pages} or {@code serve}
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("hazelcast.logging.type", "none");
        int firstPort = Integer.parseInt(args[0]);
        int members = Integer.parseInt(args[1]);
        Config config = new Config("bench-" + firstPort);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().setPort(firstPort).setPortCount(members);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        // A busy machine may take its time; two that missed each other find each other again.
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
        var tcp = config.getNetworkConfig()
                .getJoin()
                .getTcpIpConfig()
                .setEnabled(true)
                .setConnectionTimeoutSeconds(60);
        for (int i = 0; i < members; i++) {
            tcp.addMember("127.0.0.1:" + (firstPort + i));
        }
        config.getExecutorConfig("tasks").setPoolSize(Pool.THREADS);
        config.getQueueConfig("default").setBackupCount(1).setAsyncBackupCount(0);
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
        // Partitions have owners from the first use on.
        hazelcast.getQueue("first").size();
        if (args[2].equals("measure")) {
            awaitMembers(hazelcast, members);
            Client.serve(new Queue(hazelcast.getQueue(nameOwnedByOthers(hazelcast))));
        } else if (args[2].equals("tasks")) {
            awaitMembers(hazelcast, members);
            Client.serve(new Pool(hazelcast.getExecutorService("tasks")));
        } else if (args[2].equals("pages")) {
            awaitMembers(hazelcast, members);
            PageOrders.serve(new MapPages(hazelcast.getMap("pages"), keysOwnedByOthers(hazelcast)));
        } else {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // The end of the stream ends this member.
            }
        }
        hazelcast.getLifecycleService().terminate();
    }

    private static void awaitMembers(HazelcastInstance hazelcast, int members) throws InterruptedException {
        ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor();
        var all = new java.util.concurrent.CountDownLatch(1);
        poll.scheduleWithFixedDelay(
                () -> {
                    if (hazelcast.getCluster().getMembers().size() == members
                            && hazelcast.getPartitionService().isClusterSafe()) {
                        all.countDown();
                    }
                },
                0,
                100,
                TimeUnit.MILLISECONDS);
        if (!all.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(hazelcast.getCluster().getMembers() + " (expected: " + members + ")");
        }
        poll.shutdownNow();
    }

    /** Keys of a map that this member does not own. */
    private static int[] keysOwnedByOthers(HazelcastInstance hazelcast) {
        return IntStream.iterate(0, key -> key + 1)
                .filter(key -> !hazelcast
                        .getPartitionService()
                        .getPartition(key)
                        .getOwner()
                        .localMember())
                .limit(MapPages.MOST)
                .toArray();
    }

    /** The name of a queue of which this member has no copy: two others are owner and backup. */
    private static String nameOwnedByOthers(HazelcastInstance hazelcast) {
        Node node = ((HazelcastInstanceProxy) hazelcast).getOriginal().node;
        InternalPartitionService partitions = node.getPartitionService();
        PartitionReplica here = PartitionReplica.from(node.getLocalMember());
        int i = 0;
        InternalPartition partition = partitions.getPartition(partitions.getPartitionId("queue-0"));
        while (here.equals(partition.getReplica(0)) || here.equals(partition.getReplica(1))) {
            i++;
            partition = partitions.getPartition(partitions.getPartitionId("queue-" + i));
        }
        return "queue-" + i;
    }
}
