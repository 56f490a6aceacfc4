package io.dipc.objects.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order tasks are given out, and who is told what came of them. */
class SharedExecutorTest extends ExecutorFixture {
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
