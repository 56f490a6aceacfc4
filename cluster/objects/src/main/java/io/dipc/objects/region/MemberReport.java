package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * What a member tells people about its part in a region.
 *
 * @param shared how many pages it may read beside others
 * @param exclusive how many pages it alone has
 * @param faults how often its threads waited for a page
 * @param bytes how much it has received from others, and sent to them
 */
public record MemberReport(int shared, int exclusive, long faults, long bytes) {
    static final MemberReport NONE = new MemberReport(0, 0, 0, 0);

    void writeTo(WireWriter writer) {
        writer.putInt(shared).putInt(exclusive).putLong(faults).putLong(bytes);
    }

    static MemberReport readFrom(WireReader reader) {
        return new MemberReport(reader.getInt(), reader.getInt(), reader.getLong(), reader.getLong());
    }
}
