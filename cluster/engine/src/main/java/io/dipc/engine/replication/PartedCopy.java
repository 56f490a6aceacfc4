package io.dipc.engine.replication;

import java.util.ArrayList;
import java.util.List;

/**
 * The copy of a partition that a member had in a session in which others went on without it: what may have to be offered
 * again to those. Nothing is applied to it any more. Single-threaded.
 */
public final class PartedCopy {
    private final int partition;
    private final Replica copy;

    PartedCopy(int partition, Replica copy) {
        this.partition = partition;
        this.copy = copy;
    }

    public int partition() {
        return partition;
    }

    /** The views in which a home has executed requests on it, the newest first. */
    public List<Long> views() {
        return copy.lineage().newestFirst();
    }

    /** Whether there is anything in it that might have to be offered. */
    public boolean hasElements() {
        return copy.objects().stream().anyMatch(o -> o.elements() != null);
    }

    /**
     * What is to be offered again of its objects.
     *
     * @param common the newest view that the others' copy has, too, or 0
     * @param end the number of the last entry of that view in the others' copy
     */
    public List<PartedElements> since(long common, long end) {
        Lineage lineage = copy.lineage();
        if (common != 0 && common == lineage.newest()) {
            // Nobody went on without the others: what they do not have was not acknowledged.
            return List.of();
        }
        boolean ahead = common != 0 && lineage.end(common) > end;
        long before = common == 0 ? 0 : lineage.before(common);
        List<PartedElements> since = new ArrayList<>();
        for (ReplicatedObject object : copy.objects()) {
            if (object.elements() != null) {
                PartedElements elements = new PartedElements(object, lineage, common, before, ahead);
                if (elements.mayBeSome()) {
                    since.add(elements);
                }
            }
        }
        return since;
    }
}
