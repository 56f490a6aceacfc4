package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.spi.discovery.DiscoveryNode;
import com.hazelcast.spi.discovery.integration.DiscoveryService;
import java.util.LinkedHashSet;
import java.util.Set;

/** What Hazelcast's discovery finds, such as the pods of a service in Kubernetes. */
final class DiscoveredCandidates implements Candidates {

    private final DiscoveryService service;

    DiscoveredCandidates(DiscoveryService service) {
        this.service = service;
    }

    @Override
    public Set<Address> addresses() {
        Set<Address> addresses = new LinkedHashSet<>();
        Iterable<DiscoveryNode> nodes = service.discoverNodes();
        if (nodes != null) {
            nodes.forEach(each -> addresses.add(each.getPrivateAddress()));
        }
        return addresses;
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public String toString() {
        return "the Kubernetes service";
    }
}
