package io.dipc.objects.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.region.RegionAnswer.Fill;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRegionTest {
    private static final RegionParameters PARAMETERS = new RegionParameters(99, 10_000, 4096, 1, 8, 1);

    private final SharedRegion region = new SharedRegion(RegionParameters.of(PARAMETERS.toBytes()));
    private final RecordedEffects effects = new RecordedEffects();
    private long sequence;

    @Test
    void whoAttachesIsInTheNextView() {
        RegionAnswer.Attached first = attach(1);
        assertThat(first.session()).isEqualTo(1);
        assertThat(first.view().stripes().number()).isEqualTo(1);
        assertThat(first.view().members()).containsExactly(new RegionMember(1, "host1", 1001, "member1", false));
        RegionAnswer.Attached second = attach(2);
        assertThat(second.view().stripes().number()).isEqualTo(2);
        assertThat(second.view().stripes().contains(1)).isTrue();
        assertThat(attach(2).view().stripes().number()).as("once").isEqualTo(2);
    }

    @Test
    void aJoinRebuildsOnlyWhatMoves() {
        StripeView first = attach(1).view().stripes();
        StripeView second = attach(2).view().stripes();
        int moved = 0;
        for (int stripe = 0; stripe < PARAMETERS.stripes(); stripe++) {
            boolean moves = second.home(stripe) != first.home(stripe);
            moved += moves ? 1 : 0;
            assertThat(second.epoch(stripe)).isEqualTo(moves ? 2 : 1);
        }
        assertThat(moved).isBetween(1, PARAMETERS.stripes() - 1);
    }

    @Test
    void whoWatchesIsToldOfEveryViewOneAfterTheOther() {
        attach(1);
        CommandId watch = id(1);
        assertThat(apply(watch, RegionCommand.watch(1))).isNull();
        attach(2);
        assertThat(completed(watch).stripes().number()).isEqualTo(2);
        attach(3);
        end(2);
        assertThat(next(1, 2).stripes().number()).as("not the latest").isEqualTo(3);
        RegionView last = next(1, 3);
        assertThat(last.stripes().number()).isEqualTo(4);
        assertThat(last.stripes().contains(2)).isFalse();
        assertThat(last.lost()).extracting(RegionMember::name).containsExactly("member2");
        assertThat(last.stripes().epochs()).as("all are rebuilt").containsOnly(4);
    }

    @Test
    void whoIsNoMemberIsToldSo() {
        attach(1);
        assertThat(RegionAnswer.Next.of(apply(id(2), RegionCommand.watch(1))).view())
                .isNull();
        assertThat(fill(2)).isEqualTo(Fill.NO_MEMBER);
    }

    @Test
    void whoLeavesIsHomeOfNothingAndThenGone() {
        attach(1);
        attach(2);
        apply(id(1), RegionCommand.leaving());
        RegionView leaving = next(2, 2);
        assertThat(leaving.members().get(0).leaving()).isTrue();
        for (int stripe = 0; stripe < PARAMETERS.stripes(); stripe++) {
            assertThat(leaving.stripes().home(stripe)).isEqualTo(2);
        }
        CommandId own = id(1);
        assertThat(apply(own, RegionCommand.watch(3))).isNull();
        apply(id(1), RegionCommand.left());
        assertThat(effects.completions()).containsExactly(new RecordedEffects.Completion(own, RegionAnswer.EMPTY));
        RegionView without = next(2, 3);
        assertThat(without.stripes().contains(1)).isFalse();
        assertThat(without.lost()).isEmpty();
    }

    @Test
    void whoIsGoneWithoutSayingThatItLeavesIsNamed() {
        attach(1);
        attach(2);
        apply(id(2), RegionCommand.left());
        assertThat(next(1, 2).lost()).containsExactly(new RegionMember(0, "host2", 1002, "member2", false));
        attach(2);
        end(2);
        assertThat(next(1, 4).lost()).extracting(RegionMember::session).containsExactly(0L, 2L);
    }

    @Test
    void whatMembersTouchedIsKnown() {
        attach(1);
        BitSet pages = new BitSet();
        pages.set(0);
        pages.set(2);
        apply(id(1), RegionCommand.touch(pages));
        apply(id(7), RegionCommand.touch(BitSet.valueOf(new long[] {2})));
        assertThat(touched()).as("only of members").isEqualTo(pages);
        pages.set(3);
        assertThatThrownBy(() -> apply(id(1), RegionCommand.touch(pages)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pages 2 to 3 (expected: 0 to 2)");
    }

    @Test
    void theRegionBeginsAnewWhenItsLastMemberHasGone() {
        attach(1);
        assertThat(fill(1)).isEqualTo(Fill.YOURS);
        apply(id(1), RegionCommand.filled());
        apply(id(1), RegionCommand.touch(BitSet.valueOf(new long[] {7})));
        assertThat(region.initial()).isFalse();
        end(1);
        assertThat(region.initial()).isTrue();
        StripeView again = attach(2).view().stripes();
        assertThat(again.number()).as("goes on").isEqualTo(3);
        assertThat(again.epochs()).containsOnly(3);
        assertThat(touched().isEmpty()).isTrue();
        assertThat(fill(2)).isEqualTo(Fill.YOURS);
    }

    @Test
    void oneFillsTheOthersWaitAndIfItGoesTheNextOneFills() {
        attach(1);
        attach(2);
        attach(3);
        assertThat(fill(1)).isEqualTo(Fill.YOURS);
        CommandId second = id(2);
        CommandId third = id(3);
        assertThat(apply(second, RegionCommand.fill(true))).isNull();
        assertThat(apply(third, RegionCommand.fill(true))).isNull();
        end(1);
        assertThat(effects.completions()).containsExactly(new RecordedEffects.Completion(second, Fill.YOURS.toBytes()));
        apply(id(1), RegionCommand.filled());
        assertThat(effects.takeCompleted()).as("it does not count").containsExactly(second);
        apply(id(2), RegionCommand.filled());
        assertThat(effects.takeCompleted()).containsExactly(third);
        assertThat(fill(3)).isEqualTo(Fill.FILLED);
    }

    @Test
    void theKeeperForcesOneAfterTheOther() {
        filledBy(1);
        attach(2);
        CommandId keeper = id(1);
        assertThat(apply(keeper, RegionCommand.nextForce())).isNull();
        CommandId first = id(2);
        CommandId second = id(2);
        assertThat(apply(first, RegionCommand.force(0, 100))).isNull();
        assertThat(apply(second, RegionCommand.force(100, 5))).isNull();
        assertThat(RegionAnswer.ToForce.of(effects.completions().get(0).answer()))
                .isEqualTo(new RegionAnswer.ToForce(1, 0, 100));
        effects.takeCompleted();
        apply(id(1), RegionCommand.forced(1, null));
        assertThat(RegionAnswer.Forced.of(effects.completions().get(0).answer()))
                .isEqualTo(new RegionAnswer.Forced(true, null, 0));
        assertThat(RegionAnswer.ToForce.of(apply(id(1), RegionCommand.nextForce())))
                .isEqualTo(new RegionAnswer.ToForce(2, 100, 5));
        effects.takeCompleted();
        apply(id(1), RegionCommand.forced(2, "disk full"));
        assertThat(RegionAnswer.Forced.of(effects.completions().get(0).answer()).failure())
                .isEqualTo("disk full");
        assertThat(RegionAnswer.Forced.of(apply(id(1), RegionCommand.force(0, 1)))
                        .elsewhere())
                .as("the keeper itself")
                .isFalse();
        assertThatThrownBy(() -> apply(id(2), RegionCommand.force(9_999, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutTheKeeperEachForcesItsOwn() {
        filledBy(1);
        attach(2);
        CommandId waiting = id(2);
        assertThat(apply(waiting, RegionCommand.force(0, 100))).isNull();
        end(1);
        RegionAnswer.Forced own = forced();
        assertThat(own.elsewhere()).isFalse();
        apply(id(2), RegionCommand.forced(own.turn(), null));
        assertThat(RegionAnswer.Forced.of(apply(id(2), RegionCommand.force(0, 1)))
                        .elsewhere())
                .isFalse();
        assertThat(RegionAnswer.ToForce.of(apply(id(2), RegionCommand.nextForce())))
                .isNull();
    }

    /** Their files may be one: what one of them has read must not come there behind what another one has forced since. */
    @Test
    void withoutTheKeeperTheyForceOneAfterTheOther() {
        filledBy(1);
        for (long session = 2; session <= 5; session++) {
            attach(session);
        }
        end(1);
        RegionAnswer.Forced first = RegionAnswer.Forced.of(apply(id(2), RegionCommand.force(0, 1)));
        assertThat(first.turn()).isPositive();
        List<CommandId> waiting = List.of(id(3), id(4), id(5));
        waiting.forEach(id -> assertThat(apply(id, RegionCommand.force(0, 1))).isNull());
        apply(id(1), RegionCommand.forced(first.turn(), null));
        apply(id(3), RegionCommand.forced(first.turn() + 1, null));
        assertThat(effects.completions()).as("not theirs to say").isEmpty();
        SharedRegion copy = new SharedRegion(PARAMETERS);
        region.snapshot().forEachRemaining(copy::restore);
        RecordedEffects others = new RecordedEffects();
        byte[] done = RegionCommand.forced(first.turn(), null);
        copy.apply(id(2), done, others);
        apply(id(2), done);
        assertThat(others.completions()).isEqualTo(effects.completions());
        RegionAnswer.Forced second = forced();
        assertThat(second.elsewhere()).isFalse();
        assertThat(effects.takeCompleted()).containsExactly(waiting.get(0));
        end(3);
        assertThat(forced().turn()).isNotEqualTo(second.turn());
        assertThat(effects.takeCompleted()).as("its session is over").containsExactly(waiting.get(1));
        apply(id(4), RegionCommand.left());
        assertThat(effects.takeCompleted()).as("it has left").containsExactly(waiting.get(2));
    }

    @Test
    void whoIsNoMemberKeepsNobodyWaiting() {
        filledBy(1);
        attach(2);
        CommandId left = id(2);
        assertThat(apply(left, RegionCommand.force(0, 1))).isNull();
        apply(id(2), RegionCommand.left());
        assertThat(forced().turn()).isZero();
        assertThat(effects.takeCompleted()).containsExactly(left);
        end(1);
        assertThat(RegionAnswer.Forced.of(apply(id(2), RegionCommand.force(0, 1)))
                        .turn())
                .isZero();
    }

    @Test
    void whoGivesUpIsOutOfLine() {
        filledBy(1);
        attach(2);
        for (byte[] command : List.of(RegionCommand.watch(2), RegionCommand.force(0, 1))) {
            CommandId waiting = id(2);
            assertThat(apply(waiting, command)).isNull();
            region.cancel(waiting, effects);
            assertThat(effects.cancellations()).contains(waiting);
        }
        attach(3);
        end(1);
        assertThat(effects.completions()).isEmpty();
    }

    @Test
    void aReplicaGoesOnFromASnapshot() {
        filledBy(1);
        attach(2);
        CommandId watch = id(1);
        CommandId force = id(2);
        apply(watch, RegionCommand.watch(2));
        apply(force, RegionCommand.force(0, 1));
        apply(id(1), RegionCommand.touch(BitSet.valueOf(new long[] {5})));
        SharedRegion copy = new SharedRegion(PARAMETERS);
        region.snapshot().forEachRemaining(copy::restore);
        assertThat(copy.info()).isEqualTo(region.info());
        RecordedEffects others = new RecordedEffects();
        List<EndedSession> ended = List.of(new EndedSession(1, false));
        copy.sessionsEnded(ended, others);
        region.sessionsEnded(ended, effects);
        assertThat(others.completions()).isEqualTo(effects.completions());
        assertThat(effects.takeCompleted()).containsExactly(force);
        assertThat(copy.apply(id(2), RegionCommand.watch(2), others))
                .isEqualTo(region.apply(id(2), RegionCommand.watch(2), effects));
        CommandId asks = id(2);
        assertThat(copy.apply(asks, RegionCommand.touched(), others))
                .isEqualTo(region.apply(asks, RegionCommand.touched(), effects));
    }

    @Test
    void manyTouchedPagesTravelInASnapshot() {
        RegionParameters large = new RegionParameters(1, 50_000L * 4096, 4096, 1, 8, 32);
        SharedRegion one = new SharedRegion(large);
        one.apply(id(1), RegionCommand.attach(1, 4096, "h", 1, "m"), effects);
        BitSet pages = new BitSet();
        for (int page = 0; page < 50_000; page += 2) {
            pages.set(page);
        }
        pages.set(16_000, 40_000);
        one.apply(id(1), RegionCommand.touch(pages), effects);
        SharedRegion copy = new SharedRegion(large);
        one.snapshot().forEachRemaining(copy::restore);
        assertThat(RegionAnswer.touched(copy.apply(id(1), RegionCommand.touched(), effects), 50_000))
                .isEqualTo(pages);
    }

    @Test
    void whatIsNoCommandIsRefused() {
        assertThatThrownBy(() -> apply(id(1), new byte[] {99}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("command 99");
        assertThatThrownBy(() -> apply(id(1), RegionCommand.attach(10_001, 4096, "h", 1, "m")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: at most 10000 bytes");
        assertThatThrownBy(() -> region.query(new byte[] {99})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> region.restore(new byte[] {99})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        RegionParameters.of(new WireWriter().putFixedLong(1).toBytes()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private RegionAnswer.Forced forced() {
        return RegionAnswer.Forced.of(effects.completions().get(0).answer());
    }

    private void filledBy(long session) {
        attach(session);
        assertThat(fill(session)).isEqualTo(Fill.YOURS);
        apply(id(session), RegionCommand.filled());
    }

    private RegionAnswer.Attached attach(long session) {
        byte[] command = RegionCommand.attach(10_000, 4096, "host" + session, 1000 + (int) session, "member" + session);
        return RegionAnswer.Attached.of(apply(id(session), command));
    }

    private RegionView next(long session, long known) {
        return RegionAnswer.Next.of(apply(id(session), RegionCommand.watch(known)))
                .view();
    }

    private Fill fill(long session) {
        return Fill.of(apply(id(session), RegionCommand.fill(true)));
    }

    private BitSet touched() {
        return RegionAnswer.touched(apply(id(1), RegionCommand.touched()), PARAMETERS.pages());
    }

    private void end(long session) {
        region.sessionsEnded(List.of(new EndedSession(session, false)), effects);
    }

    private byte[] apply(CommandId id, byte[] command) {
        return region.apply(id, command, effects);
    }

    private CommandId id(long session) {
        return new CommandId(session, (int) ++sequence, 1);
    }

    private RegionView completed(CommandId id) {
        RecordedEffects.Completion completion = effects.completions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        effects.takeCompleted();
        return RegionAnswer.Next.of(completion.answer()).view();
    }
}
