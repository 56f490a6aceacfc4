package io.dipc.engine.network.hazelcast;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the address to listen on. */
final class BindAddress {

    private BindAddress() {}

    /**
     * The address as configured; else loopback where members are only looked for on this machine; else the address of
     * this machine that the join list names; else the first that is not loopback, IPv4 before IPv6.
     *
     * @throws ClusterUnavailableException if the configured address cannot be resolved
     */
    static InetAddress of(ClusterOptions options) {
        if (!options.bindAddress().isEmpty()) {
            try {
                return InetAddress.getByName(options.bindAddress());
            } catch (UnknownHostException e) {
                throw new ClusterUnavailableException(
                        "bind address " + options.bindAddress()
                                + " cannot be resolved (expected: an address or host name of this machine)",
                        e);
            }
        }
        if (Joiners.onThisMachine(options)) {
            return InetAddress.getLoopbackAddress();
        }
        List<InetAddress> local = notLoopback();
        List<InetAddress> named = JoinList.of(options).hosts();
        for (InetAddress candidate : local) {
            if (named.contains(candidate)) {
                return candidate;
            }
        }
        boolean loopbackOnly = !named.isEmpty() && named.stream().allMatch(InetAddress::isLoopbackAddress);
        return loopbackOnly || local.isEmpty() ? InetAddress.getLoopbackAddress() : local.get(0);
    }

    private static List<InetAddress> notLoopback() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                if (each.isUp() && !each.isLoopback()) {
                    each.inetAddresses()
                            .filter(address -> !address.isLinkLocalAddress() && !address.isMulticastAddress())
                            .forEach(found::add);
                }
            }
        } catch (SocketException e) {
            throw new ClusterUnavailableException(
                    "cannot list the network interfaces of this machine; name the address to listen on", e);
        }
        found.sort(Comparator.comparing(address -> !(address instanceof Inet4Address)));
        return found;
    }
}
