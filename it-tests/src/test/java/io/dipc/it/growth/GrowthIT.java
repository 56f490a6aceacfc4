package io.dipc.it.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.Jdk;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The measurement of threads in short: a leak of a thread for each one that waits shows. */
class GrowthIT {

    private static final int THREADS = 500;

    @Test
    void threadsThatWaitCostOthersNoThread() throws IOException, InterruptedException {
        Growth.Figures figures = new Growth(Jdk.own(), System.out).ofBlockedThreads(THREADS);
        figures.print(System.out);
        figures.before()
                .forEach((name, before) -> assertThat(figures.after().get(name).threads())
                        .as(name)
                        .isLessThan(before.threads() + THREADS / 10));
    }
}
