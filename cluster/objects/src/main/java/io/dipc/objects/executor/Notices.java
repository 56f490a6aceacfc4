package io.dipc.objects.executor;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * What sessions are to be told of tasks, in the order in which it came up, and who waits to be told. What was told and not
 * accepted is told again. Call only from the state machine that it belongs to.
 */
final class Notices {
    /** An answer is full when it has this many bytes. */
    static final int ANSWER_BYTES = 64 * 1024;

    private final byte pendingTag;
    private final byte parkedTag;
    private final byte toldTag;
    private final LongUnaryOperator bytes;
    private final Function<List<Long>, byte[]> answer;
    private final Map<Long, Set<Long>> pending = new TreeMap<>();
    private final Set<CommandId> parked = new LinkedHashSet<>();
    private final Map<CommandId, List<Long>> told = new LinkedHashMap<>();

    /**
     * @param firstTag of the three kinds of parts of a snapshot
     * @param bytes about how many bytes there are to tell of a task
     * @param answer what is told of tasks
     */
    Notices(int firstTag, LongUnaryOperator bytes, Function<List<Long>, byte[]> answer) {
        this.pendingTag = (byte) firstTag;
        this.parkedTag = (byte) (firstTag + 1);
        this.toldTag = (byte) (firstTag + 2);
        this.bytes = bytes;
        this.answer = answer;
    }

    /**
     * @return the answer, or null if the command is parked
     */
    byte[] await(CommandId id) {
        if (pending.containsKey(id.session())) {
            return tell(id);
        }
        parked.add(id);
        return null;
    }

    void add(long session, long task, Effects effects) {
        pending.computeIfAbsent(session, s -> new LinkedHashSet<>()).add(task);
        for (CommandId id : parked) {
            if (id.session() == session) {
                parked.remove(id);
                effects.complete(id, tell(id));
                return;
            }
        }
    }

    /** There is nothing to be told of the task any more, unless it is on its way. */
    void remove(long session, long task) {
        Set<Long> tasks = pending.get(session);
        if (tasks != null && tasks.remove(task) && tasks.isEmpty()) {
            pending.remove(session);
        }
    }

    private byte[] tell(CommandId id) {
        List<Long> tasks = new ArrayList<>();
        Iterator<Long> rest = pending.get(id.session()).iterator();
        for (long size = 0; rest.hasNext() && size < ANSWER_BYTES; ) {
            long task = rest.next();
            rest.remove();
            size += bytes.applyAsLong(task);
            tasks.add(task);
        }
        if (!rest.hasNext()) {
            pending.remove(id.session());
        }
        told.put(id, tasks);
        return answer.apply(tasks);
    }

    /**
     * @return whether the command was parked
     */
    boolean cancel(CommandId id) {
        return parked.remove(id);
    }

    /**
     * @return the tasks that the command was told of
     */
    List<Long> accept(CommandId id) {
        List<Long> tasks = told.remove(id);
        return tasks == null ? List.of() : tasks;
    }

    void decline(CommandId id, Effects effects) {
        accept(id).forEach(task -> add(id.session(), task, effects));
    }

    void sessionsEnded(Set<Long> sessions) {
        pending.keySet().removeAll(sessions);
        parked.removeIf(id -> sessions.contains(id.session()));
        told.keySet().removeIf(id -> sessions.contains(id.session()));
    }

    boolean isEmpty() {
        return pending.isEmpty() && parked.isEmpty() && told.isEmpty();
    }

    List<Iterator<Consumer<WireWriter>>> snapshot() {
        Iterator<Consumer<WireWriter>> toTell = pending.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .<Consumer<WireWriter>>map(task -> piece -> piece.putByte(pendingTag)
                                .putFixedLong(entry.getKey())
                                .putLong(task)))
                .iterator();
        Iterator<Consumer<WireWriter>> waiting = parked.stream()
                .<Consumer<WireWriter>>map(id -> piece -> id.writeTo(piece.putByte(parkedTag)))
                .iterator();
        Iterator<Consumer<WireWriter>> onTheirWay = told.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .<Consumer<WireWriter>>map(task -> piece ->
                                entry.getKey().writeTo(piece.putByte(toldTag)).putLong(task)))
                .iterator();
        return List.of(toTell, waiting, onTheirWay);
    }

    /**
     * @return whether it was a part of these notices
     */
    boolean restore(int tag, WireReader reader) {
        if (tag == pendingTag) {
            long session = reader.getFixedLong();
            pending.computeIfAbsent(session, s -> new LinkedHashSet<>()).add(reader.getLong());
        } else if (tag == parkedTag) {
            parked.add(CommandId.readFrom(reader));
        } else if (tag == toldTag) {
            CommandId id = CommandId.readFrom(reader);
            told.computeIfAbsent(id, i -> new ArrayList<>()).add(reader.getLong());
        } else {
            return false;
        }
        return true;
    }
}
