package io.dipc.engine;

import java.time.Duration;
import java.util.List;

/**
 * Where the cluster is and how it behaves.
 *
 * @param clusterName members of different names never meet
 * @param bindAddress the address or host name to listen on; empty: loopback when {@code join} is empty and neither
 *     multicast nor Kubernetes is on, else the first address that is not loopback
 * @param firstPort the first port to try
 * @param lastPort the last port to try, at least {@code firstPort}
 * @param join addresses of other members, {@code host} or {@code host:port}; empty: members on this machine find each
 *     other without it
 * @param multicast whether to find members by multicast
 * @param kubernetesService name or DNS name of the Kubernetes service whose pods are the members; empty: none
 * @param heartbeat how often members tell each other that they live
 * @param detection after how long a silent member is excluded
 * @param backups how many members beside the home hold each object, 0 to 6
 * @param quorum who decides who is in the cluster; the founder's counts
 * @param liveness whether a connection that the machine of another member closes proves that the member is dead; with
 *     {@link Quorum#MAJORITY} only
 * @param rendezvousDirectory where members on one machine find each other
 * @param role what this member does; where there is no cluster and it does not found one, starting the network fails at
 *     once with {@link NoClusterException}
 * @param memberName the name to show to people
 */
public record ClusterOptions(
        String clusterName,
        String bindAddress,
        int firstPort,
        int lastPort,
        List<String> join,
        boolean multicast,
        String kubernetesService,
        Duration heartbeat,
        Duration detection,
        int backups,
        Quorum quorum,
        boolean liveness,
        java.nio.file.Path rendezvousDirectory,
        Role role,
        String memberName) {}
