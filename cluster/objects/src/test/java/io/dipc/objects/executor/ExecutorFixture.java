package io.dipc.objects.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An executor without a cluster: a main that submits, and two that work. */
abstract class ExecutorFixture {
    static final long MAIN = 1;
    static final long HELPER = 2;
    static final long OTHER = 3;

    final RecordedEffects effects = new RecordedEffects();
    SharedExecutor executor = unbounded();
    private final Map<Long, Outcome> collected = new HashMap<>();
    private int lastSlot;

    static SharedExecutor unbounded() {
        return new SharedExecutor(new ExecutorParameters(2, Integer.MAX_VALUE));
    }

    CommandId id(long session) {
        return new CommandId(session, ++lastSlot, 1);
    }

    byte[] apply(long session, byte[] command) {
        return executor.apply(id(session), command, effects);
    }

    int open() {
        return ExecutorAnswer.generation(apply(MAIN, ExecutorCommand.open()));
    }

    long submit(int generation, Semantics semantics) {
        return ExecutorAnswer.submitted(apply(MAIN, submit(generation, semantics, true, "task")))
                .get(0);
    }

    static byte[] submit(int generation, Semantics semantics, boolean keepsResult, String task) {
        return ExecutorCommand.submit(
                List.of(new ExecutorCommand.Submission(generation, semantics, keepsResult, bytes(task))));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes a task that is there, and begins it. */
    Assignment begin(long session) {
        CommandId id = id(session);
        Assignment task = Assignment.of(executor.apply(id, ExecutorCommand.take(0), effects));
        executor.accept(id, effects);
        return task;
    }

    boolean complete(long session, Assignment task, String result) {
        return ExecutorAnswer.counted(
                apply(session, ExecutorCommand.complete(task.task(), task.attempt(), bytes(result))));
    }

    /** The outcome of a task, collected now or before, once. */
    Outcome outcome(long task) {
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

    ExecutorStatus status(int generation) {
        return ExecutorStatus.of(executor.query(ExecutorQuery.status(generation)));
    }

    void end(long session) {
        executor.sessionsEnded(List.of(new EndedSession(session, false)), effects);
    }

    byte[] answerTo(CommandId id) {
        return effects.completions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .answer();
    }
}
