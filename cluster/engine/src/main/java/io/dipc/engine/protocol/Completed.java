package io.dipc.engine.protocol;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * What a member knows of a partition: the newest view in which its home said that it was complete, and who had copies
 * then. Nothing was executed in a view before every member had heard that.
 *
 * @param partition which
 * @param view number of the view
 * @param holders the sessions of the home and the backups
 */
public record Completed(int partition, long view, List<Long> holders) {

    static void write(WireWriter out, Completed c) {
        out.putInt(c.partition).putLong(c.view).putList(c.holders, WireWriter::putFixedLong);
    }

    static Completed read(WireReader in) {
        return new Completed(Parts.getPartition(in), in.getLong(), in.getList(WireReader::getFixedLong));
    }
}
