package io.dipc.memory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantumTest {
    private static final long LONGEST = 1600;
    private static final long SOON = 4 * LONGEST;

    private final Quantum quantum = new Quantum(LONGEST);
    private long now = 100;

    /** How long a page stays that was taken away and comes back after so long. */
    private long back(int page, long after) {
        quantum.taken(page, now);
        now += after;
        return quantum.granted(page, now);
    }

    @Test
    void aPageThatWasNotTakenHasNone() {
        assertThat(quantum.granted(1, now)).isZero();
    }

    @Test
    void isTwiceAsLongEachTimeThatThePageComesBackSoon() {
        for (long expected : new long[] {100, 200, 400, 800, LONGEST, LONGEST}) {
            assertThat(back(1, SOON)).isEqualTo(expected);
        }
        assertThat(back(2, SOON)).as("another page").isEqualTo(100);
    }

    @Test
    void aPageThatIsNotWantedBackSoonHasNoneAndBeginsAnew() {
        back(1, 1);
        back(1, 1);
        assertThat(back(1, SOON + 1)).isZero();
        assertThat(quantum.granted(1, now)).isZero();
        assertThat(back(1, 1)).isEqualTo(100);
    }

    @Test
    void thereIsNoneIfNoneIsAllowed() {
        Quantum none = new Quantum(0);
        none.taken(1, 0);
        assertThat(none.granted(1, 1)).isZero();
    }
}
