package io.dipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.objects.region.StripeView;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several members are lost together, and each page is what the latest of them had that had told its backups. */
class TogetherTest {
    private static final int PAGES = 256;
    private static final int STRIPES = 16;
    private static final OptionalInt LOST = OptionalInt.empty();
    private static final Set<Rule> ALL = Set.of();

    private static SteppedRegion region(int members, int backups, Set<Rule> off) {
        return new SteppedRegion(
                members,
                new RegionOptions(
                        new Geometry(PAGES, STRIPES, 1), backups, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, off));
    }

    private static Set<Rule> without(Rule rule) {
        return EnumSet.of(rule);
    }

    private static Predicate<SteppedRegion.Sent> cutsOf(long member) {
        return sent -> sent.envelope().from() == member
                && sent.envelope().message() instanceof Message.OfCuts message
                && !(message instanceof Message.Stored);
    }

    private static OptionalInt lose(SteppedRegion region, int page, long... members) {
        region.lose(members);
        region.hold(sent -> Arrays.stream(members)
                .anyMatch(member -> member == sent.envelope().from()));
        region.settle();
        return region.read(1, page);
    }

    /** So many pages are dirty that no cut follows what others get. */
    private static void writeMuch(SteppedRegion region, long member, int page) {
        int other = page;
        for (int i = 0; i < 9; i++) {
            other = region.pageAt(1, other + 2);
            region.write(member, other, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void whatTwoHaveReleasedSurvivesBoth(int backups) {
        SteppedRegion region = region(5, backups, ALL);
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
        SteppedRegion region = region(5, 1, ALL);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        assertThat(lose(region, page, 2, 3)).isEqualTo(LOST);
    }

    /** What one got from the other, and released, is newer than what that had. */
    @Test
    void theLatestOfTwoCutsCounts() {
        SteppedRegion region = region(5, 2, ALL);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        region.write(3, page, 2);
        region.release(3);
        assertThat(lose(region, page, 2, 3)).hasValue(2);
    }

    @Test
    void aReleaseWaitsForAllBackups() {
        SteppedRegion region = region(5, 3, ALL);
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
        SteppedRegion region = region(5, 2, ALL);
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

    /** 3 released after it had read what 2 had written after its last cut: then 2 cannot return to that. */
    @Test
    void whatALostMemberHasSeenAndReleasedIsNotUndone() {
        assertThat(seenByALostOne(ALL)).isEqualTo(LOST);
        assertThat(seenByALostOne(without(Rule.TELL_WHAT_WAS_SEEN))).hasValue(1);
    }

    private static OptionalInt seenByALostOne(Set<Rule> off) {
        SteppedRegion region = region(5, 2, off);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 2);
        region.write(2, page, 1);
        region.write(2, other, 1);
        region.release(2);
        region.hold(cutsOf(2));
        region.write(2, page, 2);
        region.write(2, other, 2);
        assertThat(region.read(3, other)).hasValue(2);
        region.release(3);
        return lose(region, page, 2, 3);
    }

    /** Who has seen that and has not released since is taken to have never seen it. */
    @Test
    void whatALostMemberHasSeenAndNotReleasedMayBeUndone() {
        SteppedRegion region = region(5, 2, ALL);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 2);
        region.write(2, page, 1);
        region.write(2, other, 1);
        region.release(2);
        region.hold(cutsOf(2));
        region.write(2, page, 2);
        region.write(2, other, 2);
        assertThat(region.read(3, other)).hasValue(2);
        assertThat(lose(region, page, 2, 3)).hasValue(1);
        assertThat(region.read(1, other)).hasValue(1);
    }

    /** 4 has seen what 3 wrote after it had seen what 2 wrote, and neither is in a cut. */
    @Test
    void whatWasSeenOfWhoHadSeenItIsNotUndone() {
        SteppedRegion region = region(5, 2, ALL);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(1, page + 2);
        int third = region.pageAt(1, other + 2);
        region.write(2, page, 1);
        region.write(2, other, 1);
        region.release(2);
        region.hold(cutsOf(2).or(cutsOf(3)));
        region.write(2, page, 2);
        region.write(2, other, 2);
        assertThat(region.read(3, other)).hasValue(2);
        region.write(3, third, 3);
        assertThat(region.read(4, third)).hasValue(3);
        assertThat(lose(region, page, 2, 3)).isEqualTo(LOST);
        assertThat(region.read(1, third)).hasValue(3);
    }

    /** 4 has read what 2 wrote after its last cut, and got it from 3. */
    @Test
    void whatWasSeenByWayOfALostMemberIsNotUndone() {
        assertThat(seenByWayOfALostOne(ALL)).isEqualTo(LOST);
        assertThat(seenByWayOfALostOne(without(Rule.TELL_WHOSE_WRITES))).hasValue(1);
    }

    private static OptionalInt seenByWayOfALostOne(Set<Rule> off) {
        SteppedRegion region = region(5, 2, off);
        int page = region.pageAt(1, 0);
        int other = region.pageAt(3, 0);
        region.write(2, page, 1);
        region.write(2, other, 1);
        region.release(2);
        region.hold(cutsOf(2));
        region.write(2, page, 2);
        region.write(2, other, 2);
        assertThat(region.read(3, other)).hasValue(2);
        assertThat(region.read(4, other)).hasValue(2);
        return lose(region, page, 2, 3);
    }

    /** A page went from 2 to 3, which released what it wrote, and back; and the backups of 2 have not heard of that. */
    @Test
    void whatALostMemberReleasedAndGaveAwayIsNotOlder() {
        assertThat(wasGivenBack(ALL)).hasValue(2);
        assertThat(wasGivenBack(without(Rule.KEEP_WHAT_LEFT))).hasValue(1);
    }

    private static OptionalInt wasGivenBack(Set<Rule> off) {
        SteppedRegion region = region(5, 2, off);
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        region.hold(cutsOf(2));
        region.write(3, page, 2);
        region.release(3);
        region.write(2, page, 3);
        return lose(region, page, 2, 3);
    }

    /** So many pages went to and fro that of the first ones it is known only that there was something. */
    @Test
    void whatABackupHasForgottenIsLostAndNotOlder() {
        int pages = 1 << 13;
        SteppedRegion region = new SteppedRegion(
                4, new RegionOptions(new Geometry(pages, 1, pages), 2, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, ALL));
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

    /** A page went from 4 to 2 and to 3; 2 released what it had written to it after 3 had got it. */
    @Test
    void whatALostMemberGaveAwayAndReleasedIsNotOlder() {
        assertThat(wasGivenOn(ALL)).hasValue(2);
        assertThat(wasGivenOn(without(Rule.CUT_WHAT_LEFT))).hasValue(1);
    }

    private static OptionalInt wasGivenOn(Set<Rule> off) {
        SteppedRegion region = region(5, 2, off);
        int page = region.pageAt(1, 0);
        region.write(4, page, 1);
        region.release(4);
        region.write(2, page, 2);
        writeMuch(region, 2, page);
        region.hold(cutsOf(3));
        region.write(3, page, 3);
        region.release(2);
        return lose(region, page, 2, 3);
    }

    /** A page went from one to another, which released what it wrote, and is lost with all its backups. */
    @Test
    void nothingCountsIfALostMemberHasNoBackupLeft() {
        assertThat(oneWithoutBackup(ALL)).isEqualTo(LOST);
        assertThat(oneWithoutBackup(without(Rule.COUNT_ALL_OR_NONE))).hasValue(1);
    }

    private static OptionalInt oneWithoutBackup(Set<Rule> off) {
        int members = 8;
        SteppedRegion region = region(members, 2, off);
        for (long one = 2; one <= members; one++) {
            for (long other = 2; other <= members; other++) {
                long[] lost = LongStream.concat(LongStream.of(one, other), Arrays.stream(region.backups(other)))
                        .distinct()
                        .toArray();
                if (lost.length < 4 || Arrays.stream(lost).anyMatch(member -> member == 1)) {
                    continue;
                }
                long last = other;
                boolean otherwise = Arrays.stream(lost)
                        .filter(member -> member != last)
                        .allMatch(member -> Arrays.stream(region.backups(member))
                                .anyMatch(backup -> Arrays.stream(lost).noneMatch(l -> l == backup)));
                if (otherwise) {
                    int page = region.pageAt(1, 0);
                    region.write(one, page, 1);
                    region.release(one);
                    region.hold(cutsOf(one));
                    region.write(other, page, 2);
                    region.release(other);
                    return lose(region, page, lost);
                }
            }
        }
        throw new AssertionError("no such members");
    }

    /** Who got a page and released what it wrote is lost, and before that is settled who had it before. */
    @Test
    void whatWentToWhoWasLostBeforeIsNotOlder() {
        SteppedRegion region = region(5, 2, ALL);
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
        SteppedRegion region = region(5, 2, ALL);
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

    /**
     * 2 returns to the last cut of its first backup, and somebody has read what that is; then that backup is lost before all is
     * settled, and the other one has an earlier cut.
     */
    @Test
    void whoHasBeenHeardOfIsNotLostTogetherWithWhoWasLostBefore() {
        assertThat(heardOfInBetween(ALL)).isEqualTo(LOST);
        assertThat(heardOfInBetween(without(Rule.COUNT_AGAIN_ONLY_THE_SILENT))).hasValue(1);
    }

    private static OptionalInt heardOfInBetween(Set<Rule> off) {
        SteppedRegion region = region(5, 2, off);
        long first = region.backups(2)[0];
        long second = region.backups(2)[1];
        long[] others = LongStream.rangeClosed(1, 5)
                .filter(member -> member != 2 && member != first && member != second)
                .toArray();
        int page = region.pageAt(others[0], 0);
        int other = region.pageAt(others[1], 0);
        region.write(2, page, 1);
        region.write(2, other, 1);
        region.release(2);
        Predicate<SteppedRegion.Sent> late = cutsOf(2).and(sent -> sent.to() == second);
        region.hold(late);
        region.write(2, page, 2);
        region.write(2, other, 2);
        assertThat(region.tryRelease(2)).isFalse();
        region.hold(late.or(cutsOf(first)).or(sent -> sent.envelope().from() == first && sent.to() == others[1]));
        region.lose(2);
        region.settle();
        assertThat(region.read(others[0], page)).hasValue(2);
        region.lose(first);
        region.hold(sent -> sent.envelope().from() == first || sent.envelope().from() == 2);
        region.settle();
        return region.read(others[0], other);
    }

    /** The home of a page that is on its way is one of those that are lost. */
    @Test
    void whatWasOnItsWayBetweenTwoIsWhatTheFirstHad() {
        SteppedRegion region = region(5, 2, ALL);
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
