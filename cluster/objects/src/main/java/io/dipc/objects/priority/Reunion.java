package io.dipc.objects.priority;

import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.priority.PriorityCommand.Gap;
import io.dipc.objects.priority.RankedLine.Place;
import io.dipc.objects.queue.QueueCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An element on its way from one priority queue into another one that has had the same elements up to some moment.
 *
 * @param gap the two nearest elements that both queues know
 * @param following how many elements of that gap that came before this one are behind it
 */
record Reunion(Gap gap, int following, byte[] body) {

    static Reunion read(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        return new Reunion(new Gap(in.getLong(), in.getLong()), in.getInt(), QueueCommand.readBody(in));
    }

    static byte[] write(byte[] hint, byte[] body) {
        return new WireWriter(hint.length + body.length + 8)
                .putRaw(hint, 0, hint.length)
                .putBytes(body)
                .toBytes();
    }

    /** For each element that is not known to the other queue, by id: where it is. */
    static Map<Long, byte[]> hints(RankedLine line, IdRange known) {
        Map<Long, byte[]> hints = new HashMap<>();
        List<Long> inGap = new ArrayList<>();
        long after = PriorityCommand.START;
        for (Place place : line) {
            if (known.contains(place.id())) {
                hints(new Gap(after, place.id()), inGap, hints);
                inGap.clear();
                after = place.id();
            } else {
                inGap.add(place.id());
            }
        }
        hints(new Gap(after, PriorityCommand.END), inGap, hints);
        return hints;
    }

    /** Counts by a Fenwick tree over the order of coming. */
    private static void hints(Gap gap, List<Long> inOrder, Map<Long, byte[]> hints) {
        long[] coming = inOrder.stream().mapToLong(Long::longValue).sorted().toArray();
        int[] tree = new int[coming.length + 1];
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            int rank = Arrays.binarySearch(coming, inOrder.get(i));
            int following = 0;
            for (int j = rank; j > 0; j -= j & -j) {
                following += tree[j];
            }
            for (int j = rank + 1; j < tree.length; j += j & -j) {
                tree[j]++;
            }
            hints.put(
                    inOrder.get(i),
                    new WireWriter(24)
                            .putLong(gap.after())
                            .putLong(gap.before())
                            .putInt(following)
                            .toBytes());
        }
    }
}
