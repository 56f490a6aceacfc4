package io.dipc.objects.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import io.dipc.objects.executor.Outcome.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedExecutorTest {
    private static final long MAIN = 1;
    private static final long HELPER = 2;
    private static final long OTHER = 3;

    private final RecordedEffects effects = new RecordedEffects();
    private SharedExecutor executor = unbounded();
    private final Map<Long, Outcome> collected = new HashMap<>();
    private int lastSlot;

    private static SharedExecutor unbounded() {
        return new SharedExecutor(new ExecutorParameters(2, Integer.MAX_VALUE));
    }

    private CommandId id(long session) {
        return new CommandId(session, ++lastSlot, 1);
    }

    private byte[] apply(long session, byte[] command) {
        return executor.apply(id(session), command, effects);
    }

    private int open() {
        return ExecutorAnswer.generation(apply(MAIN, ExecutorCommand.open()));
    }

    private long submit(int generation, Semantics semantics) {
        return ExecutorAnswer.submitted(apply(MAIN, submit(generation, semantics, true, "task")))
                .get(0);
    }

    private static byte[] submit(int generation, Semantics semantics, boolean keepsResult, String task) {
        return ExecutorCommand.submit(
                List.of(new ExecutorCommand.Submission(generation, semantics, keepsResult, bytes(task))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes a task that is there, and begins it. */
    private Assignment begin(long session) {
        CommandId id = id(session);
        Assignment task = Assignment.of(executor.apply(id, ExecutorCommand.take(0), effects));
        executor.accept(id, effects);
        return task;
    }

    private boolean complete(long session, Assignment task, String result) {
        return ExecutorAnswer.counted(
                apply(session, ExecutorCommand.complete(task.task(), task.attempt(), bytes(result))));
    }

    /** The outcome of a task, collected now or before, once. */
    private Outcome outcome(long task) {
        if (!collected.containsKey(task)) {
            CommandId id = id(MAIN);
            byte[] answer = executor.apply(id, ExecutorCommand.collect(MAIN), effects);
            assertThat(answer).as("outcome of task " + task).isNotNull();
            executor.accept(id, effects);
            collected.putAll(ExecutorAnswer.collected(answer));
        }
        assertThat(collected).containsKey(task);
        return collected.remove(task);
    }

    private ExecutorStatus status(int generation) {
        return ExecutorStatus.of(executor.query(ExecutorQuery.status(generation)));
    }

    private void end(long session) {
        executor.sessionsEnded(List.of(new EndedSession(session, false)), effects);
    }

    private byte[] answerTo(CommandId id) {
        return effects.completions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .answer();
    }

    @Test
    void tasksAreTakenInTheOrderOfTheirSubmission() {
        int generation = open();
        long first = submit(generation, Semantics.AT_MOST_ONCE);
        long second = submit(generation, Semantics.AT_MOST_ONCE);
        assertThat(begin(HELPER).task()).isEqualTo(first);
        Assignment task = begin(OTHER);
        assertThat(task.task()).isEqualTo(second);
        assertThat(task.body()).isEqualTo(bytes("task"));
        assertThat(status(generation)).isEqualTo(new ExecutorStatus(false, false, false, 0, 2, 0));
    }

    @Test
    void waitingWorkersAreServedInTheOrderOfTheirCalls() {
        int generation = open();
        CommandId first = id(HELPER);
        CommandId second = id(OTHER);
        assertThat(executor.apply(first, ExecutorCommand.take(0), effects)).isNull();
        assertThat(executor.apply(second, ExecutorCommand.take(generation), effects))
                .isNull();
        submit(generation, Semantics.AT_MOST_ONCE);
        submit(generation, Semantics.AT_MOST_ONCE);
        assertThat(effects.takeCompleted()).containsExactly(first, second);
    }

    @Test
    void outcomeIsKeptUntilItWasCollected() {
        long task = submit(open(), Semantics.AT_MOST_ONCE);
        assertThat(complete(HELPER, begin(HELPER), "42")).isTrue();
        CommandId declined = id(MAIN);
        executor.apply(declined, ExecutorCommand.collect(MAIN), effects);
        executor.decline(declined, effects);
        assertThat(executor.initial()).isFalse();
        assertThat(outcome(task).result()).isEqualTo(bytes("42"));
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void theOneWhoSubmittedIsToldInTheOrderOfTheOutcomes() {
        int generation = open();
        long first = submit(generation, Semantics.AT_MOST_ONCE);
        long second = submit(generation, Semantics.AT_MOST_ONCE);
        CommandId gaveUp = id(MAIN);
        CommandId collects = id(MAIN);
        CommandId other = id(OTHER);
        for (CommandId id : List.of(gaveUp, collects, other)) {
            assertThat(executor.apply(id, ExecutorCommand.collect(id.session()), effects))
                    .isNull();
        }
        executor.cancel(gaveUp, effects);
        assertThat(effects.cancellations()).containsExactly(gaveUp);
        Assignment one = begin(HELPER);
        complete(HELPER, begin(HELPER), "second");
        complete(HELPER, one, "first");
        assertThat(effects.takeCompleted()).containsExactly(collects);
        executor.decline(collects, effects);
        CommandId again = id(MAIN);
        Map<Long, Outcome> told =
                ExecutorAnswer.collected(executor.apply(again, ExecutorCommand.collect(MAIN), effects));
        assertThat(told.keySet()).containsExactly(first, second);
        executor.accept(again, effects);
        executor.cancel(other, effects);
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void outcomesAreToldInPortions() {
        int generation = open();
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(submit(generation, Semantics.AT_MOST_ONCE));
            complete(HELPER, begin(HELPER), "r".repeat(Notices.ANSWER_BYTES / 2));
        }
        List<Long> told = new ArrayList<>();
        for (int portion : new int[] {2, 2, 1}) {
            CommandId id = id(MAIN);
            Map<Long, Outcome> some =
                    ExecutorAnswer.collected(executor.apply(id, ExecutorCommand.collect(MAIN), effects));
            assertThat(some).hasSize(portion);
            told.addAll(some.keySet());
            executor.accept(id, effects);
        }
        assertThat(told).isEqualTo(tasks);
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void resultThatNobodyWantsIsDropped() {
        int generation = open();
        apply(MAIN, submit(generation, Semantics.AT_MOST_ONCE, false, "run"));
        long forgotten = submit(generation, Semantics.AT_MOST_ONCE);
        complete(HELPER, begin(HELPER), "r");
        apply(MAIN, ExecutorCommand.forget(forgotten));
        complete(HELPER, begin(HELPER), "r");
        assertThat(executor.initial()).isTrue();
        assertThat(status(generation).completed()).isEqualTo(2);
    }

    @Test
    void completeAndTakeIsBoth() {
        int generation = open();
        long task = submit(generation, Semantics.AT_MOST_ONCE);
        Assignment first = begin(HELPER);
        CommandId next = id(HELPER);
        byte[] both = ExecutorCommand.completeAndTake(0, first.task(), first.attempt(), bytes("r"));
        assertThat(executor.apply(next, both, effects)).isNull();
        executor.cancel(next, effects);
        assertThat(outcome(task).result()).isEqualTo(bytes("r"));
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void taskOfADeadWorker(Semantics semantics) {
        apply(HELPER, ExecutorCommand.join("4711@host", 2));
        long id = submit(open(), semantics);
        Assignment lost = begin(HELPER);
        end(HELPER);
        switch (semantics) {
            case AT_MOST_ONCE ->
                assertThat(outcome(id)).satisfies(outcome -> {
                    assertThat(outcome.kind()).isEqualTo(Kind.DIED);
                    assertThat(outcome.member()).isEqualTo("4711@host");
                });
            case MAYBE -> assertThat(outcome(id).kind()).isEqualTo(Kind.DONE);
            case AT_LEAST_ONCE, EXACTLY_ONCE -> {
                Assignment again = begin(OTHER);
                assertThat(again.task()).isEqualTo(lost.task());
                assertThat(again.attempt()).isEqualTo(2);
                assertThat(complete(OTHER, again, "again")).isTrue();
                assertThat(outcome(id).result()).isEqualTo(bytes("again"));
            }
        }
        assertThat(executor.initial()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void lateResultOfAWorkerThatWasGivenUp(Semantics semantics) {
        long id = submit(open(), semantics);
        Assignment first = begin(HELPER);
        end(HELPER);
        boolean counts = complete(OTHER, first, "late");
        assertThat(counts).isEqualTo(semantics == Semantics.AT_LEAST_ONCE);
        if (semantics == Semantics.EXACTLY_ONCE) {
            Assignment second = begin(OTHER);
            assertThat(complete(HELPER, first, "late")).isFalse();
            assertThat(complete(OTHER, second, "second")).isTrue();
            assertThat(complete(OTHER, second, "twice")).isFalse();
            assertThat(outcome(id).result()).isEqualTo(bytes("second"));
        } else if (semantics == Semantics.AT_LEAST_ONCE) {
            assertThat(outcome(id).result()).isEqualTo(bytes("late"));
        }
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void taskThatWasGivenAndNotAcceptedMayHaveBegun(Semantics semantics) {
        int generation = open();
        long first = submit(generation, semantics);
        long second = submit(generation, semantics);
        executor.apply(id(HELPER), ExecutorCommand.take(0), effects);
        end(HELPER);
        boolean again = semantics == Semantics.AT_LEAST_ONCE || semantics == Semantics.EXACTLY_ONCE;
        assertThat(begin(OTHER).task()).isEqualTo(again ? first : second);
        if (semantics == Semantics.AT_MOST_ONCE) {
            assertThat(outcome(first).kind()).isEqualTo(Kind.DIED);
        }
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void declinedTaskGoesBackToItsPlace(Semantics semantics) {
        int generation = open();
        long first = submit(generation, semantics);
        submit(generation, semantics);
        CommandId taken = id(HELPER);
        executor.apply(taken, ExecutorCommand.take(0), effects);
        executor.decline(taken, effects);
        assertThat(begin(OTHER).task()).isEqualTo(first);
    }

    @Test
    void nobodyIsToldMoreOfATaskThatMayRunThanThatItHasBegun() {
        long task = submit(open(), Semantics.MAYBE);
        Assignment given = Assignment.of(apply(HELPER, ExecutorCommand.take(0)));
        complete(HELPER, given, "before its acceptance");
        assertThat(outcome(task).result()).isEmpty();
    }

    @Test
    void aSessionThatFollowsAnotherIsToldSo() {
        submit(open(), Semantics.AT_MOST_ONCE);
        byte[] answer = apply(OTHER, ExecutorCommand.collect(MAIN));
        assertThat(ExecutorAnswer.movedTo(answer)).isEqualTo(OTHER);
        complete(HELPER, begin(HELPER), "42");
        assertThat(ExecutorAnswer.movedTo(apply(MAIN, ExecutorCommand.collect(MAIN))))
                .isZero();
    }

    @Test
    void workersThatHaveNotJoinedAreNotInterrupted() {
        assertThat(ExecutorAnswer.interrupted(apply(HELPER, ExecutorCommand.awaitInterrupts())))
                .isEmpty();
    }

    @Test
    void whatIsWithdrawnWillNotRun() {
        int generation = open();
        long first = submit(generation, Semantics.AT_MOST_ONCE);
        long second = submit(generation, Semantics.AT_MOST_ONCE);
        byte[] answer = apply(MAIN, ExecutorCommand.withdraw(generation, ExecutorCommand.OLDEST));
        assertThat(ExecutorAnswer.Drained.of(answer).ids()).containsExactly(first);
        answer = apply(OTHER, ExecutorCommand.withdraw(generation, second));
        assertThat(ExecutorAnswer.Drained.of(answer).bodies()).containsExactly(bytes("task"));
        assertThat(outcome(second).kind()).isEqualTo(Kind.CANCELLED);
        answer = apply(MAIN, ExecutorCommand.withdraw(generation, ExecutorCommand.OLDEST));
        assertThat(ExecutorAnswer.Drained.of(answer).ids()).isEmpty();
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void onlyAsManyRunAsMayRunTogether() {
        executor = new SharedExecutor(new ExecutorParameters(1, Integer.MAX_VALUE, 1, false));
        int generation = open();
        CommandId idle = id(OTHER);
        submit(generation, Semantics.AT_MOST_ONCE);
        Assignment first = begin(HELPER);
        assertThat(executor.apply(idle, ExecutorCommand.take(0), effects)).isNull();
        long second = submit(generation, Semantics.AT_MOST_ONCE);
        assertThat(effects.completions()).isEmpty();
        complete(HELPER, first, "r");
        assertThat(Assignment.of(answerTo(idle)).task()).isEqualTo(second);
        executor.decline(idle, effects);
        assertThat(begin(HELPER).task()).isEqualTo(second);
        long third = submit(generation, Semantics.AT_MOST_ONCE);
        CommandId waits = id(OTHER);
        assertThat(executor.apply(waits, ExecutorCommand.take(generation), effects))
                .isNull();
        end(HELPER);
        assertThat(Assignment.of(answerTo(waits)).task()).isEqualTo(third);
    }

    @Test
    void cancelledInTheQueueIsNeverGivenOut() {
        long task = submit(open(), Semantics.AT_MOST_ONCE);
        assertThat(ExecutorAnswer.counted(apply(MAIN, ExecutorCommand.cancel(task, true))))
                .isTrue();
        assertThat(ExecutorAnswer.counted(apply(MAIN, ExecutorCommand.cancel(task, true))))
                .isFalse();
        assertThat(apply(HELPER, ExecutorCommand.take(0))).isNull();
        assertThat(outcome(task).kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void cancelledWhileItRunsIsInterruptedAndItsResultDropped() {
        apply(HELPER, ExecutorCommand.join("helper", 1));
        long task = submit(open(), Semantics.EXACTLY_ONCE);
        Assignment running = begin(HELPER);
        CommandId watcher = id(HELPER);
        assertThat(executor.apply(watcher, ExecutorCommand.awaitInterrupts(), effects))
                .isNull();
        apply(MAIN, ExecutorCommand.cancel(task, true));
        assertThat(ExecutorAnswer.interrupted(answerTo(watcher))).containsExactly(task);
        assertThat(outcome(task).kind()).isEqualTo(Kind.CANCELLED);
        executor.decline(watcher, effects);
        byte[] again = apply(HELPER, ExecutorCommand.awaitInterrupts());
        assertThat(ExecutorAnswer.interrupted(again)).containsExactly(task);
        assertThat(complete(HELPER, running, "late")).isFalse();
        end(HELPER);
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void taskThatHasEndedIsNotInterruptedAnyMore() {
        apply(HELPER, ExecutorCommand.join("helper", 1));
        long task = submit(open(), Semantics.AT_MOST_ONCE);
        Assignment running = begin(HELPER);
        apply(MAIN, ExecutorCommand.cancel(task, true));
        complete(HELPER, running, "late");
        assertThat(apply(HELPER, ExecutorCommand.awaitInterrupts())).isNull();
    }

    @Test
    void cancelWithoutInterruptLeavesItAlone() {
        apply(HELPER, ExecutorCommand.join("helper", 1));
        long task = submit(open(), Semantics.AT_MOST_ONCE);
        begin(HELPER);
        apply(MAIN, ExecutorCommand.cancel(task, false));
        assertThat(apply(HELPER, ExecutorCommand.awaitInterrupts())).isNull();
    }

    @Test
    void shutdownHasTheQueueRunAndTakesNoMore() {
        int generation = open();
        submit(generation, Semantics.AT_MOST_ONCE);
        CommandId terminated = id(MAIN);
        assertThat(executor.apply(terminated, ExecutorCommand.awaitTermination(generation), effects))
                .isNull();
        apply(MAIN, ExecutorCommand.shutdown(generation));
        assertThat(submit(generation, Semantics.AT_MOST_ONCE)).isEqualTo(ExecutorAnswer.SHUT_DOWN);
        Assignment last = begin(HELPER);
        CommandId worker = id(HELPER);
        assertThat(executor.apply(worker, ExecutorCommand.take(generation), effects))
                .isNull();
        assertThat(status(generation).terminated()).isFalse();
        complete(HELPER, last, "r");
        assertThat(status(generation).terminated()).isTrue();
        assertThat(effects.takeCompleted()).contains(terminated, worker);
        assertThat(Assignment.of(apply(HELPER, ExecutorCommand.take(generation))))
                .isNull();
        assertThat(apply(MAIN, ExecutorCommand.awaitTermination(generation))).isNotNull();
    }

    @Test
    void tasksOfOneCommandAreTakenInTheirOrderEachByItself() {
        executor = new SharedExecutor(new ExecutorParameters(2, 1));
        apply(HELPER, ExecutorCommand.join("helper", 1));
        CommandId worker = id(HELPER);
        assertThat(executor.apply(worker, ExecutorCommand.take(0), effects)).isNull();
        int generation = open();
        List<ExecutorCommand.Submission> tasks = new ArrayList<>();
        for (String task : List.of("first", "second", "third")) {
            tasks.add(new ExecutorCommand.Submission(generation, Semantics.AT_LEAST_ONCE, true, bytes(task)));
        }
        tasks.add(1, new ExecutorCommand.Submission(generation + 1, Semantics.AT_LEAST_ONCE, true, bytes("later")));
        byte[] answer = apply(MAIN, ExecutorCommand.submit(tasks));
        assertThat(ExecutorAnswer.session(answer)).isEqualTo(MAIN);
        assertThat(ExecutorAnswer.submitted(answer))
                .containsExactly(0L, ExecutorAnswer.SHUT_DOWN, 1L, ExecutorAnswer.FULL);
        assertThat(effects.takeCompleted()).containsExactly(worker);
        executor.accept(worker, effects);
        assertThat(begin(OTHER).body()).isEqualTo(bytes("second"));
    }

    @Test
    void shutdownNowGivesBackWhatWasNotBegunAndInterruptsTheRest() {
        apply(HELPER, ExecutorCommand.join("helper", 1));
        int generation = open();
        long running = submit(generation, Semantics.AT_LEAST_ONCE);
        long queued = submit(generation, Semantics.AT_LEAST_ONCE);
        byte[] submitted = apply(OTHER, submit(generation, Semantics.AT_LEAST_ONCE, true, "other"));
        long ofOther = ExecutorAnswer.submitted(submitted).get(0);
        begin(HELPER);
        ExecutorAnswer.Drained drained =
                ExecutorAnswer.Drained.of(apply(MAIN, ExecutorCommand.shutdownNow(generation)));
        assertThat(drained.ids()).containsExactly(queued, ofOther);
        assertThat(drained.bodies()).containsExactly(bytes("task"), bytes("other"));
        CommandId collects = id(OTHER);
        byte[] told = executor.apply(collects, ExecutorCommand.collect(ExecutorAnswer.session(submitted)), effects);
        assertThat(ExecutorAnswer.collected(told)).hasSize(1);
        assertThat(ExecutorAnswer.collected(told).get(ofOther).kind()).isEqualTo(Kind.CANCELLED);
        executor.accept(collects, effects);
        assertThat(ExecutorAnswer.interrupted(apply(HELPER, ExecutorCommand.awaitInterrupts())))
                .containsExactly(running);
        assertThat(status(generation)).isEqualTo(new ExecutorStatus(true, true, false, 0, 1, 0));
        end(HELPER);
        assertThat(status(generation).terminated()).isTrue();
        assertThat(outcome(running).kind()).as("not run again").isEqualTo(Kind.DIED);
        assertThat(ExecutorAnswer.Drained.of(apply(MAIN, ExecutorCommand.shutdownNow(generation)))
                        .ids())
                .isEmpty();
    }

    @Test
    void givenTaskThatComesBackAfterShutdownNowEndsIt() {
        int generation = open();
        long task = submit(generation, Semantics.AT_MOST_ONCE);
        CommandId taken = id(HELPER);
        executor.apply(taken, ExecutorCommand.take(0), effects);
        apply(MAIN, ExecutorCommand.shutdownNow(generation));
        executor.decline(taken, effects);
        assertThat(outcome(task).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(status(generation).terminated()).isTrue();
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void executorStoredAgainIsTheNextGeneration() {
        int first = open();
        assertThat(open()).isEqualTo(first);
        submit(first, Semantics.AT_MOST_ONCE);
        apply(MAIN, ExecutorCommand.shutdown(first));
        int second = open();
        assertThat(second).isEqualTo(first + 1);
        long later = submit(second, Semantics.AT_MOST_ONCE);
        Assignment old = begin(HELPER);
        assertThat(begin(HELPER).task()).isEqualTo(later);
        assertThat(status(first).terminated()).isFalse();
        complete(HELPER, old, "r");
        assertThat(status(first).terminated()).isTrue();
        assertThat(status(second).active()).isEqualTo(1);
    }

    @Test
    void boundedQueueRefuses() {
        executor = new SharedExecutor(new ExecutorParameters(1, 1));
        int generation = open();
        apply(HELPER, ExecutorCommand.join("one", 1));
        apply(OTHER, ExecutorCommand.join("two", 1));
        for (int threadsAndQueue = 0; threadsAndQueue < 3; threadsAndQueue++) {
            assertThat(submit(generation, Semantics.AT_MOST_ONCE)).isNotNegative();
        }
        assertThat(submit(generation, Semantics.AT_MOST_ONCE)).isEqualTo(ExecutorAnswer.FULL);
        Assignment task = begin(HELPER);
        assertThat(submit(generation, Semantics.AT_MOST_ONCE)).isEqualTo(ExecutorAnswer.FULL);
        complete(HELPER, task, "r");
        assertThat(submit(generation, Semantics.AT_MOST_ONCE)).isNotNegative();
    }

    @Test
    void tasksOfADeadSubmitterAreRunAndTheirResultsDropped() {
        submit(open(), Semantics.AT_MOST_ONCE);
        end(MAIN);
        assertThat(complete(HELPER, begin(HELPER), "r")).isTrue();
        assertThat(executor.initial()).isTrue();
    }

    @Test
    void tasksAreListedWithTheirMembers() {
        apply(HELPER, ExecutorCommand.join("4711@host", 2));
        int generation = open();
        submit(generation, Semantics.AT_MOST_ONCE);
        submit(generation, Semantics.AT_MOST_ONCE);
        begin(HELPER);
        List<TaskInfo> tasks = TaskInfo.listOf(executor.query(ExecutorQuery.page(-1, 10)));
        assertThat(tasks)
                .containsExactly(new TaskInfo(0, 1, "running at 4711@host", 1, 4), new TaskInfo(1, 1, "queued", 0, 4));
        assertThat(TaskInfo.listOf(executor.query(ExecutorQuery.page(0, 1)))).hasSize(1);
        assertThat(executor.info().state()).isEqualTo("1 tasks queued, 1 running, 0 threads idle, 0 outcomes kept");
    }

    @Test
    void whatIsNoCommandIsRefused() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {99}, Arrays.copyOf(ExecutorCommand.forget(1), 1))) {
            assertThatThrownBy(() -> apply(MAIN, bytes)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> executor.query(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(executor.initial()).isTrue();
    }
}
