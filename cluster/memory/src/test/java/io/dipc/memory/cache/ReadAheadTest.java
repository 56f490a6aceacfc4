package io.dipc.memory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private final ReadAhead ahead = new ReadAhead(64, 2);

    @Test
    void oneMissIsNoSequence() {
        assertThat(ahead.missed(10)).isEqualTo(11);
        assertThat(ahead.missed(20)).isEqualTo(21);
        assertThat(ahead.missed(19)).as("backwards").isEqualTo(20);
    }

    /** A thread that waits for each page, and one that only waits for those that were not fetched ahead. */
    @Test
    void isTwiceAsFarWheneverHalfOfItIsUsed() {
        assertThat(ahead.missed(0)).isEqualTo(1);
        assertThat(ahead.missed(1)).as("one page").isEqualTo(3);
        assertThat(ahead.missed(2)).as("two").isEqualTo(5);
        assertThat(ahead.missed(3)).as("four").isEqualTo(8);
        assertThat(ahead.missed(4)).as("not half of them are used").isEqualTo(8);
        assertThat(ahead.missed(8)).as("eight").isEqualTo(17);
        int end = 17;
        for (int i = 0; i < 10; i++) {
            int next = ahead.missed(end);
            assertThat(next - end - 1).isLessThanOrEqualTo(64);
            end = next;
        }
        assertThat(ahead.missed(end)).as("the limit").isEqualTo(end + 65);
    }

    /** The page at which a sequence is as far ahead as may be. */
    private int goToTheLimit() {
        int page = 0;
        int next = ahead.missed(page);
        while (next - (page + 1) < 64) {
            page = next;
            next = ahead.missed(page);
        }
        return page;
    }

    @Test
    void atTheLimitMoreIsAskedForWhenAQuarterIsUsed() {
        int page = goToTheLimit();
        assertThat(ahead.isMark(page + 16)).isTrue();
        assertThat(ahead.missed(page + 15)).as("less than a quarter").isEqualTo(page + 65);
        assertThat(ahead.missed(page + 16)).isEqualTo(page + 81);
    }

    @Test
    void saysWhichPageItNeedNotHearOfAnyMore() {
        int page = goToTheLimit();
        ahead.missed(page + 20);
        assertThat(ahead.outdated()).isEqualTo(page + 16);
        assertThat(ahead.isMark(page + 36)).isTrue();
        ahead.missed(page + 21);
        assertThat(ahead.outdated()).isNegative();
        ahead.missed(9000);
        assertThat(ahead.outdated()).isNegative();
    }

    @Test
    void theSamePageAgainIsNoProgress() {
        ahead.missed(0);
        ahead.missed(1);
        assertThat(ahead.missed(1)).isEqualTo(3);
        assertThat(ahead.missed(1)).isEqualTo(3);
    }

    @Test
    void followsSeveralSequences() {
        for (int start : new int[] {0, 1000, 2000, 3000}) {
            ahead.missed(start);
        }
        for (int start : new int[] {0, 1000, 2000, 3000}) {
            assertThat(ahead.missed(start + 1)).isEqualTo(start + 3);
        }
        ahead.missed(4000);
        assertThat(ahead.missed(3)).as("forgotten").isEqualTo(4);
        assertThat(ahead.missed(3003)).as("not forgotten").isEqualTo(3006);
    }

    @Test
    void nothingIsFetchedAheadIfNothingMayBe() {
        ReadAhead none = new ReadAhead(0, 2);
        none.missed(0);
        assertThat(none.missed(1)).isEqualTo(2);
        assertThat(none.missed(2)).isEqualTo(3);
    }

    @Test
    void waitsForAsManyStepsAsItIsTold() {
        ReadAhead patient = new ReadAhead(64, 4);
        for (int page = 0; page < 3; page++) {
            assertThat(patient.missed(page)).isEqualTo(page + 1);
        }
        assertThat(patient.missed(3)).isEqualTo(5);
        assertThat(patient.missed(4)).isEqualTo(7);
    }
}
