package io.dipc.objects.executor;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.EndedSession;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.StateMachine;
import io.dipc.objects.codec.SnapshotPieces;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.executor.Generation.Phase;
import io.dipc.objects.executor.Task.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * An executor: tasks wait in the order of their submission for workers, which wait in the order of their calls; outcomes
 * wait until they have been collected. A task has one outcome, the first that counts for its {@link Semantics}.
 *
 * <p>Between calls: if a take is parked, the queue has nothing for it.
 */
public class SharedExecutor implements StateMachine {
    private final ExecutorParameters parameters;
    private final TaskTable table;
    private final Waiting waiting = new Waiting();
    private final Members members = new Members();
    private final TaskEnds ends;

    public SharedExecutor(ExecutorParameters parameters) {
        this.parameters = parameters;
        this.table = new TaskTable(parameters.together());
        this.ends = new TaskEnds(table, waiting, members);
    }

    @Override
    public byte[] apply(CommandId id, byte[] command, Effects effects) {
        WireReader reader = new WireReader(command);
        int operation = reader.getByte();
        return switch (operation) {
            case ExecutorCommand.OPEN -> ExecutorAnswer.ofGeneration(table.open().number);
            case ExecutorCommand.JOIN -> {
                members.join(id.session(), new Members.Member(reader.getString(), reader.getInt()));
                yield ExecutorAnswer.EMPTY;
            }
            case ExecutorCommand.SUBMIT -> submit(id.session(), reader, effects);
            case ExecutorCommand.TAKE -> take(id, reader.getInt());
            case ExecutorCommand.COMPLETE -> {
                reader.getInt();
                yield complete(id.session(), reader, effects) ? ExecutorAnswer.YES : ExecutorAnswer.NO;
            }
            case ExecutorCommand.COMPLETE_AND_TAKE -> {
                int generation = reader.getInt();
                complete(id.session(), reader, effects);
                yield take(id, generation);
            }
            case ExecutorCommand.COLLECT ->
                reader.getFixedLong() == id.session()
                        ? ends.outcomes().await(id)
                        : ExecutorAnswer.ofMoved(id.session());
            case ExecutorCommand.CANCEL -> cancel(reader.getLong(), reader.getBoolean(), effects);
            case ExecutorCommand.FORGET -> {
                ends.forget(reader.getLong());
                yield ExecutorAnswer.EMPTY;
            }
            case ExecutorCommand.SHUTDOWN ->
                shutdown(reader.getInt(), reader.getBoolean(), reader.getBoolean(), effects);
            case ExecutorCommand.WITHDRAW -> withdraw(id.session(), reader.getInt(), reader.getLong(), effects);
            case ExecutorCommand.SCHEDULE -> schedule(id.session(), reader, effects);
            case ExecutorCommand.SHUTDOWN_NOW -> shutdownNow(id.session(), reader.getInt(), effects);
            case ExecutorCommand.AWAIT_TERMINATION -> awaitTermination(id, reader.getInt());
            case ExecutorCommand.AWAIT_INTERRUPTS ->
                members.contains(id.session()) ? ends.interrupts().await(id) : ExecutorAnswer.EMPTY;
            default ->
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of an executor)");
        };
    }

    @Override
    public byte[] query(byte[] query) {
        WireReader reader = new WireReader(query);
        int operation = reader.getByte();
        return switch (operation) {
            case ExecutorQuery.STATUS -> {
                Generation generation = table.generation(reader.getInt());
                yield (generation == null ? ExecutorStatus.GONE : generation.status()).toBytes();
            }
            case ExecutorQuery.PAGE -> page(reader.getLong(), reader.getInt());
            default ->
                throw new IllegalArgumentException(
                        "query " + operation + " (expected: the number of a query of an executor)");
        };
    }

    @Override
    public void cancel(CommandId target, Effects effects) {
        if (waiting.cancel(target) || ends.cancelNotice(target)) {
            effects.cancelled(target);
        }
    }

    @Override
    public void accept(CommandId id, Effects effects) {
        Task task = table.accept(id);
        if (task != null) {
            if (task.semantics == Semantics.MAYBE && task.period == 0) {
                ends.settle(task, Outcome.doneSilently(), effects);
            }
            return;
        }
        ends.acceptNotice(id);
    }

    @Override
    public void decline(CommandId id, Effects effects) {
        Task task = table.given(id);
        if (task != null) {
            ends.putBack(task, effects);
            serve(effects);
        }
        ends.declineNotice(id, effects);
    }

    @Override
    public void sessionsEnded(List<EndedSession> ended, Effects effects) {
        Set<Long> sessions = new HashSet<>();
        for (EndedSession session : ended) {
            sessions.add(session.session());
        }
        waiting.sessionsEnded(sessions);
        ends.sessionsEnded(sessions, effects);
        members.remove(sessions);
        serve(effects);
    }

    @Override
    public boolean initial() {
        return table.all().isEmpty()
                && waiting.isEmpty()
                && ends.notices().stream().allMatch(Notices::isEmpty)
                && table.generations().stream().allMatch(one -> one.phase == Phase.RUNNING || one.isTerminated());
    }

    @Override
    public Iterator<byte[]> snapshot() {
        return new SnapshotPieces(ExecutorSnapshot.sections(table, members, waiting, ends.notices()));
    }

    @Override
    public void restore(byte[] piece) {
        ExecutorSnapshot.restore(piece, table, members, waiting, ends.notices());
    }

    @Override
    public ObjectInfo info() {
        return ExecutorSnapshot.info(table, waiting);
    }

    private byte[] submit(long session, WireReader reader, Effects effects) {
        List<Long> ids = new ArrayList<>();
        while (reader.remaining() > 0) {
            ids.add(submit(session, ExecutorCommand.Submission.readFrom(reader), effects));
        }
        return ExecutorAnswer.ofSubmitted(session, ids);
    }

    private long submit(long session, ExecutorCommand.Submission submission, Effects effects) {
        Generation generation = table.generation(submission.generation());
        if (generation == null || generation.phase != Phase.RUNNING) {
            return ExecutorAnswer.SHUT_DOWN;
        }
        if (isFull(generation)) {
            return ExecutorAnswer.FULL;
        }
        CommandId worker = table.mayGive(generation) ? waiting.takerFor(generation.number) : null;
        long owner = submission.keepsResult() ? session : Task.NOBODY;
        Task task = table.add(generation, submission.semantics(), owner, submission.task());
        if (worker != null) {
            waiting.removeTake(worker);
            effects.complete(worker, give(task, worker));
        }
        return task.id;
    }

    private byte[] schedule(long session, WireReader reader, Effects effects) {
        Generation generation = table.generation(reader.getInt());
        Semantics semantics = Semantics.of(reader.getByte());
        boolean keepsResult = reader.getBoolean();
        long delay = reader.getLong();
        long period = reader.getLong();
        if (!parameters.scheduled()) {
            throw new IllegalArgumentException("schedule (expected: a command of an executor without time)");
        }
        if (generation == null || generation.phase != Phase.RUNNING) {
            return ExecutorAnswer.ofSubmitted(session, ExecutorAnswer.SHUT_DOWN);
        }
        byte[] body = ExecutorCommand.rest(reader);
        Task task = table.add(generation, semantics, keepsResult ? session : Task.NOBODY, body, delay, period);
        table.enqueueDue();
        serve(effects);
        return ExecutorAnswer.ofSubmitted(session, task.id);
    }

    /** As in a pool of one JVM: as many tasks as there are threads, and as many more as the queue takes. */
    private boolean isFull(Generation generation) {
        return parameters.capacity() != Integer.MAX_VALUE
                && (long) generation.queued + generation.active
                        >= Math.min(members.threads(), parameters.together()) + parameters.capacity();
    }

    /** Time has passed. */
    final void passTo(long time, Effects effects) {
        table.setNow(Math.max(table.now(), time));
        table.enqueueDue();
        serve(effects);
    }

    /** When the next task that waits for its time begins; {@code otherwise} if there is none. */
    final long firstDue(long otherwise) {
        return table.firstDue(otherwise);
    }

    private byte[] take(CommandId id, int generation) {
        Task task = table.first(generation);
        if (task != null) {
            return give(task, id);
        }
        if (generation != ExecutorCommand.ANY_GENERATION && table.isTerminated(generation)) {
            return ExecutorAnswer.EMPTY;
        }
        waiting.addTake(id, generation);
        return null;
    }

    private byte[] give(Task task, CommandId to) {
        table.give(task, to);
        return new ExecutorAnswer.Assignment(task.id, task.attempt, task.body).toBytes();
    }

    private boolean complete(long session, WireReader reader, Effects effects) {
        Task task = table.get(reader.getLong());
        int attempt = reader.getInt();
        if (task == null) {
            return false;
        }
        boolean current = task.isAt(session) && task.attempt == attempt;
        boolean wasAtBound = current && !table.mayGive(table.generation(task.generation));
        boolean counts;
        if (task.period != 0) {
            counts = current && completeRun(task, ExecutorCommand.rest(reader), effects);
        } else {
            counts = task.outcome == null
                    && (current || task.semantics == Semantics.AT_LEAST_ONCE && task.place != Place.GONE);
            if (counts) {
                boolean silent = task.semantics == Semantics.MAYBE;
                ends.settle(
                        task, silent ? Outcome.doneSilently() : Outcome.done(ExecutorCommand.rest(reader)), effects);
            }
            if (current || counts && task.place == Place.QUEUED) {
                table.generation(task.generation).completed++;
                ends.end(task, effects);
            }
        }
        if (wasAtBound) {
            serve(effects);
        }
        return counts;
    }

    /** A periodic task goes on, unless it was cancelled, has failed, or the executor was shut down. */
    private boolean completeRun(Task task, byte[] result, Effects effects) {
        table.generation(task.generation).completed++;
        boolean counts = task.outcome == null;
        if (result.length == 0 && ends.mayRepeat(task)) {
            ends.repeat(task);
            table.enqueueDue();
            serve(effects);
            return true;
        }
        ends.settle(task, result.length == 0 ? Outcome.CANCELLED : Outcome.done(result), effects);
        ends.end(task, effects);
        return counts;
    }

    private byte[] cancel(long taskId, boolean interrupt, Effects effects) {
        Task task = table.get(taskId);
        if (task == null || task.outcome != null) {
            return ExecutorAnswer.NO;
        }
        ends.settle(task, Outcome.CANCELLED, effects);
        if (task.isWaiting()) {
            ends.end(task, effects);
        } else if (interrupt) {
            ends.interrupts().add(task.holder.session(), taskId, effects);
        }
        return ExecutorAnswer.YES;
    }

    private byte[] shutdown(int number, boolean keepsDelayed, boolean keepsPeriodic, Effects effects) {
        Generation generation = table.generation(number);
        if (generation != null && generation.phase == Phase.RUNNING) {
            generation.phase = Phase.SHUTDOWN;
            generation.keepsPeriodic = keepsPeriodic;
            for (Task task : table.of(number)) {
                boolean isLeft = task.period != 0 ? keepsPeriodic : keepsDelayed || task.place == Place.QUEUED;
                if (!isLeft && task.isWaiting()) {
                    ends.settle(task, Outcome.CANCELLED, effects);
                    table.end(task);
                }
            }
            ends.endIfTerminated(generation, effects);
        }
        return ExecutorAnswer.EMPTY;
    }

    private byte[] shutdownNow(long session, int number, Effects effects) {
        Generation generation = table.generation(number);
        List<Long> ids = new ArrayList<>();
        List<byte[]> bodies = new ArrayList<>();
        if (generation != null && generation.phase != Phase.STOP) {
            generation.phase = Phase.STOP;
            for (Task task : table.of(number)) {
                if (task.isWaiting()) {
                    ids.add(task.id);
                    bodies.add(task.body);
                    handBack(session, task, effects);
                } else {
                    ends.interrupts().add(task.holder.session(), task.id, effects);
                }
            }
            ends.endIfTerminated(generation, effects);
        }
        return new ExecutorAnswer.Drained(ids, bodies).toBytes();
    }

    /** A task leaves the queue unrun: who submitted it may run it, if it is the one who takes it out. */
    private void handBack(long session, Task task, Effects effects) {
        if (task.owner == session) {
            task.owner = Task.NOBODY;
        } else {
            ends.settle(task, Outcome.CANCELLED, effects);
        }
        table.end(task);
    }

    private byte[] withdraw(long session, int number, long id, Effects effects) {
        Task task = id == ExecutorCommand.OLDEST ? table.head(number) : table.get(id);
        if (task == null || task.generation != number || !task.isWaiting()) {
            return ExecutorAnswer.EMPTY;
        }
        byte[] answer = new ExecutorAnswer.Drained(List.of(task.id), List.of(task.body)).toBytes();
        handBack(session, task, effects);
        ends.endIfTerminated(table.generation(number), effects);
        return answer;
    }

    private byte[] awaitTermination(CommandId id, int generation) {
        if (table.isTerminated(generation)) {
            return ExecutorAnswer.EMPTY;
        }
        waiting.addTermination(id, generation);
        return null;
    }

    private byte[] page(long after, int maxCount) {
        WireWriter writer = new WireWriter();
        table.all().tailMap(after, false).values().stream()
                .limit(Math.max(0, maxCount))
                .forEach(task -> members.describe(task).writeTo(writer));
        return writer.toBytes();
    }

    /** Gives out whatever can be given out after tasks came back. */
    private void serve(Effects effects) {
        for (CommandId id : waiting.takers()) {
            Task task = table.first(waiting.generationOf(id));
            if (task != null) {
                waiting.removeTake(id);
                effects.complete(id, give(task, id));
            }
        }
    }
}
