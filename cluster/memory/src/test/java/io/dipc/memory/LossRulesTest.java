package io.dipc.memory;

import static io.dipc.memory.Losses.LOST;
import static io.dipc.memory.Losses.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.Rule;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * For each rule of what may count after a member was lost, the events that it is there for: kills, a late message and changes of
 * view that hardly come together by chance. With the rule the page is lost; without it there would be older contents.
 */
class LossRulesTest {
    private static final int PAGE = 0;
    /** Not one to which who writes the first one goes on. */
    private static final int OTHER_PAGE = 5;

    private static SteppedRegion region(int backups, Set<Rule> off) {
        return region(3, backups, off);
    }

    private static SteppedRegion region(int members, int backups, Set<Rule> off) {
        return Losses.region(members, backups, new Geometry(8, 1, 8), off);
    }

    /** The one that is neither of two. */
    private static long third(long one, long other) {
        return LongStream.of(1, 2, 3)
                .filter(member -> member != one && member != other)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasSentAwayIsNotRevivedIfTheReceiverHadIt() {
        assertThat(receiverHadIt(Set.of())).isEqualTo(LOST);
        assertThat(receiverHadIt(without(Rule.ASK_THE_RECEIVER))).isEqualTo(OptionalInt.of(1));
    }

    /** What 2 got from 1 and wrote is gone with 3, and 4 is lost before anybody knows what to do; 1 has not heard that 2 got it. */
    private static OptionalInt receiverHadIt(Set<Rule> off) {
        SteppedRegion region = region(4, 0, off);
        region.write(1, PAGE, 1);
        region.hold(sent -> sent.to() == 1 && sent.envelope().message() instanceof Message.Received);
        region.write(2, PAGE, 2);
        region.write(3, PAGE, 3);
        region.lose(3);
        region.lose(4);
        region.hold(sent -> false);
        region.settle();
        return region.read(2, PAGE);
    }

    @Test
    void nothingReturnsToTheLastCutIfAnythingLaterWasSeen() {
        assertThat(laterWasSeen(Set.of())).isEqualTo(LOST);
        assertThat(laterWasSeen(without(Rule.REVERT_ONLY_WHAT_NOBODY_SAW))).isEqualTo(OptionalInt.of(1));
        assertThat(laterWasSeen(without(Rule.ASK_EVERYBODY))).isEqualTo(OptionalInt.of(1));
    }

    /** Another one has read the second of two writes after a cut, and the next cut never comes. */
    private static OptionalInt laterWasSeen(Set<Rule> off) {
        SteppedRegion region = region(1, off);
        region.write(1, PAGE, 1);
        region.write(1, OTHER_PAGE, 1);
        region.release(1);
        region.write(1, PAGE, 2);
        region.write(1, OTHER_PAGE, 2);
        region.hold(sent -> sent.envelope().message() instanceof Message.Cut);
        assertThat(region.read(2, OTHER_PAGE)).hasValue(2);
        region.lose(1);
        region.hold(sent -> sent.envelope().from() == 1);
        region.settle();
        return region.read(2, PAGE);
    }

    @Test
    void whatIsPastCountsInOneRebuild() {
        assertThat(wasPast(Set.of())).isEqualTo(LOST);
        assertThat(wasPast(without(Rule.FORGET_WHAT_IS_PAST))).isEqualTo(OptionalInt.of(1));
    }

    /** A page went from 1 to 2 to 3, of which somebody has seen later writes. It is gone with 3, and then 2 is lost, too. */
    private static OptionalInt wasPast(Set<Rule> off) {
        SteppedRegion region = region(4, 1, off);
        region.write(1, PAGE, 1);
        region.write(2, PAGE, 2);
        region.release(2);
        region.hold(sent -> sent.envelope().from() == 3 && sent.envelope().message() instanceof Message.OfCuts);
        region.write(3, PAGE, 3);
        region.write(3, OTHER_PAGE, 3);
        assertThat(region.read(1, OTHER_PAGE)).hasValue(3);
        region.lose(3);
        region.settle();
        assertThat(region.read(4, PAGE)).isEqualTo(LOST);
        region.lose(2);
        region.settle();
        return region.read(4, PAGE);
    }

    @Test
    void aBackupForgetsWhatIsElsewhere() {
        assertThat(isElsewhere(Set.of())).isEqualTo(LOST);
        assertThat(isElsewhere(without(Rule.FORGET_WHAT_LEFT))).isEqualTo(OptionalInt.of(1));
    }

    /** Who got a page and released what it wrote is lost, and then who had it before. */
    private static OptionalInt isElsewhere(Set<Rule> off) {
        SteppedRegion region = region(1, off);
        long backup = region.backup(1);
        long other = third(1, backup);
        region.write(1, PAGE, 1);
        region.release(1);
        region.write(other, PAGE, 2);
        region.release(other);
        // Of the view without it nothing comes to its end before the next one but the cut at its beginning.
        region.hold(sent -> !(sent.envelope().message() instanceof Message.Cut));
        region.lose(other);
        region.settle();
        region.lose(1);
        region.hold(sent -> false);
        region.settle();
        return region.read(backup, PAGE);
    }
}
