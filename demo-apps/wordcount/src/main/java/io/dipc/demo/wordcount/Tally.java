package io.dipc.demo.wordcount;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Adds up what was found in files. A second result for a file is ignored. Not thread-safe. */
final class Tally {

    private final Set<String> missing;
    private final Set<String> distinct = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private long total;

    /**
     * @param names of the files
     */
    Tally(List<String> names) {
        this.missing = new LinkedHashSet<>(names);
    }

    /** Whether there is a result for each file. */
    boolean isComplete() {
        return missing.isEmpty();
    }

    /**
     * @return whether it counts
     */
    boolean add(FileWords result) {
        if (!missing.remove(result.file())) {
            return false;
        }
        if (result.error() != null) {
            unreadable.add(result.error());
        }
        for (int count : result.counts().values()) {
            total += count;
        }
        distinct.addAll(result.counts().keySet());
        return true;
    }

    Totals totals() {
        return new Totals(total, distinct.size(), List.copyOf(missing), unreadable);
    }
}
