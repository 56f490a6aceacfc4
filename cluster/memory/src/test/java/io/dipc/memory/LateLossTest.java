package io.dipc.memory;

import static io.dipc.memory.Losses.LOST;
import static io.dipc.memory.Losses.PAGES;
import static io.dipc.memory.Losses.STRIPES;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.objects.region.StripeView;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What was on its way when members were lost: nothing that somebody released may become older. */
class LateLossTest {
    private static SteppedRegion region() {
        return Losses.region(4, 1);
    }

    private static Predicate<SteppedRegion.Sent> received(long to) {
        return sent -> sent.to() == to && sent.envelope().message() instanceof Message.Received;
    }

    /** A page that others got is copied, if it has not come there, as one of those that this member had when it released. */
    @Test
    void whatWasReleasedAfterItWasSentIsNotWhatWasThereBefore() {
        SteppedRegion region = region();
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.release(2);
        region.write(2, page, 2);
        releasedOnItsWayTo4(region, page);
    }

    @Test
    void whatWasReleasedAndSentIsNotWhatOthersHadBefore() {
        SteppedRegion region = region();
        int page = region.pageAt(1, 0);
        region.write(3, page, 1);
        region.write(2, page, 2);
        releasedOnItsWayTo4(region, page);
    }

    /** The page that 2 wrote last is on its way to 4 when 2 releases and dies; 4 gets it as it was released. */
    private static void releasedOnItsWayTo4(SteppedRegion region, int page) {
        // So many that no cut follows what is sent.
        int other = page;
        for (int i = 0; i < 9; i++) {
            other = region.pageAt(1, other + 2);
            region.write(2, other, 2);
        }
        region.hold(sent -> sent.envelope().message() instanceof Message.Data);
        assertThat(region.fault(4, page, Access.WRITE)).isEmpty();
        region.release(2);
        region.lose(2);
        region.hold(sent -> false);
        region.settle();
        assertThat(region.read(4, page)).hasValue(2);
    }

    /** What went from 2 to 3 to 4 is gone with 4, and then 3 dies before 2 has heard that 3 got it. */
    @Test
    void whatWasSentCountsBehindACutInOneRebuildOnly() {
        SteppedRegion region = region();
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.hold(received(2));
        region.write(3, page, 2);
        region.release(3);
        region.write(4, page, 3);
        region.hold(sent -> !(sent.envelope().message() instanceof Message.OfCuts));
        region.lose(4);
        region.settle();
        region.lose(3);
        region.hold(sent -> false);
        region.settle();
        assertThat(region.read(1, page)).isEqualTo(LOST);
    }

    /** What 2 sent to another, which released what it wrote, is gone with that; then 2 dies, which has not heard that it came. */
    @Test
    void whatWasSentIsNotWhatTheBackupHasOfItAfterAnotherLoss() {
        SteppedRegion region = region();
        int page = region.pageAt(1, 0);
        long receiver = region.backup(2) == 3 ? 4 : 3;
        region.write(2, page, 1);
        region.release(2);
        region.hold(received(2));
        region.write(receiver, page, 2);
        region.release(receiver);
        region.hold(sent -> !(sent.envelope().message() instanceof Message.OfCuts));
        region.lose(receiver);
        region.settle();
        region.lose(2);
        region.hold(sent -> false);
        region.settle();
        assertThat(region.read(1, page)).isEqualTo(LOST);
    }

    /** 3 asked for a page first and never got it; 4 got it then, with writes that no cut has. */
    @Test
    void whatTheSecondReaderSawIsSeen() {
        SteppedRegion region = region();
        int seen = region.pageAt(1, 0);
        int page = region.pageAt(1, seen + 2);
        region.write(2, page, 1);
        region.write(2, seen, 1);
        region.release(2);
        region.write(2, page, 2);
        region.write(2, seen, 2);
        region.hold(sent -> sent.envelope().from() == 2
                && (sent.envelope().message() instanceof Message.OfCuts
                        || sent.to() == 3 && sent.envelope().message() instanceof Message.Data));
        assertThat(region.fault(3, seen, Access.READ)).isEmpty();
        assertThat(region.read(4, seen)).hasValue(2);
        region.lose(2);
        region.hold(sent -> false);
        region.settle();
        assertThat(region.read(4, page)).isEqualTo(LOST);
    }

    /** What is on its way when its sender gets another backup is there, too. */
    @Test
    void whatIsOnItsWayIsAtTheNextBackup() {
        SteppedRegion region = region();
        StripeView four = view(4);
        StripeView five = view(5);
        long sender = LongStream.rangeClosed(1, 4)
                .filter(member -> four.backups(member, 1)[0] != five.backups(member, 1)[0])
                .findFirst()
                .orElseThrow();
        int page = IntStream.range(0, PAGES)
                .filter(p -> four.home(p % STRIPES) == five.home(p % STRIPES) && four.home(p % STRIPES) != sender)
                .findFirst()
                .orElseThrow();
        long[] others =
                LongStream.rangeClosed(1, 4).filter(member -> member != sender).toArray();
        region.write(others[0], page, 1);
        region.write(sender, page, 2);
        region.release(sender);
        region.hold(sent -> sent.envelope().message() instanceof Message.Data);
        assertThat(region.fault(others[1], page, Access.WRITE)).isEmpty();
        region.join();
        region.settle();
        region.lose(sender);
        region.hold(sent -> false);
        region.settle();
        assertThat(region.read(others[1], page)).hasValue(2);
    }

    /** What a backup said of a cut when it was one before does not tell that it has anything now. */
    @Test
    void whatWasKeptByABackupThatHasBecomeOneAgainIsNotKept() {
        SteppedRegion region = region();
        StripeView five = view(5);
        long sender = LongStream.rangeClosed(1, 4)
                .filter(member -> five.backups(member, 1)[0] == 5)
                .findFirst()
                .orElseThrow();
        long backup = region.backup(sender);
        region.write(sender, region.pageAt(sender, 0), 1);
        region.hold(sent -> sent.to() == sender && sent.envelope().message() instanceof Message.Stored);
        BooleanSupplier kept = region.beginRelease(sender);
        // It keeps nothing for the sender now.
        region.join();
        region.settle();
        region.lose(5);
        region.hold(sent -> sent.envelope().message() instanceof Message.Cut);
        region.settle();
        assertThat(region.backup(sender)).isEqualTo(backup);
        assertThat(kept.getAsBoolean()).isFalse();
        region.hold(sent -> false);
        region.settle();
        assertThat(kept.getAsBoolean()).isTrue();
    }

    private static StripeView view(int members) {
        long[] sessions = LongStream.rangeClosed(1, members).toArray();
        return StripeView.first(1, sessions, sessions, STRIPES);
    }
}
