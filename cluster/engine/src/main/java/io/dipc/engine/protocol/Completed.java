package io.dipc.engine.protocol;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
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

    void write(WireWriter out) {
        out.putInt(partition).putLong(view).putInt(holders.size());
        holders.forEach(out::putFixedLong);
    }

    static Completed read(int partition, WireReader in) {
        long view = in.getLong();
        List<Long> holders = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            holders.add(in.getFixedLong());
        }
        return new Completed(partition, view, List.copyOf(holders));
    }
}
