package io.dipc.engine.network.hazelcast;

import static com.hazelcast.instance.EndpointQualifier.MEMBER;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.SplitBrainJoinMessage;
import com.hazelcast.internal.cluster.impl.SplitBrainJoinMessage.SplitBrainMergeCheckResult;
import com.hazelcast.internal.cluster.impl.TcpIpJoiner;
import com.hazelcast.internal.nio.Connection;
import com.hazelcast.internal.server.ServerConnectionManager;
import io.dipc.ClusterUnavailableException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this member gets into a cluster: what is common to all ways of finding one. A subclass of Hazelcast's joiner by
 * addresses because only with such a one do members negotiate who founds.
 */
abstract class MeetingJoiner extends TcpIpJoiner {

    private static final Logger LOG = LoggerFactory.getLogger(MeetingJoiner.class);

    /** After how long a join request is sent again, since a member that is busy with another one ignores it. */
    private static final long ANSWER_MILLIS = 100;

    /** How long the other part of a cluster is asked after a split, before any member is. */
    private static final long MERGE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** How long a member that was in a cluster before looks for one, before it is one by itself again. */
    private static final long RETURN_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** How long a member that has joined waits for its connections; frames for the others wait, too. */
    private static final long CONNECTING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile ClusterUnavailableException failure;
    private volatile boolean wasJoined;

    MeetingJoiner(Node node) {
        super(node);
    }

    /** Why joining failed, or null. */
    ClusterUnavailableException failure() {
        return failure;
    }

    /** Whether this member is about to found a cluster. */
    boolean claiming() {
        return false;
    }

    /**
     * Whether this member refuses to let another one found a cluster. Hazelcast has only those refuse that lead or claim to;
     * who follows a leader at the address of the one that asks agrees. But that may be a new process at the address of a
     * leader which has just ended, and a cluster beside the one that is there. So who is, or was, in a cluster refuses: the
     * other one asks again, until there is another leader, and is let in by that.
     */
    @Override
    public final boolean isClaimingMastership() {
        return claiming() || wasJoined || clusterService.isJoined();
    }

    @Override
    public final void doJoin() {
        try {
            join(wasJoined);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure =
                    new ClusterUnavailableException("interrupted while joining cluster " + config.getClusterName(), e);
        }
        wasJoined |= clusterService.isJoined();
    }

    /**
     * @param again whether this member comes from another part of a cluster after a split. Its program runs and must not
     *     lose the cluster because the network was cut once more: if nobody lets it in, it is a part again and looks on.
     */
    private void join(boolean again) throws InterruptedException {
        long began = System.nanoTime();
        long deadline = began + (again ? RETURN_NANOS : TimeUnit.MILLISECONDS.toNanos(getMaxJoinMillis()));
        try {
            Address mergeTarget = getTargetAddress();
            if (mergeTarget != null) {
                joinThrough(mergeTarget, Math.min(deadline, began + MERGE_NANOS));
            }
            if (shouldRetry()) {
                meet(deadline);
            }
            connectToAll();
        } catch (ClusterUnavailableException e) {
            clusterService.resetJoinState(); // a member that others cannot find must not start
            if (again) {
                LOG.debug("alone until others are found", e);
                clusterJoinManager.setThisMemberAsMaster();
            } else {
                failure = e;
            }
        }
    }

    /**
     * Joins a cluster, or founds one if there is none.
     *
     * @param deadline when to give up, by {@link System#nanoTime}
     * @throws ClusterUnavailableException if there is none and this member may not found one, or time is over
     */
    abstract void meet(long deadline) throws InterruptedException;

    /** Addresses at which another part of this cluster may be, after a split. */
    abstract Collection<Address> others();

    /** Whether to go on: neither joined nor shutting down, and time is left. */
    final boolean undecided(long deadline) {
        return shouldRetry() && System.nanoTime() - deadline < 0;
    }

    /**
     * Asks the member at an address to be let in, until it does, cannot be reached, or the deadline passes.
     *
     * @return whether this member is in a cluster now
     */
    final boolean joinThrough(Address target, long deadline) throws InterruptedException {
        blacklistedAddresses.remove(target);
        while (undecided(deadline)) {
            Connection connection = connections().getOrConnect(target);
            if (connection == null) {
                if (isBlacklisted(target)) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(2);
                continue;
            }
            Address master = clusterService.getMasterAddress();
            clusterJoinManager.sendJoinRequest(master == null ? target : master);
            awaitAnswer();
        }
        return clusterService.isJoined();
    }

    /**
     * Connects to all members, so that frames need not wait. Hazelcast does so too, but by the second; it is told not to.
     */
    private void connectToAll() throws InterruptedException {
        long deadline = System.nanoTime() + CONNECTING_NANOS;
        while (clusterService.isJoined() && System.nanoTime() - deadline < 0) {
            boolean all = true;
            for (Address address : clusterService.getMemberAddresses()) {
                all &= address.equals(node.getThisAddress()) || connections().getOrConnect(address) != null;
            }
            if (all) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Waits until this member has joined or learnt of the master, or some time has passed. */
    final void awaitAnswer() throws InterruptedException {
        if (!clusterService.isJoined()) {
            clusterService.blockOnJoin(ANSWER_MILLIS);
        }
    }

    final ServerConnectionManager connections() {
        return node.getServer().getConnectionManager(MEMBER);
    }

    @Override
    public final void searchForOtherClusters() {
        Collection<Address> candidates = others();
        clusterService.getMemberAddresses().forEach(candidates::remove);
        candidates.remove(node.getThisAddress());
        keepReachable(candidates);
        if (candidates.isEmpty()) {
            return;
        }
        SplitBrainJoinMessage request = node.createSplitBrainJoinMessage();
        for (Address candidate : candidates) {
            if (sendSplitBrainJoinMessageAndCheckResponse(candidate, request)
                    == SplitBrainMergeCheckResult.LOCAL_NODE_SHOULD_MERGE) {
                setTargetAddress(candidate);
                startClusterMerge(candidate, request.getMemberListVersion());
                return;
            }
        }
    }

    /** Removes those that cannot be connected to soon; asking them would take Hazelcast 5 s each. */
    private void keepReachable(Collection<Address> candidates) {
        long deadline = System.nanoTime() + CONNECTING_NANOS;
        try {
            while (connectedTo(candidates) < candidates.size() && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        candidates.removeIf(each -> connections().get(each) == null);
    }

    /** Connects to all of them at the same time, whether others can be reached or not. Returns to how many there is one. */
    private long connectedTo(Collection<Address> candidates) {
        return candidates.stream()
                .filter(each -> connections().getOrConnect(each, true) != null)
                .count();
    }
}
