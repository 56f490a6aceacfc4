package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses at which other members may be, as configured. Names are resolved at every look, all their addresses
 * counting: other members may start later than this one and be unknown before.
 */
final class JoinList implements Candidates {

    /** How many ports of the range are tried where none is given. */
    private static final int PORTS = 8;

    /**
     * @param host name or address
     * @param port the port, or -1 for the range
     */
    private record Entry(String host, int port) {}

    private final List<Entry> entries = new ArrayList<>();
    private final int firstPort;
    private final int lastPort;

    private JoinList(int firstPort, int lastPort) {
        this.firstPort = firstPort;
        this.lastPort = lastPort;
    }

    /**
     * @throws ClusterUnavailableException if an entry is neither {@code host} nor {@code host:port}
     */
    static JoinList of(ClusterOptions options) {
        JoinList list =
                new JoinList(options.firstPort(), Math.min(options.lastPort(), options.firstPort() + PORTS - 1));
        options.join().forEach(entry -> list.entries.add(parse(entry.trim())));
        if (options.kubernetesService().indexOf('.') >= 0) {
            list.entries.add(new Entry(options.kubernetesService(), options.firstPort()));
        }
        return list;
    }

    private static Entry parse(String entry) {
        int close = entry.indexOf(']');
        int colon = entry.lastIndexOf(':');
        boolean bareIpv6 = close < 0 && colon != entry.indexOf(':');
        if (bareIpv6 || colon <= close) {
            return new Entry(host(entry, entry), -1);
        }
        try {
            int port = Integer.parseInt(entry.substring(colon + 1));
            if (port >= 1 && port <= 65535) {
                return new Entry(host(entry.substring(0, colon), entry), port);
            }
        } catch (NumberFormatException e) {
            // Refused below, as any other port that is none.
        }
        throw refused(entry);
    }

    private static String host(String host, String entry) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty()) {
            throw refused(entry);
        }
        return bare;
    }

    private static ClusterUnavailableException refused(String entry) {
        return new ClusterUnavailableException(
                "join entry '" + entry + "' is not an address (expected: host or host:port, port 1 to 65535)");
    }

    /** All addresses of the hosts that can be resolved now. */
    List<InetAddress> hosts() {
        Set<InetAddress> hosts = new LinkedHashSet<>();
        entries.forEach(entry -> hosts.addAll(resolve(entry.host())));
        return List.copyOf(hosts);
    }

    /** Whether every host can be resolved now. */
    @Override
    public boolean complete() {
        return entries.stream().noneMatch(entry -> resolve(entry.host()).isEmpty());
    }

    /** Where members may be listening, as far as names can be resolved now; the first port of every host first. */
    @Override
    public Set<Address> addresses() {
        Set<Address> addresses = new LinkedHashSet<>();
        for (int offset = 0; offset <= lastPort - firstPort; offset++) {
            for (Entry entry : entries) {
                if (entry.port() < 0 || offset == 0) {
                    int port = entry.port() < 0 ? firstPort + offset : entry.port();
                    resolve(entry.host()).forEach(host -> addresses.add(new Address(host, port)));
                }
            }
        }
        return addresses;
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            // Not known yet: its members have not started. Looked up again with the next attempt.
            return List.of();
        }
    }

    @Override
    public String toString() {
        return String.join(
                ",",
                entries.stream()
                        .map(entry -> entry.port() < 0 ? entry.host() : entry.host() + ":" + entry.port())
                        .toList());
    }
}
