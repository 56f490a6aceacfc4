package io.dipc.demo.wordcount;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;

/**
 * Hands out the names and adds up the results. A second result for a file is ignored; a file whose worker died is
 * missing, which is known when no name is left and nobody works any more.
 */
final class Collector {

    private final List<String> names;
    private final Set<String> missing;
    private final Set<String> distinct = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private long total;

    Collector(List<String> names) {
        this.names = names;
        this.missing = new LinkedHashSet<>(names);
    }

    /** Returns when each file has been counted or is known to be missing. */
    Totals collect() throws InterruptedException {
        Thread feeder = new Thread(this::feed, "feeder");
        feeder.start();
        try (ProgressBar bar = Progress.bar("files", names.size())) {
            while (!missing.isEmpty()) {
                // Asked before the poll: what the last worker put before it ended is then still found.
                boolean last = !feeder.isAlive() && nobodyWorks();
                FileWords result = WordCount.RESULTS.poll(last ? 0 : 500, TimeUnit.MILLISECONDS);
                if (result == null && last) {
                    break;
                } else if (result != null && add(result)) {
                    bar.step();
                }
            }
        }
        return new Totals(total, distinct.size(), List.copyOf(missing), unreadable);
    }

    private void feed() {
        try {
            for (String name : names) {
                WordCount.FILES.put(name);
            }
            WordCount.FILES.put(WordCount.END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean add(FileWords result) {
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

    /** Waits until each worker has seen the end. */
    static void awaitWorkers() throws InterruptedException {
        while (!WordCount.WORKING.tryAcquire(WordCount.MAX_WORKERS, 1, TimeUnit.SECONDS)) {
            renewEnd();
        }
        WordCount.WORKING.release(WordCount.MAX_WORKERS);
    }

    private static boolean nobodyWorks() {
        String next = WordCount.FILES.peek();
        if (next == null) {
            renewEnd();
        }
        return (next == null || next.equals(WordCount.END))
                && WordCount.WORKING.availablePermits() == WordCount.MAX_WORKERS;
    }

    /** A worker that died with the end in its hand did not put it back. One end too many does no harm. */
    private static void renewEnd() {
        if (WordCount.FILES.isEmpty()) {
            WordCount.FILES.offer(WordCount.END);
        }
    }
}
