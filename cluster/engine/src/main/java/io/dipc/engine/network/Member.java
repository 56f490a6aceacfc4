package io.dipc.engine.network;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * One JVM in the cluster, for as long as it stays in it without interruption. A JVM that was excluded and comes back is
 * another member.
 *
 * @param session the id of its session, unique in the life of the cluster, never 0
 * @param name for people, such as {@code 4711@host}
 * @param address where it listens, {@code host:port}
 * @param hosts whether objects may be placed on it; false for command-line tools
 */
public record Member(long session, String name, String address, boolean hosts) {

    public void write(WireWriter out) {
        out.putFixedLong(session).putString(name).putString(address).putBoolean(hosts);
    }

    public static Member read(WireReader in) {
        return new Member(in.getFixedLong(), in.getString(), in.getString(), in.getBoolean());
    }
}
