package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.impl.Node;
import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.NoClusterException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Finds the members on this machine through the {@link Rendezvous}. */
final class RendezvousJoiner extends MeetingJoiner {

    /** How long one member is asked before the next one is. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final ClusterOptions options;
    private final Rendezvous rendezvous;
    private final EntryFile entry;

    RendezvousJoiner(Node node, ClusterOptions options, Rendezvous rendezvous, EntryFile entry) {
        super(node);
        this.options = options;
        this.rendezvous = rendezvous;
        this.entry = entry;
    }

    @Override
    void meet(long deadline) throws InterruptedException {
        List<RendezvousEntry> living = List.of();
        while (undecided(deadline)) {
            living = rendezvous.living();
            for (RendezvousEntry each : living) {
                Address address = address(each);
                if (!address.equals(node.getThisAddress())
                        && joinThrough(address, Math.min(deadline, System.nanoTime() + PATIENCE_NANOS))) {
                    publish();
                    return;
                }
            }
            if (living.isEmpty() && found()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        if (!clusterService.isJoined()) {
            throw new ClusterUnavailableException("cannot join cluster " + options.clusterName()
                    + " on this machine: its members do not let this one in: " + living
                    + " (expected: running processes; resume or end those that are stopped), rendezvous "
                    + rendezvous);
        }
    }

    private boolean found() {
        if (!options.role().founds()) {
            refuseIfDeserted(options, rendezvous);
            return false;
        }
        return rendezvous.found(() -> {
            clusterJoinManager.setThisMemberAsMaster();
            publish();
        });
    }

    /** Fails if there is no cluster on this machine, nor about to be: for members that do not found any. */
    static void refuseIfDeserted(ClusterOptions options, Rendezvous rendezvous) {
        if (rendezvous.deserted()) {
            throw new NoClusterException("no member of cluster " + options.clusterName()
                    + " runs on this machine (expected: at least one program or daemon of this user, found through "
                    + rendezvous + ")");
        }
    }

    private void publish() {
        try {
            entry.publish(RendezvousEntry.of(node.getThisAddress()));
        } catch (IOException e) {
            throw new ClusterUnavailableException("cannot write this member's entry in " + rendezvous, e);
        }
    }

    private static Address address(RendezvousEntry entry) {
        try {
            return entry.address();
        } catch (UnknownHostException e) {
            throw new ClusterUnavailableException("rendezvous entry " + entry + " names an unknown host", e);
        }
    }

    @Override
    Collection<Address> others() {
        Set<Address> others = new HashSet<>();
        rendezvous.living().forEach(each -> others.add(address(each)));
        return others;
    }
}
