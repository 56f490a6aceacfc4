package io.dipc.objects.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.TimedStateMachine;
import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduledExecutorTest {
    private static final long MAIN = 1;
    private static final long HELPER = 2;
    private static final long OTHER = 3;
    private static final ExecutorParameters PARAMETERS =
            new ExecutorParameters(2, Integer.MAX_VALUE, Integer.MAX_VALUE, true);

    private final RecordedEffects effects = new RecordedEffects();
    private ScheduledExecutor executor = new ScheduledExecutor(PARAMETERS);
    private int lastSlot;
    private final int generation = ExecutorAnswer.generation(apply(MAIN, ExecutorCommand.open()));

    private CommandId id(long session) {
        return new CommandId(session, ++lastSlot, 1);
    }

    private byte[] apply(long session, byte[] command) {
        return executor.apply(id(session), command, effects);
    }

    private long schedule(Semantics semantics, long delay, long period) {
        return ExecutorAnswer.submitted(apply(
                        MAIN, ExecutorCommand.schedule(generation, semantics, true, delay, period, new byte[] {1})))
                .get(0);
    }

    /** The next task, or null if there is none. */
    private Assignment take(long session) {
        CommandId id = id(session);
        byte[] answer = executor.apply(id, ExecutorCommand.take(generation), effects);
        if (answer == null) {
            executor.cancel(id, effects);
            return null;
        }
        executor.accept(id, effects);
        return Assignment.of(answer);
    }

    private void complete(long session, Assignment task, byte... result) {
        apply(session, ExecutorCommand.complete(task.task(), task.attempt(), result));
    }

    private Outcome outcome(long task) {
        CommandId id = id(MAIN);
        byte[] answer = executor.apply(id, ExecutorCommand.collect(MAIN), effects);
        executor.accept(id, effects);
        return ExecutorAnswer.collected(answer).get(task);
    }

    /** A replica that was made from a snapshot in its place. */
    private void replace() {
        ScheduledExecutor copy = new ScheduledExecutor(PARAMETERS);
        for (Iterator<byte[]> pieces = executor.snapshot(); pieces.hasNext(); ) {
            copy.restore(pieces.next());
        }
        executor = copy;
    }

    @Test
    void tasksAreGivenOutInTheOrderOfTheirTime() {
        executor.time(1000, effects);
        long late = schedule(Semantics.AT_MOST_ONCE, 20, 0);
        long early = schedule(Semantics.AT_MOST_ONCE, 10, 0);
        assertThat(take(HELPER)).isNull();
        assertThat(executor.wakeAt()).isEqualTo(1010);
        executor.time(1009, effects);
        assertThat(take(HELPER)).isNull();
        replace();
        executor.time(1030, effects);
        assertThat(executor.wakeAt()).isEqualTo(TimedStateMachine.NEVER);
        assertThat(take(HELPER).task()).isEqualTo(early);
        assertThat(take(HELPER).task()).isEqualTo(late);
    }

    @Test
    void aWorkerThatWaitsIsGivenWhatIsDue() {
        executor.time(1000, effects);
        CommandId waiting = id(HELPER);
        assertThat(executor.apply(waiting, ExecutorCommand.take(0), effects)).isNull();
        schedule(Semantics.AT_MOST_ONCE, 10, 0);
        assertThat(effects.completions()).isEmpty();
        executor.time(1010, effects);
        assertThat(effects.takeCompleted()).containsExactly(waiting);
    }

    @Test
    void fixedRatesCountFromWhenItWasDueAndFixedDelaysFromWhenItHasRun() {
        executor.time(1000, effects);
        schedule(Semantics.AT_MOST_ONCE, 10, 100);
        executor.time(1050, effects);
        Assignment rate = take(HELPER);
        assertThat(take(OTHER)).as("one run at a time").isNull();
        executor.time(1060, effects);
        complete(HELPER, rate);
        assertThat(executor.wakeAt()).isEqualTo(1110);
        schedule(Semantics.AT_MOST_ONCE, 0, -100);
        Assignment delay = take(HELPER);
        executor.time(1080, effects);
        complete(HELPER, delay);
        replace();
        executor.time(1110, effects);
        assertThat(take(HELPER).task()).isEqualTo(rate.task());
        assertThat(executor.wakeAt()).isEqualTo(1180);
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void whenAWorkerDiesItsRunIsRepeatedOrLostAndTheScheduleGoesOn(Semantics semantics) {
        executor.time(1000, effects);
        long task = schedule(semantics, 0, 100);
        assertThat(take(HELPER).task()).isEqualTo(task);
        executor.sessionsEnded(List.of(new EndedSession(HELPER, false)), effects);
        Assignment again = take(OTHER);
        boolean repeated = semantics == Semantics.AT_LEAST_ONCE || semantics == Semantics.EXACTLY_ONCE;
        assertThat(again != null).isEqualTo(repeated);
        if (!repeated) {
            executor.time(1100, effects);
            again = take(OTHER);
        }
        complete(OTHER, again);
        assertThat(executor.wakeAt()).isEqualTo(repeated ? 1100 : 1200);
    }

    @Test
    void aFailureAndACancellationEndIt() {
        executor.time(1000, effects);
        long failing = schedule(Semantics.AT_MOST_ONCE, 0, 100);
        complete(HELPER, take(HELPER), (byte) 2);
        assertThat(outcome(failing).result()).containsExactly(2);
        long cancelled = schedule(Semantics.AT_MOST_ONCE, 0, 100);
        Assignment running = take(HELPER);
        apply(MAIN, ExecutorCommand.cancel(cancelled, false));
        complete(HELPER, running);
        assertThat(outcome(cancelled).kind()).isEqualTo(Outcome.Kind.CANCELLED);
        assertThat(executor.wakeAt()).isEqualTo(TimedStateMachine.NEVER);
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void shutdownEndsWhatItIsTold() {
        executor.time(1000, effects);
        schedule(Semantics.AT_MOST_ONCE, 10, 100);
        schedule(Semantics.AT_MOST_ONCE, 10, 0);
        apply(MAIN, ExecutorCommand.shutdown(generation, true, false));
        assertThat(ExecutorStatus.of(executor.query(ExecutorQuery.status(generation)))
                        .queued())
                .isEqualTo(1);
        executor.time(1010, effects);
        complete(HELPER, take(HELPER));
        assertThat(ExecutorStatus.of(executor.query(ExecutorQuery.status(generation)))
                        .terminated())
                .isTrue();
        assertThat(schedule(Semantics.AT_MOST_ONCE, 0, 0)).isEqualTo(ExecutorAnswer.SHUT_DOWN);
    }

    @Test
    void periodicTasksMayGoOnAfterTheShutdown() {
        executor.time(1000, effects);
        long periodic = schedule(Semantics.AT_MOST_ONCE, 0, 100);
        schedule(Semantics.AT_MOST_ONCE, 10, 0);
        apply(MAIN, ExecutorCommand.shutdown(generation, false, true));
        replace();
        complete(HELPER, take(HELPER));
        executor.time(1100, effects);
        assertThat(take(HELPER).task()).isEqualTo(periodic);
    }

    @Test
    void anExecutorWithoutTimeRefusesIt() {
        SharedExecutor other = new SharedExecutor(new ExecutorParameters(1, 1));
        other.apply(id(MAIN), ExecutorCommand.open(), effects);
        assertThatThrownBy(() -> other.apply(
                        id(MAIN), ExecutorCommand.schedule(1, Semantics.MAYBE, false, 1, 0, new byte[0]), effects))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
