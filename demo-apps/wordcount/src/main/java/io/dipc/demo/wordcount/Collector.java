package io.dipc.demo.wordcount;

import io.dipc.demo.progress.Progress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;

/**
 * Hands out the names and adds up the results. A second result for a file is ignored. When nobody works any more, what
 * came back from workers that died is counted here; a file whose worker died and that did not come back is missing.
 */
final class Collector {

    private final List<String> names;
    private final Tally tally;

    Collector(List<String> names) {
        this.names = names;
        this.tally = new Tally(names);
    }

    /** Returns when each file has been counted or is known to be missing. */
    Totals collect() throws InterruptedException {
        Thread feeder = new Thread(this::feed, "feeder");
        feeder.start();
        boolean alone = false;
        try (ProgressBar bar = Progress.bar("files", names.size())) {
            while (!tally.isComplete()) {
                FileWords result = WordCount.RESULTS.poll(alone ? 0 : 500, TimeUnit.MILLISECONDS);
                if (result == null && !alone) {
                    // With all permits nobody works, and nobody begins to.
                    alone = !feeder.isAlive() && WordCount.WORKING.tryAcquire(WordCount.MAX_WORKERS);
                    continue;
                }
                if (result == null) {
                    result = countNext();
                }
                if (result == null) {
                    break;
                } else if (tally.add(result)) {
                    bar.step();
                }
            }
        } finally {
            if (alone) {
                WordCount.WORKING.release(WordCount.MAX_WORKERS);
            }
        }
        return tally.totals();
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

    /** Waits until each worker has seen the end. */
    static void awaitWorkers() throws InterruptedException {
        while (!WordCount.WORKING.tryAcquire(WordCount.MAX_WORKERS, 1, TimeUnit.SECONDS)) {
            renewEnd();
        }
        WordCount.WORKING.release(WordCount.MAX_WORKERS);
    }

    /** Counts what is left; null if nothing is. */
    private static FileWords countNext() throws InterruptedException {
        String file = WordCount.FILES.poll();
        if (file != null && !file.equals(WordCount.END)) {
            return Worker.count(file);
        }
        WordCount.FILES.put(WordCount.END);
        return null;
    }

    /** A worker that died with the end in its hand did not put it back. One end too many does no harm. */
    private static void renewEnd() {
        if (WordCount.FILES.isEmpty()) {
            WordCount.FILES.offer(WordCount.END);
        }
    }
}
