package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class AdaptiveSpinTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final AtomicInteger looks = new AtomicInteger();
    private final BooleanSupplier never = () -> looks.incrementAndGet() < 0;

    @Test
    void seesWhatAnotherThreadDoes() throws InterruptedException {
        boolean[] seen = new boolean[1];
        AtomicInteger word = new AtomicInteger();
        Thread waiter = new Thread(() -> seen[0] = new AdaptiveSpin(LONG, 2).await(() -> word.get() == 1));
        waiter.start();
        word.set(1);
        waiter.join();
        assertThat(seen[0]).isTrue();
    }

    @Test
    void looksOnceMoreWhenOthersHaveRun() {
        assertThat(new AdaptiveSpin(0, 2).await(() -> looks.incrementAndGet() > AdaptiveSpin.TURNS))
                .isTrue();
    }

    @Test
    void isTriedAsRarelyAsItFails() {
        AdaptiveSpin spin = new AdaptiveSpin(0, 2);
        assertThat(leftOut(spin)).isZero();
        assertThat(leftOut(spin)).isEqualTo(1);
        assertThat(leftOut(spin)).isEqualTo(3);
        for (int i = 0; i < 20; i++) {
            leftOut(spin);
        }
        assertThat(leftOut(spin)).isEqualTo(AdaptiveSpin.LONGEST_PAUSE);
    }

    @Test
    void oneSuccessMakesFailuresForgotten() {
        AdaptiveSpin spin = new AdaptiveSpin(0, 2);
        for (int i = 0; i < 5; i++) {
            leftOut(spin);
        }
        while (!spin.await(() -> true)) {
            assertThat(looks).hasPositiveValue();
        }
        assertThat(spin.await(() -> true)).isTrue();
        assertThat(leftOut(spin)).isZero();
        assertThat(leftOut(spin)).isEqualTo(1);
    }

    @Test
    void oneProcessorIsForOthers() {
        assertThat(new AdaptiveSpin(LONG, 1).await(never)).isFalse();
        assertThat(looks).hasValue(0);
    }

    /** Calls until it has been tried once more, and has failed; how many calls were left out before. */
    private int leftOut(AdaptiveSpin spin) {
        for (int calls = 0; ; calls++) {
            int before = looks.get();
            assertThat(spin.await(never)).isFalse();
            if (looks.get() > before) {
                return calls;
            }
        }
    }
}
