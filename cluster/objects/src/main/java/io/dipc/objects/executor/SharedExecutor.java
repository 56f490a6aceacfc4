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
public final class SharedExecutor implements StateMachine {
    private final ExecutorParameters parameters;
    private final TaskTable table = new TaskTable();
    private final Waiting waiting = new Waiting();
    private final Members members = new Members();
    private final TaskEnds ends = new TaskEnds(table, waiting, members);

    public SharedExecutor(ExecutorParameters parameters) {
        this.parameters = parameters;
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
            case ExecutorCommand.SHUTDOWN -> shutdown(reader.getInt(), effects);
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
            if (task.semantics == Semantics.MAYBE) {
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
        Generation generation = table.generation(reader.getInt());
        Semantics semantics = Semantics.of(reader.getByte());
        boolean keepsResult = reader.getBoolean();
        if (generation == null || generation.phase != Phase.RUNNING) {
            return ExecutorAnswer.ofSubmitted(ExecutorAnswer.SHUT_DOWN, session);
        }
        if (isFull(generation)) {
            return ExecutorAnswer.ofSubmitted(ExecutorAnswer.FULL, session);
        }
        CommandId worker = waiting.takerFor(generation.number);
        Task task = table.add(generation, semantics, keepsResult ? session : Task.NOBODY, ExecutorCommand.rest(reader));
        if (worker != null) {
            waiting.removeTake(worker);
            effects.complete(worker, give(task, worker));
        }
        return ExecutorAnswer.ofSubmitted(task.id, session);
    }

    /** As in a pool of one JVM: as many tasks as there are threads, and as many more as the queue takes. */
    private boolean isFull(Generation generation) {
        return parameters.capacity() != Integer.MAX_VALUE
                && (long) generation.queued + generation.active >= members.threads() + parameters.capacity();
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
        boolean counts = task.outcome == null
                && (current || task.semantics == Semantics.AT_LEAST_ONCE && task.place != Place.GONE);
        if (counts) {
            boolean silent = task.semantics == Semantics.MAYBE;
            ends.settle(task, silent ? Outcome.doneSilently() : Outcome.done(ExecutorCommand.rest(reader)), effects);
        }
        if (current || counts && task.place == Place.QUEUED) {
            Generation generation = table.generation(task.generation);
            generation.completed++;
            ends.end(task, effects);
        }
        return counts;
    }

    private byte[] cancel(long taskId, boolean interrupt, Effects effects) {
        Task task = table.get(taskId);
        if (task == null || task.outcome != null) {
            return ExecutorAnswer.NO;
        }
        ends.settle(task, Outcome.CANCELLED, effects);
        if (task.place == Place.QUEUED) {
            ends.end(task, effects);
        } else if (interrupt) {
            ends.interrupts().add(task.holder.session(), taskId, effects);
        }
        return ExecutorAnswer.YES;
    }

    private byte[] shutdown(int number, Effects effects) {
        Generation generation = table.generation(number);
        if (generation != null && generation.phase == Phase.RUNNING) {
            generation.phase = Phase.SHUTDOWN;
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
                if (task.place == Place.QUEUED) {
                    ids.add(task.id);
                    bodies.add(task.body);
                    if (task.owner == session) {
                        task.owner = Task.NOBODY;
                    } else {
                        ends.settle(task, Outcome.CANCELLED, effects);
                    }
                    table.end(task);
                } else {
                    ends.interrupts().add(task.holder.session(), task.id, effects);
                }
            }
            ends.endIfTerminated(generation, effects);
        }
        return new ExecutorAnswer.Drained(ids, bodies).toBytes();
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
