package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * What a member says of itself in its entry.
 *
 * @param host the address at which it listens
 * @param port the port at which it listens
 * @param pid its process
 * @param since when it was published, milliseconds since 1970
 */
record RendezvousEntry(String host, int port, long pid, long since) {

    private static final String MAGIC = "dipc-1";

    static RendezvousEntry of(Address address) {
        return new RendezvousEntry(
                address.getHost(), address.getPort(), ProcessHandle.current().pid(), System.currentTimeMillis());
    }

    String toText() {
        return String.join(" ", MAGIC, host, Integer.toString(port), Long.toString(pid), Long.toString(since)) + "\n";
    }

    /** The entry, or empty if the text is not one, or not completely written. */
    static Optional<RendezvousEntry> parse(String text) {
        String[] parts = text.split("[ \n]", -1);
        if (parts.length != 6 || !parts[0].equals(MAGIC)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RendezvousEntry(
                    parts[1], Integer.parseInt(parts[2]), Long.parseLong(parts[3]), Long.parseLong(parts[4])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Address address() throws UnknownHostException {
        return new Address(InetAddress.getByName(host), port);
    }
}
