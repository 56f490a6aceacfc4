package io.dipc.memory;

import static io.dipc.memory.Losses.ALL;
import static io.dipc.memory.Losses.LOST;
import static io.dipc.memory.Losses.STRIPES;
import static io.dipc.memory.Losses.cutsOf;
import static io.dipc.memory.Losses.lose;
import static io.dipc.memory.Losses.region;
import static io.dipc.memory.Losses.seenByAnotherAndInNoCut;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.objects.region.StripeView;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several members are lost together, and each page is what the latest of them had that had told its backups. */
class TogetherTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void whatTwoHaveReleasedSurvivesBoth(int backups) {
        SteppedRegion region = region(5, backups);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 2);
        region.write(2, page, 1);
        region.write(3, other, 2);
        region.release(2);
        region.release(3);
        region.write(3, other, 3);
        assertThat(lose(region, page, 2, 3)).hasValue(1);
        assertThat(region.read(1, other)).hasValue(2);
    }

    @Test
    void whatTwoHaveReleasedIsLostWithBothIfThereIsOneBackup() {
        SteppedRegion region = region(5, 1);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        assertThat(lose(region, page, 2, 3)).isEqualTo(LOST);
    }

    /** What one got from the other, and released, is newer than what that had. */
    @Test
    void theLatestOfTwoCutsCounts() {
        SteppedRegion region = region(5, 2);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        region.write(3, page, 2);
        region.release(3);
        assertThat(lose(region, page, 2, 3)).hasValue(2);
    }

    @Test
    void aReleaseWaitsForAllBackups() {
        SteppedRegion region = region(5, 3);
        long[] backups = region.backups(2);
        assertThat(backups).hasSize(3).doesNotContain(2).doesNotHaveDuplicates();
        for (long slow : backups) {
            region.hold(
                    sent -> sent.envelope().from() == slow && sent.envelope().message() instanceof Message.Stored);
            region.write(2, region.pageAt(1, 0), 1);
            assertThat(region.tryRelease(2)).isFalse();
            region.hold(sent -> false);
            region.settle();
            region.release(2);
        }
    }

    /** One backup has the last cut already, the other not yet. */
    @Test
    void theLaterOfACutsCopiesCounts() {
        SteppedRegion region = region(5, 2);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        for (int value = 2; value < 4; value++) {
            long slow = region.backups(2)[value - 2];
            region.write(2, page, value);
            region.hold(cutsOf(2).and(sent -> sent.to() == slow));
            assertThat(region.tryRelease(2)).isFalse();
            region.hold(sent -> false);
        }
        long slow = region.backups(2)[1];
        region.write(2, page, 4);
        region.hold(cutsOf(2).and(sent -> sent.to() == slow));
        assertThat(region.tryRelease(2)).isFalse();
        assertThat(lose(region, page, 2)).hasValue(4);
    }

    /** Who has seen that and has not released since is taken to have never seen it. */
    @Test
    void whatALostMemberHasSeenAndNotReleasedMayBeUndone() {
        SteppedRegion region = region(5, 2);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 2);
        seenByAnotherAndInNoCut(region, page, other, cutsOf(2));
        assertThat(lose(region, page, 2, 3)).hasValue(1);
        assertThat(region.read(1, other)).hasValue(1);
    }

    /** 4 has seen what 3 wrote after it had seen what 2 wrote, and neither is in a cut. */
    @Test
    void whatWasSeenOfWhoHadSeenItIsNotUndone() {
        SteppedRegion region = region(5, 2);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 2);
        int third = region.pageAt(1, other + 2);
        seenByAnotherAndInNoCut(region, page, other, cutsOf(2).or(cutsOf(3)));
        region.write(3, third, 3);
        assertThat(region.read(4, third)).hasValue(3);
        assertThat(lose(region, page, 2, 3)).isEqualTo(LOST);
        assertThat(region.read(1, third)).hasValue(3);
    }

    /** So many pages went to and fro that of the first ones it is known only that there was something. */
    @Test
    void whatABackupHasForgottenIsLostAndNotOlder() {
        int pages = 1 << 13;
        SteppedRegion region = region(4, 2, new Geometry(pages, 1, pages), ALL);
        long home = region.homeOf(0);
        long[] others =
                LongStream.rangeClosed(1, 4).filter(member -> member != home).toArray();
        for (int page = 0; page < pages; page += 2) {
            region.write(others[0], page, 1);
        }
        region.release(others[0]);
        for (int page = 0; page < pages; page += 2) {
            region.write(others[1], page, 2);
        }
        region.release(others[1]);
        region.hold(cutsOf(others[0]));
        for (int page = 0; page < pages; page += 2) {
            region.write(others[0], page, 3);
        }
        region.write(others[1], 1, 2);
        region.release(others[1]);
        region.write(others[0], 1, 3);
        region.lose(others[0], others[1]);
        region.hold(
                sent -> sent.envelope().from() == others[0] || sent.envelope().from() == others[1]);
        region.settle();
        assertThat(region.read(home, 0)).isEqualTo(LOST);
        assertThat(region.read(home, 2)).hasValue(2);
        assertThat(region.read(home, 1)).hasValue(2);
    }

    /** Who got a page and released what it wrote is lost, and before that is settled who had it before. */
    @Test
    void whatWentToWhoWasLostBeforeIsNotOlder() {
        SteppedRegion region = region(5, 2);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        region.write(3, page, 2);
        region.release(3);
        region.hold(sent -> !(sent.envelope().message() instanceof Message.OfCuts));
        region.lose(3);
        region.settle();
        region.lose(2);
        region.hold(sent -> false);
        region.settle();
        assertThat(region.read(1, page)).isEqualTo(LOST);
    }

    /** 3 dies before it has taken part in the view without 2. */
    @Test
    void whatTwoHaveReleasedSurvivesBothAlsoIfTheyAreLostOneAfterTheOther() {
        SteppedRegion region = region(5, 2);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 2);
        int given = region.pageAt(1, other + 2);
        region.write(4, given, 4);
        region.write(2, page, 1);
        region.write(3, other, 2);
        region.release(2);
        region.release(3);
        region.write(3, given, 5);
        region.hold(sent -> sent.envelope().from() == 3);
        region.lose(2);
        region.settle();
        assertThat(lose(region, page, 3)).hasValue(1);
        assertThat(region.read(1, other)).hasValue(2);
        assertThat(region.read(1, given)).hasValue(4);
    }

    /** The home of a page that is on its way is one of those that are lost. */
    @Test
    void whatWasOnItsWayBetweenTwoIsWhatTheFirstHad() {
        SteppedRegion region = region(5, 2);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        region.hold(sent -> sent.envelope().message() instanceof Message.Data);
        assertThat(region.fault(3, page, Access.WRITE)).isEqualTo(List.of());
        assertThat(lose(region, page, 2, 3)).hasValue(1);
    }

    /** Fewer hosts than backups: as many as there are. */
    @Test
    void aViewHasAsManyBackupsAsThereAreOtherHosts() {
        long[] sessions = {1, 2, 3};
        StripeView view = StripeView.first(1, sessions, sessions, STRIPES);
        assertThat(view.backups(1, 6)).containsExactlyInAnyOrder(2, 3);
        assertThat(view.backups(1, 1)).containsExactly(view.backups(1, 6)[0]);
        assertThat(view.backups(1, 0)).isEmpty();
        assertThat(StripeView.first(1, sessions, new long[] {1}, STRIPES).backups(1, 2))
                .isEmpty();
    }
}
