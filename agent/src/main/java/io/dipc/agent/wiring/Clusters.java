package io.dipc.agent.wiring;

import io.dipc.agent.options.Options;
import io.dipc.engine.Cluster;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.EngineCluster;
import io.dipc.engine.NoClusterException;
import io.dipc.engine.Role;
import io.dipc.engine.network.hazelcast.HazelcastNetwork;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts this JVM's part in a cluster: the network, and the engine on it. */
public final class Clusters {

    private static final Logger LOG = LoggerFactory.getLogger(Clusters.class);

    /** How often a helper looks whether there is a cluster now: a look into a directory, or some connections refused. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private Clusters() {}

    /**
     * Becomes a member that hosts objects, until the JVM ends, which is delayed until what is hosted has been handed over.
     *
     * @param end is told of it
     * @throws io.dipc.ClusterUnavailableException if it cannot
     */
    static Cluster host(Options options, EndOfJvm end) {
        return untilTheEnd(start(options.forCluster(Role.HOST, MemberName.ofThisJvm())), end);
    }

    /** The same, of a JVM that does nothing else. */
    public static Cluster host(Options options) {
        return host(options, new EndOfJvm());
    }

    /**
     * Becomes a member as {@link #host} does, but of a cluster that another member has founded; waits until there is one.
     *
     * @throws io.dipc.ClusterUnavailableException if it cannot
     * @throws InterruptedException if interrupted while there is no cluster
     */
    static Cluster help(Options options, EndOfJvm end) throws InterruptedException {
        ClusterOptions helper = options.forCluster(Role.HELPER, MemberName.ofThisJvm());
        for (boolean first = true; ; first = false) {
            try {
                return untilTheEnd(start(helper), end);
            } catch (NoClusterException e) {
                if (first) {
                    LOG.info("waiting for a program to start cluster {}: {}", helper.clusterName(), e.getMessage());
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }

    /**
     * Joins an existing cluster as a tool, which hosts nothing. The caller leaves it.
     *
     * @throws io.dipc.ClusterUnavailableException if there is none
     */
    public static Cluster visit(Options options) {
        return start(options.forCluster(Role.TOOL, MemberName.ofThisJvm()));
    }

    private static Cluster untilTheEnd(Cluster started, EndOfJvm end) {
        Cluster cluster = new EndingCluster(started, end);
        Ending.register(cluster, end);
        return cluster;
    }

    private static Cluster start(ClusterOptions options) {
        return EngineCluster.join(() -> HazelcastNetwork.open(options), options);
    }
}
