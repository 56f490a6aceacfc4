package io.dipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is in the pages of a member that was killed. Member 2 is the one, and home of none of them. */
class LossTest {
    private static final int PAGES = 512;

    private static SteppedRegion region(int backups) {
        return new SteppedRegion(
                4,
                new RegionOptions(
                        new Geometry(PAGES, 16, 8), backups, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, Set.of()));
    }

    private static void lose(SteppedRegion region) {
        region.lose(2);
        region.settle();
    }

    @Test
    void whatItGotAfterItsLastCutIsWhatItGot() {
        SteppedRegion region = region(1);
        int page = region.pageAt(1, 0);
        region.write(3, page, 7);
        region.write(2, page, 8);
        lose(region);
        assertThat(region.read(4, page)).hasValue(7);
    }

    @Test
    void whatItReadAndThenWroteIsWhatTheOthersHad() {
        SteppedRegion region = region(1);
        int page = region.pageAt(1, 0);
        region.write(3, page, 7);
        region.read(2, page);
        region.write(2, page, 8);
        lose(region);
        assertThat(region.read(4, page)).hasValue(7);
    }

    @Test
    void whatOthersReadOfItBeforeItWroteAgainIsInItsBackup() {
        SteppedRegion region = region(1);
        int page = region.pageAt(1, 0);
        region.write(2, page, 7);
        region.release(2);
        assertThat(region.read(3, page)).hasValue(7);
        region.write(2, page, 8);
        lose(region);
        assertThat(region.read(4, page)).hasValue(7);
    }

    @Test
    void whatItWroteBeforeOthersGotLaterWritesIsKept() {
        SteppedRegion region = region(1);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 1);
        region.write(2, page, 7);
        region.write(2, other, 8);
        assertThat(region.read(3, other)).hasValue(8);
        region.write(2, page, 9);
        lose(region);
        assertThat(region.read(4, page)).hasValue(7);
        assertThat(region.read(4, other)).hasValue(8);
    }

    @Test
    void whatItGotBackIsWhatItGotThoughItsBackupHasNotHeardOfThat() {
        SteppedRegion region = region(1);
        int page = region.pageAt(1, 0);
        region.write(2, page, 6);
        region.release(2);
        region.hold(sent -> sent.envelope().from() == 2 && sent.envelope().message() instanceof Message.OfCuts);
        region.write(3, page, 7);
        region.write(2, page, 8);
        lose(region);
        assertThat(region.read(4, page)).hasValue(7);
    }

    /** So many pages are not copied because others want one; then what the dead one had alone is lost, never old. */
    @Test
    void whatItWroteBeforeOthersGotLaterWritesIsLostIfItWasTooMuch() {
        SteppedRegion region = region(1);
        int[] pages = new int[100];
        int page = -1;
        for (int i = 0; i < pages.length; i++) {
            page = region.pageAt(1, page + 1);
            pages[i] = page;
            region.write(3, page, 1);
            region.write(2, page, 2);
        }
        assertThat(region.read(3, pages[0])).hasValue(2);
        lose(region);
        assertThat(region.read(4, pages[0])).hasValue(2);
        assertThat(region.read(4, pages[1])).isEmpty();
    }

    @Test
    void whatItShouldHaveSentIsWhatOthersHadWhoGaveItUpForThat() {
        SteppedRegion region = region(0);
        int page = region.pageAt(1, 0);
        region.write(2, page, 7);
        region.read(3, page);
        region.kill(2);
        assertThat(region.fault(4, page, Access.WRITE)).isEmpty();
        lose(region);
        assertThat(region.read(4, page)).hasValue(7);
    }

    @Test
    void whatWasGivenUpCountsOnlyUntilSomebodyHasWritten() {
        SteppedRegion region = region(0);
        int page = region.pageAt(1, 0);
        region.write(3, page, 7);
        region.write(2, page, 8);
        lose(region);
        assertThat(region.read(4, page)).isEmpty();
    }
}
