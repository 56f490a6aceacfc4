package io.dipc.objects.directory;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is registered.
 *
 * @param version which changes whenever a name is registered, for the first time or again, or goes
 * @param names the names with their details, in order
 */
public record DirectoryListing(long version, Map<String, byte[]> names) {

    /**
     * @throws IllegalArgumentException if the bytes are not an answer to {@link DirectoryCommand#watch}
     */
    public static DirectoryListing of(byte[] answer) {
        WireReader reader = new WireReader(answer);
        long version = reader.getLong();
        Map<String, byte[]> names = new TreeMap<>();
        while (reader.remaining() > 0) {
            names.put(reader.getString(), reader.getBytes());
        }
        return new DirectoryListing(version, Collections.unmodifiableMap(names));
    }

    byte[] toBytes() {
        WireWriter writer = new WireWriter().putLong(version);
        names.forEach((name, details) -> writer.putString(name).putBytes(details));
        return writer.toBytes();
    }
}
