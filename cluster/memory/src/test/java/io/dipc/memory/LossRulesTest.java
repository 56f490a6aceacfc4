package io.dipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import java.util.EnumSet;
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

    private static final OptionalInt LOST = OptionalInt.empty();

    private static SteppedRegion region(int backups, Set<Rule> off) {
        return new SteppedRegion(
                3, new RegionOptions(new Geometry(8, 1, 8), backups, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, off));
    }

    private static Set<Rule> without(Rule rule) {
        return EnumSet.of(rule);
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

    /** What 2 got from 1 and wrote is gone with 3, before 1 has heard that 2 got it. */
    private static OptionalInt receiverHadIt(Set<Rule> off) {
        SteppedRegion region = region(0, off);
        region.write(1, PAGE, 1);
        region.hold(sent -> sent.to() == 1 && sent.envelope().message() instanceof Message.Received);
        region.write(2, PAGE, 2);
        region.write(3, PAGE, 3);
        region.lose(3);
        region.hold(sent -> false);
        region.settle();
        return region.read(2, PAGE);
    }

    @Test
    void nothingReturnsToTheLastCutIfAnythingLaterWasSeen() {
        assertThat(laterWasSeen(Set.of())).isEqualTo(LOST);
        assertThat(laterWasSeen(without(Rule.REVERT_ONLY_WHAT_NOBODY_SAW))).isEqualTo(OptionalInt.of(1));
    }

    /** Another one has read the second of two writes after a cut. */
    private static OptionalInt laterWasSeen(Set<Rule> off) {
        SteppedRegion region = region(1, off);
        region.write(1, PAGE, 1);
        region.write(1, OTHER_PAGE, 1);
        region.release(1);
        region.write(1, PAGE, 2);
        region.write(1, OTHER_PAGE, 2);
        assertThat(region.read(2, OTHER_PAGE)).hasValue(2);
        region.lose(1);
        region.settle();
        return region.read(2, PAGE);
    }

    @Test
    void nothingReturnsToTheLastCutIfAnybodyHadItSince() {
        assertThat(anybodyHadIt(Set.of())).isEqualTo(LOST);
        assertThat(anybodyHadIt(without(Rule.ASK_EVERYBODY))).isEqualTo(OptionalInt.of(1));
    }

    /** A page was elsewhere and is back, before the backup of who is lost then has heard of any of that. */
    private static OptionalInt anybodyHadIt(Set<Rule> off) {
        SteppedRegion region = region(1, off);
        long backup = region.backup(1);
        long other = third(1, backup);
        region.write(1, PAGE, 1);
        region.release(1);
        region.hold(sent -> sent.envelope().from() == 1 && sent.envelope().message() instanceof Message.OfCuts);
        region.write(other, PAGE, 2);
        region.write(1, PAGE, 3);
        region.lose(1);
        region.settle();
        return region.read(other, PAGE);
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
