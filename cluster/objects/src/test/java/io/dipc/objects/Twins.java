package io.dipc.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Two replicas of one object that are given the same calls. Asserts after each call that answers, effects and, from time
 * to time, snapshots are the same, although one of them was replaced by a copy made from its snapshot.
 */
public final class Twins {
    private final Supplier<StateMachine> newOne;
    private final StateMachine first;
    private StateMachine second;

    public Twins(Supplier<StateMachine> newOne) {
        this.newOne = newOne;
        this.first = newOne.get();
        this.second = newOne.get();
    }

    public byte[] apply(CommandId id, byte[] command, RecordedEffects effects) {
        RecordedEffects others = new RecordedEffects();
        byte[] answer = first.apply(id, command.clone(), effects);
        assertThat(second.apply(id, command.clone(), others)).isEqualTo(answer);
        assertSame(effects, others);
        return answer;
    }

    public byte[] query(byte[] query) {
        byte[] answer = first.query(query);
        assertThat(second.query(query)).isEqualTo(answer);
        return answer;
    }

    public void accept(CommandId id, RecordedEffects effects) {
        RecordedEffects others = new RecordedEffects();
        first.accept(id, effects);
        second.accept(id, others);
        assertSame(effects, others);
    }

    public void decline(CommandId id, RecordedEffects effects) {
        RecordedEffects others = new RecordedEffects();
        first.decline(id, effects);
        second.decline(id, others);
        assertSame(effects, others);
    }

    public void cancel(CommandId id, RecordedEffects effects) {
        RecordedEffects others = new RecordedEffects();
        first.cancel(id, effects);
        second.cancel(id, others);
        assertSame(effects, others);
    }

    public void sessionsEnded(List<EndedSession> ended, RecordedEffects effects) {
        RecordedEffects others = new RecordedEffects();
        first.sessionsEnded(ended, effects);
        second.sessionsEnded(ended, others);
        assertSame(effects, others);
    }

    public void sessionsEnded(List<EndedSession> ended, Predicate<CommandId> inDoubt, RecordedEffects effects) {
        RecordedEffects others = new RecordedEffects();
        first.sessionsEnded(ended, inDoubt, effects);
        second.sessionsEnded(ended, inDoubt, others);
        assertSame(effects, others);
    }

    /** For those for which time passes. */
    public void time(long now, RecordedEffects effects) {
        RecordedEffects others = new RecordedEffects();
        ((TimedStateMachine) first).time(now, effects);
        ((TimedStateMachine) second).time(now, others);
        assertSame(effects, others);
    }

    /** For those for which time passes. */
    public long wakeAt() {
        long first = ((TimedStateMachine) this.first).wakeAt();
        assertThat(((TimedStateMachine) second).wakeAt()).isEqualTo(first);
        return first;
    }

    public boolean initial() {
        assertThat(second.initial()).isEqualTo(first.initial());
        return first.initial();
    }

    /** The second replica becomes a copy of the first one. */
    public void replaceSecond() {
        StateMachine copy = newOne.get();
        first.snapshot().forEachRemaining(copy::restore);
        second = copy;
    }

    public void assertSameSnapshots() {
        Iterator<byte[]> ones = first.snapshot();
        Iterator<byte[]> others = second.snapshot();
        while (ones.hasNext()) {
            assertThat(others.hasNext()).isTrue();
            assertThat(others.next()).isEqualTo(ones.next());
        }
        assertThat(others.hasNext()).isFalse();
        assertThat(second.info()).isEqualTo(first.info());
    }

    private static void assertSame(RecordedEffects ones, RecordedEffects others) {
        assertThat(others.completions()).isEqualTo(ones.completions());
        assertThat(others.cancellations()).isEqualTo(ones.cancellations());
    }
}
