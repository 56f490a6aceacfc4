package io.dipc.objects.executor;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.executor.Generation.Phase;
import io.dipc.objects.executor.Task.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What becomes of tasks: their outcomes, who is told of them, what follows when a worker is gone, and when a generation has
 * terminated. Call only from the state machine that it belongs to.
 */
final class TaskEnds {
    private static final int OUTCOME_TAGS = 10;
    private static final int INTERRUPT_TAGS = 20;

    private final TaskTable table;
    private final Waiting waiting;
    private final Members members;
    private final Notices outcomes = new Notices(OUTCOME_TAGS, this::size, this::tell);
    private final Notices interrupts = new Notices(INTERRUPT_TAGS, task -> Long.BYTES, ExecutorAnswer::ofInterrupted);

    TaskEnds(TaskTable table, Waiting waiting, Members members) {
        this.table = table;
        this.waiting = waiting;
        this.members = members;
    }

    /** Outcomes, for those who submitted the tasks. */
    Notices outcomes() {
        return outcomes;
    }

    /** Tasks to interrupt, for those who run them. */
    Notices interrupts() {
        return interrupts;
    }

    List<Notices> notices() {
        return List.of(outcomes, interrupts);
    }

    private int size(long task) {
        return table.get(task).outcome.size();
    }

    private byte[] tell(List<Long> tasks) {
        WireWriter writer = new WireWriter();
        for (long task : tasks) {
            writer.putLong(task);
            table.get(task).outcome.writeTo(writer);
        }
        return writer.toBytes();
    }

    boolean cancelNotice(CommandId id) {
        return outcomes.cancel(id) || interrupts.cancel(id);
    }

    void acceptNotice(CommandId id) {
        outcomes.accept(id).forEach(this::forget);
        interrupts.accept(id);
    }

    /** It is told again, as far as it is still true. */
    void declineNotice(CommandId id, Effects effects) {
        for (long told : outcomes.accept(id)) {
            Task task = table.get(told);
            if (task != null && task.owner == id.session()) {
                outcomes.add(id.session(), told, effects);
            }
        }
        for (long told : interrupts.accept(id)) {
            Task task = table.get(told);
            if (task != null && task.isAt(id.session())) {
                interrupts.add(id.session(), told, effects);
            }
        }
    }

    /** Nobody wants the outcome of a task any more. */
    void forget(long taskId) {
        Task task = table.get(taskId);
        if (task != null) {
            outcomes.remove(task.owner, taskId);
            task.owner = Task.NOBODY;
            table.dropIfOver(task);
        }
    }

    /** Gives a task its outcome, if it has none, and tells the one who submitted it. */
    void settle(Task task, Outcome outcome, Effects effects) {
        if (task.outcome != null) {
            return;
        }
        task.outcome = outcome;
        if (task.owner != Task.NOBODY) {
            outcomes.add(task.owner, task.id, effects);
        }
    }

    void sessionsEnded(Set<Long> sessions, Effects effects) {
        outcomes.sessionsEnded(sessions);
        interrupts.sessionsEnded(sessions);
        for (Task task : new ArrayList<>(table.all().values())) {
            if (sessions.contains(task.owner)) {
                task.owner = Task.NOBODY;
                table.dropIfOver(task);
            }
            if (task.holder != null && sessions.contains(task.holder.session())) {
                workerDied(task, effects);
            }
        }
    }

    private void workerDied(Task task, Effects effects) {
        boolean begun = task.place == Place.RUNNING;
        boolean runsAgain = task.semantics == Semantics.AT_LEAST_ONCE || task.semantics == Semantics.EXACTLY_ONCE;
        if (mayRepeat(task) && !runsAgain) {
            // that run is lost, and not those that follow
            repeat(task);
            return;
        }
        if (!begun && task.semantics == Semantics.MAYBE) {
            settle(task, Outcome.doneSilently(), effects);
        } else if (task.semantics == Semantics.AT_MOST_ONCE || begun && isStopped(task)) {
            // a JVM that dies may have begun without its acceptance having left it
            settle(task, Outcome.died(members.name(task.holder.session())), effects);
        }
        putBack(task, effects);
    }

    /** Back to the queue, if it is still to be run. */
    void putBack(Task task, Effects effects) {
        if (isStopped(task)) {
            settle(task, Outcome.CANCELLED, effects);
        }
        if (task.outcome == null) {
            table.putBack(task);
        } else {
            end(task, effects);
        }
    }

    /** Whether a task is periodic and goes on. */
    boolean mayRepeat(Task task) {
        Generation generation = table.generation(task.generation);
        boolean goesOn =
                generation.phase == Phase.RUNNING || generation.phase == Phase.SHUTDOWN && generation.keepsPeriodic;
        return task.period != 0 && task.outcome == null && goesOn;
    }

    /** A periodic task has run, and waits for its next time. */
    void repeat(Task task) {
        interrupts.remove(task.holder.session(), task.id);
        table.repeat(task);
    }

    private boolean isStopped(Task task) {
        return table.generation(task.generation).phase == Phase.STOP;
    }

    /** It will not run any more. */
    void end(Task task, Effects effects) {
        if (task.holder != null) {
            interrupts.remove(task.holder.session(), task.id);
        }
        table.end(task);
        endIfTerminated(table.generation(task.generation), effects);
    }

    void endIfTerminated(Generation generation, Effects effects) {
        if (generation.isTerminated()) {
            waiting.terminated(generation.number, effects);
            table.drop(generation);
        }
    }
}
