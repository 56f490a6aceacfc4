package io.dipc.objects.executor;

import io.dipc.objects.CommandId;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.executor.Task.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The state of an executor as parts of a snapshot, and in words. */
final class ExecutorSnapshot {
    private static final byte NEXT_ID = 1;
    private static final byte GENERATION = 2;
    private static final byte MEMBER = 3;
    private static final byte TASK = 4;
    private static final byte TAKE = 5;
    private static final byte TERMINATION = 6;
    private static final byte NOW = 7;

    private ExecutorSnapshot() {}

    static List<Iterator<Consumer<WireWriter>>> sections(
            TaskTable table, Members members, Waiting waiting, List<Notices> notices) {
        List<Iterator<Consumer<WireWriter>>> sections = new ArrayList<>();
        sections.add(
                Stream.<Consumer<WireWriter>>of(piece -> piece.putByte(NEXT_ID).putLong(table.nextId()))
                        .iterator());
        sections.add(Stream.<Consumer<WireWriter>>of(piece -> piece.putByte(NOW).putLong(table.now()))
                .iterator());
        sections.add(table.generations().stream()
                .<Consumer<WireWriter>>map(one -> piece -> one.writeTo(piece.putByte(GENERATION)))
                .iterator());
        sections.add(members.snapshot(MEMBER));
        sections.add(table.all().values().stream()
                .<Consumer<WireWriter>>map(one -> piece -> write(one, piece.putByte(TASK)))
                .iterator());
        sections.add(commands(TAKE, waiting.takes()));
        sections.add(commands(TERMINATION, waiting.terminations()));
        notices.forEach(one -> sections.addAll(one.snapshot()));
        return sections;
    }

    private static Iterator<Consumer<WireWriter>> commands(byte tag, Map<CommandId, Integer> commands) {
        return commands.entrySet().stream()
                .<Consumer<WireWriter>>map(entry ->
                        piece -> entry.getKey().writeTo(piece.putByte(tag)).putInt(entry.getValue()))
                .iterator();
    }

    private static void write(Task task, WireWriter piece) {
        piece.putLong(task.id)
                .putInt(task.generation)
                .putByte(task.semantics.ordinal())
                .putFixedLong(task.owner)
                .putBytes(task.body)
                .putByte(task.place.ordinal())
                .putLong(task.due)
                .putLong(task.period)
                .putInt(task.attempt);
        if (task.holder != null) {
            task.holder.writeTo(piece);
        }
        piece.putBoolean(task.outcome != null);
        if (task.outcome != null) {
            task.outcome.writeTo(piece);
        }
    }

    private static Task readTask(WireReader reader) {
        long id = reader.getLong();
        int generation = reader.getInt();
        Semantics semantics = Semantics.of(reader.getByte());
        Task task = new Task(id, generation, semantics, reader.getFixedLong(), reader.getBytes());
        task.place = Place.of(reader.getByte());
        task.due = reader.getLong();
        task.period = reader.getLong();
        task.attempt = reader.getInt();
        if (task.place == Place.GIVEN || task.place == Place.RUNNING) {
            task.holder = CommandId.readFrom(reader);
        }
        task.outcome = reader.getBoolean() ? Outcome.readFrom(reader) : null;
        return task;
    }

    static void restore(byte[] piece, TaskTable table, Members members, Waiting waiting, List<Notices> notices) {
        WireReader reader = new WireReader(piece);
        while (reader.remaining() > 0) {
            int tag = reader.getByte();
            switch (tag) {
                case NEXT_ID -> table.setNextId(reader.getLong());
                case NOW -> table.setNow(reader.getLong());
                case GENERATION -> table.restore(Generation.readFrom(reader));
                case MEMBER ->
                    members.join(reader.getFixedLong(), new Members.Member(reader.getString(), reader.getInt()));
                case TASK -> table.restore(readTask(reader));
                case TAKE -> waiting.addTake(CommandId.readFrom(reader), reader.getInt());
                case TERMINATION -> waiting.addTermination(CommandId.readFrom(reader), reader.getInt());
                default -> {
                    if (notices.stream().noneMatch(one -> one.restore(tag, reader))) {
                        throw new IllegalArgumentException("part " + tag + " (expected: a part of an executor)");
                    }
                }
            }
        }
    }

    static ObjectInfo info(TaskTable table, Waiting waiting) {
        Map<Long, Long> bySession = new TreeMap<>();
        long kept = 0;
        for (Task task : table.all().values()) {
            if (task.holder != null) {
                bySession.merge(task.holder.session(), 1L, Long::sum);
            } else if (task.place == Place.GONE) {
                kept++;
            }
        }
        long active = bySession.values().stream().mapToLong(Long::longValue).sum();
        // Threads of the program; those that work for the executor are of interest only in number.
        List<ObjectInfo.Waiting> lines = waiting.terminations().keySet().stream()
                .map(id -> new ObjectInfo.Waiting(id, "await termination"))
                .toList();
        List<ObjectInfo.Holder> holders = bySession.entrySet().stream()
                .map(one -> new ObjectInfo.Holder(one.getKey(), one.getValue()))
                .toList();
        return new ObjectInfo(
                (table.delayed() == 0 ? "" : table.delayed() + " tasks scheduled, ") + table.queued()
                        + " tasks queued, " + active + " running, "
                        + waiting.takes().size() + " threads idle, " + kept + " outcomes kept",
                lines,
                holders);
    }
}
