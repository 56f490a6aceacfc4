package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import com.hazelcast.internal.cluster.impl.operations.JoinMastershipClaimOp;
import com.hazelcast.internal.server.ServerConnection;
import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.NoClusterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds members by their addresses, on this machine and on others.
 *
 * <p>All addresses are asked at once who leads the cluster; whoever is in one answers, and is joined. Where nobody is,
 * this member founds the cluster, after each address has either refused or been reached, and after those that were
 * reached have agreed. Who listens at an address and is too slow to answer, or stopped, is waited for: it may be in a
 * cluster. A member agrees unless it is founding itself: of two that would found at the same time and can reach each
 * other, at least one is told no. So that they do not tell each other no for ever, each lets those at lower addresses go
 * first by some time.
 */
final class AddressJoiner extends MeetingJoiner {

    private static final Logger LOG = LoggerFactory.getLogger(AddressJoiner.class);

    /** An address that is not connected to in this time is looked at. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
    /** An address where nobody listens for this time does not count: its host is down, or drops what it is sent. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(3000);
    /** How long names that cannot be resolved yet are waited for, and other addresses where this is the only one. */
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
    /** By how much one lets each reachable member at a lower address go first. */
    private static final long PRECEDENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /** How long a member that leads is asked to let this one in, before the others are asked again. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final long AGREEMENT_MILLIS = 1000;

    private final ClusterOptions options;
    private final Candidates candidates;
    private final Map<Address, Contact> contacts = new HashMap<>();
    private volatile boolean claiming;

    /** What is known of an address. */
    private static final class Contact {
        private final Address address;
        private long since;
        private boolean refused;
        private Probe probe;
        private boolean told;

        Contact(Address address) {
            this.address = address;
            connected();
        }

        /** It is connected to: if that ends, it is as unknown as it was. */
        void connected() {
            since = System.nanoTime();
            close();
        }

        /** Whether there may be a member, although it is not connected to. */
        boolean open() {
            if (refused) {
                return false;
            }
            long now = System.nanoTime();
            if (probe == null && now - since < LOOK_NANOS) {
                return true;
            }
            if (probe == null) {
                probe = new Probe(address, now + SILENCE_NANOS);
            }
            Probe.Finding finding = probe.look();
            if (finding == Probe.Finding.SILENT && !told) {
                told = true;
                LOG.warn(
                        "a process listens at {} and does not answer; it is waited for, since there may be a cluster",
                        address.getHost() + ":" + address.getPort());
            }
            if (finding == Probe.Finding.SILENT || finding == Probe.Finding.MEMBER) {
                probe = null; // how it is a little later is another question
            }
            return finding != Probe.Finding.NO_MEMBER;
        }

        void close() {
            if (probe != null) {
                probe.close();
                probe = null;
            }
        }
    }

    AddressJoiner(Node node, ClusterOptions options, Candidates candidates) {
        super(node);
        this.options = options;
        this.candidates = candidates;
    }

    @Override
    boolean claiming() {
        return claiming;
    }

    @Override
    void meet(long deadline) throws InterruptedException {
        contacts.clear();
        try {
            meetOthers(deadline);
        } finally {
            contacts.values().forEach(Contact::close);
        }
    }

    private void meetOthers(long deadline) throws InterruptedException {
        long began = System.nanoTime();
        long claimAfter = began;
        int lower = 0;
        while (undecided(deadline)) {
            Set<Address> others = candidates.addresses();
            others.removeIf(this::isThisMember);
            boolean unknown = ask(others);
            awaitAnswer();
            if (joinLeader(deadline)) {
                return;
            }
            long now = System.nanoTime();
            boolean settled = !others.isEmpty() && candidates.complete() || now - began > SETTLING_NANOS;
            if (unknown || !settled) {
                continue;
            }
            List<ServerConnection> reachable = reachable();
            int nowLower = lower(reachable);
            if (nowLower != lower) {
                lower = nowLower;
                claimAfter = now + nowLower * PRECEDENCE_NANOS;
            }
            if (!options.role().founds()) {
                if (reachable.isEmpty()) {
                    throw noCluster();
                }
            } else if (now - claimAfter >= 0) {
                if (claim(reachable)) {
                    return;
                }
                claimAfter = System.nanoTime() + (1 + nowLower) * PRECEDENCE_NANOS;
            }
        }
        if (!clusterService.isJoined()) {
            if (!options.role().founds()) {
                throw noCluster();
            }
            throw new ClusterUnavailableException("cannot join cluster " + options.clusterName() + " through "
                    + candidates + ": members at " + addresses(reachable())
                    + " neither let this one in nor let it found the cluster" + silent()
                    + " (expected: running processes)");
        }
    }

    private String silent() {
        List<Address> silent = contacts.values().stream()
                .filter(contact -> contact.told)
                .map(contact -> contact.address)
                .toList();
        return silent.isEmpty() ? "" : ", or somebody listens and does not answer at " + silent;
    }

    private ClusterUnavailableException noCluster() {
        return new NoClusterException("no member of cluster " + options.clusterName() + " answers at " + candidates
                + " (expected: at least one program or daemon that runs there)");
    }

    /**
     * Asks all addresses who leads the cluster.
     *
     * @return whether it is still open if there is a member at one of them
     */
    private boolean ask(Set<Address> others) {
        boolean unknown = false;
        for (Address address : others) {
            Contact contact = contacts.computeIfAbsent(address, Contact::new);
            if (isBlacklisted(address)) {
                contact.refused = true;
                unblacklist(address); // for good only if the name of its cluster is another one
            }
            if (!isBlacklisted(address)) {
                if (connections().getOrConnect(address) != null) {
                    contact.connected();
                    clusterJoinManager.sendMasterQuestion(address);
                } else {
                    unknown |= contact.open();
                }
            }
        }
        return unknown;
    }

    /** Joins the cluster whose leader has been named, if one has. */
    private boolean joinLeader(long deadline) throws InterruptedException {
        Address leader = clusterService.getMasterAddress();
        if (leader != null && !clusterService.isJoined()) {
            joinThrough(leader, Math.min(deadline, System.nanoTime() + PATIENCE_NANOS));
            if (!clusterService.isJoined()) {
                clusterService.setMasterAddressToJoin(null);
            }
        }
        return clusterService.isJoined();
    }

    /** Founds the cluster if all members that can be reached agree. */
    private boolean claim(List<ServerConnection> reachable) throws InterruptedException {
        claiming = true;
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (ServerConnection each : reachable) {
                answers.add(node.getNodeEngine()
                        .getOperationService()
                        .<Boolean>createInvocationBuilder(
                                ClusterServiceImpl.SERVICE_NAME, new JoinMastershipClaimOp(), each.getRemoteAddress())
                        .setTryCount(1)
                        .invoke());
            }
            boolean agreed = true;
            for (Future<Boolean> answer : answers) {
                agreed &= answer.get(AGREEMENT_MILLIS, TimeUnit.MILLISECONDS);
            }
            return agreed && clusterService.getMasterAddress() == null && clusterJoinManager.setThisMemberAsMaster();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a member of {} did not answer, asking all again", addresses(reachable), e);
            return false;
        } finally {
            claiming = false;
        }
    }

    /** Connections to members that are not known to be of another cluster, one for each. */
    private List<ServerConnection> reachable() {
        Map<Address, ServerConnection> found = new HashMap<>();
        for (ServerConnection each : connections().getConnections()) {
            Address address = each.getRemoteAddress();
            if (each.isAlive() && each.getRemoteUuid() != null && !isBlacklisted(address)) {
                found.put(address, each);
            }
        }
        return List.copyOf(found.values());
    }

    private int lower(List<ServerConnection> reachable) {
        return (int) addresses(reachable).stream()
                .filter(address -> Candidates.BY_ADDRESS.compare(address, node.getThisAddress()) < 0)
                .count();
    }

    private static List<Address> addresses(List<ServerConnection> connections) {
        return connections.stream().map(ServerConnection::getRemoteAddress).toList();
    }

    private boolean isThisMember(Address address) {
        return address.equals(node.getThisAddress())
                || node.getThisUuid().equals(node.getLocalAddressRegistry().uuidOf(address));
    }

    @Override
    Collection<Address> others() {
        return new HashSet<>(candidates.addresses());
    }
}
