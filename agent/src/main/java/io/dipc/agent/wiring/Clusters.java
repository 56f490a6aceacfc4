package io.dipc.agent.wiring;

import io.dipc.agent.options.Options;
import io.dipc.engine.Cluster;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.EngineCluster;
import io.dipc.engine.network.hazelcast.HazelcastNetwork;

/** Starts this JVM's part in a cluster: the network, and the engine on it. */
public final class Clusters {

    private Clusters() {}

    /**
     * Becomes a member that hosts objects, until the JVM ends, which is delayed until what is hosted has been handed over.
     *
     * @throws io.dipc.ClusterUnavailableException if it cannot
     */
    public static Cluster host(Options options) {
        Cluster cluster = new EndingCluster(start(options.forCluster(true, MemberName.ofThisJvm())));
        Ending.register(cluster);
        return cluster;
    }

    /**
     * Joins an existing cluster as a tool, which hosts nothing. The caller leaves it.
     *
     * @throws io.dipc.ClusterUnavailableException if there is none
     */
    public static Cluster visit(Options options) {
        return start(options.forCluster(false, MemberName.ofThisJvm()));
    }

    private static Cluster start(ClusterOptions options) {
        return EngineCluster.start(HazelcastNetwork.open(options), options);
    }
}
