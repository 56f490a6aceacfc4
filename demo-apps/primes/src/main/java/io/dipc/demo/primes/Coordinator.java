package io.dipc.demo.primes;

import io.dipc.demo.progress.Progress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;

/**
 * Hands out ranges until each is answered. A range whose worker died is handed out again: when no range waits and no
 * answer has come for a while, all that lack an answer are. Second answers are ignored, so this is never wrong.
 */
final class Coordinator {

    private static final int RANGE = 20_000;

    private final Set<Range> unanswered = new LinkedHashSet<>();

    Coordinator(int limit) {
        for (int first = 0; first <= limit; first += RANGE) {
            unanswered.add(new Range(first, Math.min(limit, first + RANGE - 1)));
        }
    }

    long count() throws InterruptedException {
        long primes = 0;
        try (ProgressBar bar = Progress.bar("ranges", unanswered.size())) {
            Primes.RANGES.addAll(unanswered);
            while (!unanswered.isEmpty()) {
                Answer answer = Primes.ANSWERS.poll(2, TimeUnit.SECONDS);
                if (answer != null && unanswered.remove(answer.range())) {
                    primes += answer.primes();
                    bar.step();
                } else if (answer == null && Primes.RANGES.isEmpty()) {
                    Primes.RANGES.addAll(unanswered);
                }
            }
        }
        Primes.RANGES.clear();
        Primes.FINISHED.release();
        return primes;
    }
}
