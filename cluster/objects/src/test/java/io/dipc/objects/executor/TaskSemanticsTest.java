package io.dipc.objects.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import io.dipc.objects.executor.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a task runs whose worker is away, and what it is then said to have been. */
class TaskSemanticsTest extends ExecutorFixture {
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
    void tasksOfADeadSubmitterAreRunAndTheirResultsDropped() {
        submit(open(), Semantics.AT_MOST_ONCE);
        end(MAIN);
        assertThat(complete(HELPER, begin(HELPER), "r")).isTrue();
        assertThat(executor.initial()).isTrue();
    }
}
