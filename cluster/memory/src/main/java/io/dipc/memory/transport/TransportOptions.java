package io.dipc.memory.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How a member takes part in the transport of pages.
 *
 * @param bind where to listen; port 0 for any that is free
 * @param cluster its name; members of others are refused. At most {@value #LONGEST_NAME} bytes in UTF-8
 * @param session this member's, not 0. Whoever wants to talk to another one, which may have been at this address before,
 *     is refused
 * @param localSockets a directory of this user in which members on one machine listen besides; made if need be, and done
 *     without where it cannot be used. Empty for none
 */
public record TransportOptions(InetSocketAddress bind, String cluster, long session, Optional<Path> localSockets) {

    public static final int LONGEST_NAME = 255;

    public TransportOptions {
        Objects.requireNonNull(bind, "bind");
        Objects.requireNonNull(localSockets, "localSockets");
        int length = cluster.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "cluster: a name of " + length + " bytes (expected: 1 to " + LONGEST_NAME + " bytes in UTF-8)");
        }
        if (session == 0) {
            throw new IllegalArgumentException("session: 0 (expected: any other number)");
        }
    }
}
