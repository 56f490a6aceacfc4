package io.dipc.memory;

import static io.dipc.memory.Losses.ALL;
import static io.dipc.memory.Losses.LOST;
import static io.dipc.memory.Losses.cutsOf;
import static io.dipc.memory.Losses.lose;
import static io.dipc.memory.Losses.region;
import static io.dipc.memory.Losses.seenByAnotherAndInNoCut;
import static io.dipc.memory.Losses.without;
import static io.dipc.memory.Losses.writeMuch;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.options.Rule;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** For each rule of what may count after several members were lost together: without it there would be older contents. */
class TogetherRulesTest {
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
        seenByAnotherAndInNoCut(region, page, other, cutsOf(2));
        region.release(3);
        return lose(region, page, 2, 3);
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
        seenByAnotherAndInNoCut(region, page, other, cutsOf(2));
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
}
