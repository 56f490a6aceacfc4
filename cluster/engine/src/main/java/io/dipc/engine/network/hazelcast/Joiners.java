package io.dipc.engine.network.hazelcast;

import com.hazelcast.config.JoinConfig;
import com.hazelcast.instance.impl.Node;
import io.dipc.engine.ClusterOptions;
import java.util.Optional;

/** Chooses how members find each other. */
final class Joiners {

    /** How long others are called before this member founds the cluster. */
    private static final int MULTICAST_SECONDS = 2;

    private Joiners() {}

    /** Whether members are looked for on this machine only, through the rendezvous. */
    static boolean onThisMachine(ClusterOptions options) {
        return options.join().isEmpty()
                && !options.multicast()
                && options.kubernetesService().isEmpty();
    }

    /** Whether Hazelcast's own joiner by multicast is used. Addresses that are known are preferred. */
    static boolean byMulticast(ClusterOptions options) {
        return options.multicast()
                && options.join().isEmpty()
                && options.kubernetesService().isEmpty();
    }

    /** Switches on what Hazelcast itself ships for finding members. */
    static void configure(JoinConfig join, ClusterOptions options) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(!byMulticast(options));
        join.getMulticastConfig()
                .setEnabled(byMulticast(options))
                .setLoopbackModeEnabled(true)
                .setMulticastTimeoutSeconds(MULTICAST_SECONDS);
        if (byKubernetes(options)) {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-name", options.kubernetesService())
                    .setProperty("service-port", Integer.toString(options.firstPort()));
        }
    }

    /**
     * Whether the pods of a service are asked of the API of Kubernetes, which needs the right to. A service named by its
     * DNS name, with dots, is looked up as any other host of the join list.
     */
    private static boolean byKubernetes(ClusterOptions options) {
        return options.join().isEmpty()
                && !options.kubernetesService().isEmpty()
                && options.kubernetesService().indexOf('.') < 0;
    }

    /** A joiner of ours; not for multicast. */
    static MeetingJoiner create(
            Node node, ClusterOptions options, Optional<Rendezvous> rendezvous, Optional<EntryFile> entry) {
        if (onThisMachine(options)) {
            return new RendezvousJoiner(node, options, rendezvous.orElseThrow(), entry.orElseThrow());
        }
        Candidates candidates =
                byKubernetes(options) ? new DiscoveredCandidates(node.getDiscoveryService()) : JoinList.of(options);
        return new AddressJoiner(node, options, candidates);
    }
}
