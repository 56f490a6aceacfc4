package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * A session that uses a region.
 *
 * @param session of the engine
 * @param host where its transport of pages listens: name or address
 * @param port of it
 * @param name for people
 * @param leaving whether it hands over what it has
 */
public record RegionMember(long session, String host, int port, String name, boolean leaving) {

    void writeTo(WireWriter writer) {
        writer.putFixedLong(session)
                .putString(host)
                .putInt(port)
                .putString(name)
                .putBoolean(leaving);
    }

    static RegionMember readFrom(WireReader reader) {
        return new RegionMember(
                reader.getFixedLong(), reader.getString(), reader.getInt(), reader.getString(), reader.getBoolean());
    }

    RegionMember withoutSession() {
        return new RegionMember(0, host, port, name, leaving);
    }

    RegionMember leaves() {
        return new RegionMember(session, host, port, name, true);
    }
}
