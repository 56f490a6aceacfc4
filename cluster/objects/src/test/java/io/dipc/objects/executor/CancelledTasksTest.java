package io.dipc.objects.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import io.dipc.objects.executor.Outcome.Kind;
import org.junit.jupiter.api.Test;

/** Tasks that are withdrawn, cancelled, or end with their executor. */
class CancelledTasksTest extends ExecutorFixture {
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
    void workersThatHaveNotJoinedAreNotInterrupted() {
        assertThat(ExecutorAnswer.interrupted(apply(HELPER, ExecutorCommand.awaitInterrupts())))
                .isEmpty();
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
}
