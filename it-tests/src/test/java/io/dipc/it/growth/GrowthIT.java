package io.dipc.it.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.Alone;
import io.dipc.it.harness.Jdk;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The measurement in short: a leak of some hundred bytes for each key, or of a thread for each one that waits, shows. */
@Alone
class GrowthIT {

    private static final int KEYS = 20_000;
    /** Less than anybody needs for a key: a proxy, a handle, an object with the session that uses it. */
    private static final int BYTES_PER_KEY = 200;

    private static final int THREADS = 500;

    @Test
    void keysThatAreOverAreHeldByNobody() throws IOException, InterruptedException {
        Growth.Figures figures = new Growth(Jdk.own(), System.out).ofKeys(3_000, KEYS);
        figures.print(System.out);
        figures.before()
                .forEach((name, before) -> assertThat(figures.after().get(name).heap())
                        .as(name)
                        .isLessThan(before.heap() + KEYS * BYTES_PER_KEY));
    }

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
