package io.dipc.demo.primes;

import java.util.concurrent.TimeUnit;

/** Counts in one range after the other until all is finished. */
final class Worker implements Runnable {

    @Override
    public void run() {
        try {
            while (!finished()) {
                Range range = Primes.RANGES.poll(500, TimeUnit.MILLISECONDS);
                if (range != null) {
                    Primes.ANSWERS.put(new Answer(range, range.primes()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean finished() {
        return Primes.FINISHED.availablePermits() > 0;
    }
}
