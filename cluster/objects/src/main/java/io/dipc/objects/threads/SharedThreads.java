package io.dipc.objects.threads;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.EndedSession;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.StateMachine;
import io.dipc.objects.codec.SnapshotPieces;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.executor.Semantics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The threads that were started in one member and run in another. Each is placed, when it is started, on the session that
 * runs the fewest, in turn among equals; it ends once. The session that started it is told its end.
 */
public final class SharedThreads implements StateMachine {
    private static final byte COUNTERS = 1;
    private static final byte SEAT = 2;
    private static final byte THREAD = 3;
    private static final byte ATTENDANCE = 4;
    private static final byte AWAIT = 5;
    private static final byte TOLD = 6;
    private static final byte PROBE = 7;

    private static final Semantics[] SEMANTICS = Semantics.values();

    private final Attendance attendance = new Attendance();
    private final NavigableMap<Long, PlacedThread> threads = new TreeMap<>();
    /** Who waits until how many sessions attend. */
    private final Map<CommandId, Integer> expecting = new LinkedHashMap<>();
    /** Who waits for the end of which thread. */
    private final Map<CommandId, Long> awaiting = new LinkedHashMap<>();
    /** Who was told the end of which thread, and has not accepted it. */
    private final Map<CommandId, Long> told = new LinkedHashMap<>();
    /** Questions that were not answered yet, by their numbers. */
    private final NavigableMap<Long, Probe> probes = new TreeMap<>();

    private long lastThread;
    private long lastProbe;
    /** Where the last thread was placed. */
    private long lastRunner = PlacedThread.NOBODY;

    private record Probe(CommandId id, long thread) {}

    @Override
    public byte[] apply(CommandId id, byte[] command, Effects effects) {
        WireReader reader = new WireReader(command);
        int operation = reader.getByte();
        switch (operation) {
            case ThreadCommand.ATTEND:
                return attend(id, reader.getString(), effects);
            case ThreadCommand.AWAIT_ATTENDANCE:
                return awaitAttendance(id, reader.getInt());
            case ThreadCommand.START:
                return start(id.session(), reader.getOneOf(SEMANTICS), reader.getString(), reader.getBytes(), effects);
            case ThreadCommand.AWAIT_END:
                return awaitEnd(id, reader.getLong());
            case ThreadCommand.ENDED:
                ended(id.session(), reader, effects);
                return ThreadAnswer.EMPTY;
            case ThreadCommand.INTERRUPT:
                interrupt(threads.get(reader.getLong()), effects);
                return ThreadAnswer.EMPTY;
            case ThreadCommand.PROBE:
                return probe(id, threads.get(reader.getLong()), effects);
            case ThreadCommand.PROBED:
                Probe answered = probes.remove(reader.getLong());
                if (answered != null) {
                    effects.complete(answered.id, ThreadCommand.rest(reader));
                }
                return ThreadAnswer.EMPTY;
            default:
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of the thread table)");
        }
    }

    @Override
    public byte[] query(byte[] query) {
        throw new IllegalArgumentException("a query (expected: a command; the thread table answers no queries)");
    }

    @Override
    public void cancel(CommandId target, Effects effects) {
        boolean known = expecting.remove(target) != null
                | awaiting.remove(target) != null
                | probes.values().removeIf(probe -> probe.id.equals(target))
                | attendance.cancel(target);
        if (known) {
            effects.cancelled(target);
        }
    }

    @Override
    public void accept(CommandId id, Effects effects) {
        Long over = told.remove(id);
        if (over != null) {
            threads.remove(over);
        }
        attendance.accept(id).forEach(order -> begun(id.session(), order));
    }

    private void begun(long session, ThreadOrder order) {
        PlacedThread thread = threads.get(order.thread());
        if (order.kind() == ThreadOrder.Kind.START && thread != null && isAt(thread, session, order.number())) {
            thread.begun = true;
        }
    }

    @Override
    public void decline(CommandId id, Effects effects) {
        told.remove(id);
        attendance.decline(id, effects);
    }

    /** What may have begun in a JVM that perhaps still runs is not begun a second time where it must not be. */
    @Override
    public void sessionsEnded(List<EndedSession> ended, Predicate<CommandId> inDoubt, Effects effects) {
        for (EndedSession session : ended) {
            attendance.given(session.session(), inDoubt).forEach(order -> begun(session.session(), order));
        }
        sessionsEnded(ended, effects);
    }

    @Override
    public void sessionsEnded(List<EndedSession> ended, Effects effects) {
        Set<Long> sessions = ended.stream().map(EndedSession::session).collect(Collectors.toSet());
        expecting.keySet().removeIf(id -> sessions.contains(id.session()));
        awaiting.keySet().removeIf(id -> sessions.contains(id.session()));
        told.keySet().removeIf(id -> sessions.contains(id.session()));
        probes.values().removeIf(probe -> sessions.contains(probe.id.session()));
        Map<Long, String> members = new TreeMap<>();
        for (long session : sessions) {
            if (attendance.contains(session)) {
                members.put(session, attendance.member(session));
                attendance.remove(session);
            }
        }
        for (PlacedThread thread : new ArrayList<>(threads.values())) {
            if (sessions.contains(thread.owner)) {
                thread.owner = PlacedThread.NOBODY;
                ownerEnded(thread, effects);
            }
            if (members.containsKey(thread.runner)) {
                runnerEnded(thread, members.get(thread.runner), effects);
            }
        }
    }

    @Override
    public boolean initial() {
        return threads.isEmpty()
                && expecting.isEmpty()
                && probes.isEmpty()
                && awaiting.isEmpty()
                && attendance.isQuiet();
    }

    @Override
    public Iterator<byte[]> snapshot() {
        return new SnapshotPieces(List.of(
                Stream.<Consumer<WireWriter>>of(piece -> piece.putByte(COUNTERS)
                                .putLong(lastThread)
                                .putLong(lastProbe)
                                .putFixedLong(lastRunner))
                        .iterator(),
                attendance.snapshot(SEAT),
                threads.values().stream()
                        .<Consumer<WireWriter>>map(one -> piece -> one.writeTo(piece.putByte(THREAD)))
                        .iterator(),
                expecting.entrySet().stream()
                        .<Consumer<WireWriter>>map(one -> piece ->
                                one.getKey().writeTo(piece.putByte(ATTENDANCE)).putInt(one.getValue()))
                        .iterator(),
                byCommand(AWAIT, awaiting),
                byCommand(TOLD, told),
                probes.entrySet().stream()
                        .<Consumer<WireWriter>>map(one -> piece -> one.getValue()
                                .id
                                .writeTo(piece.putByte(PROBE).putLong(one.getKey()))
                                .putLong(one.getValue().thread))
                        .iterator()));
    }

    private static Iterator<Consumer<WireWriter>> byCommand(byte tag, Map<CommandId, Long> threads) {
        return threads.entrySet().stream()
                .<Consumer<WireWriter>>map(
                        one -> piece -> one.getKey().writeTo(piece.putByte(tag)).putLong(one.getValue()))
                .iterator();
    }

    @Override
    public void restore(byte[] piece) {
        WireReader reader = new WireReader(piece);
        while (reader.remaining() > 0) {
            int tag = reader.getByte();
            switch (tag) {
                case COUNTERS -> {
                    lastThread = reader.getLong();
                    lastProbe = reader.getLong();
                    lastRunner = reader.getFixedLong();
                }
                case SEAT -> attendance.restore(reader);
                case THREAD -> {
                    PlacedThread thread = PlacedThread.readFrom(reader);
                    threads.put(thread.id, thread);
                }
                case ATTENDANCE -> expecting.put(CommandId.readFrom(reader), reader.getInt());
                case AWAIT -> awaiting.put(CommandId.readFrom(reader), reader.getLong());
                case TOLD -> told.put(CommandId.readFrom(reader), reader.getLong());
                case PROBE -> probes.put(reader.getLong(), new Probe(CommandId.readFrom(reader), reader.getLong()));
                default ->
                    throw new IllegalArgumentException("part " + tag + " (expected: a part of the thread table)");
            }
        }
    }

    @Override
    public ObjectInfo info() {
        Map<Long, Long> running = threads.values().stream()
                .filter(thread -> thread.runner != PlacedThread.NOBODY)
                .collect(Collectors.groupingBy(thread -> thread.runner, TreeMap::new, Collectors.counting()));
        long count = running.values().stream().mapToLong(Long::longValue).sum();
        return new ObjectInfo(
                count + " threads on " + attendance.size() + " members",
                expecting.entrySet().stream()
                        .map(one -> new ObjectInfo.Waiting(one.getKey(), "await " + one.getValue() + " members"))
                        .toList(),
                running.entrySet().stream()
                        .map(one -> new ObjectInfo.Holder(one.getKey(), one.getValue()))
                        .toList());
    }

    private byte[] attend(CommandId id, String member, Effects effects) {
        boolean isNew = !attendance.contains(id.session());
        byte[] orders = attendance.attend(id, member, effects);
        if (!isNew) {
            return orders;
        }
        for (PlacedThread thread : threads.values()) {
            if (thread.end == null && thread.runner == PlacedThread.NOBODY) {
                place(thread, effects);
            }
        }
        for (Iterator<Map.Entry<CommandId, Integer>> rest = expecting.entrySet().iterator(); rest.hasNext(); ) {
            Map.Entry<CommandId, Integer> one = rest.next();
            if (one.getValue() <= attendance.size()) {
                rest.remove();
                effects.complete(one.getKey(), ThreadAnswer.EMPTY);
            }
        }
        return null;
    }

    private byte[] awaitAttendance(CommandId id, int sessions) {
        if (sessions <= attendance.size()) {
            return ThreadAnswer.EMPTY;
        }
        expecting.put(id, sessions);
        return null;
    }

    private byte[] start(long session, Semantics semantics, String name, byte[] body, Effects effects) {
        PlacedThread thread = new PlacedThread(++lastThread, semantics, name, session, body);
        threads.put(thread.id, thread);
        place(thread, effects);
        return ThreadAnswer.ofStarted(
                thread.id, thread.runner == PlacedThread.NOBODY ? "" : attendance.member(thread.runner));
    }

    /** Gives it to the session that runs the fewest, beginning behind the one that was chosen last. */
    private void place(PlacedThread thread, Effects effects) {
        List<Long> sessions = attendance.sessions();
        if (sessions.isEmpty()) {
            return;
        }
        int first = sessions.indexOf(lastRunner) + 1;
        long best = PlacedThread.NOBODY;
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < sessions.size(); i++) {
            long session = sessions.get((first + i) % sessions.size());
            long count = threads.values().stream()
                    .filter(one -> one.runner == session)
                    .count();
            if (count < fewest) {
                fewest = count;
                best = session;
            }
        }
        lastRunner = best;
        thread.runner = best;
        thread.begun = false;
        thread.attempt++;
        order(thread, ThreadOrder.Kind.START, thread.attempt, thread.body, effects);
        if (thread.interrupted) {
            thread.interrupted = false;
            order(thread, ThreadOrder.Kind.INTERRUPT, 0, ThreadOrder.NOTHING, effects);
        }
        probes.forEach((number, probe) -> {
            if (probe.thread == thread.id) {
                order(thread, ThreadOrder.Kind.PROBE, number, ThreadOrder.NOTHING, effects);
            }
        });
    }

    private void order(PlacedThread thread, ThreadOrder.Kind kind, long number, byte[] body, Effects effects) {
        attendance.order(thread.runner, new ThreadOrder(kind, thread.id, number, body), effects);
    }

    private static boolean isAt(PlacedThread thread, long session, long attempt) {
        return thread.runner == session && thread.attempt == attempt;
    }

    private byte[] awaitEnd(CommandId id, long number) {
        PlacedThread thread = threads.get(number);
        if (thread == null || thread.owner != id.session()) {
            return ThreadAnswer.EMPTY;
        }
        if (thread.end == null) {
            awaiting.put(id, number);
            return null;
        }
        told.put(id, number);
        return thread.end.toBytes();
    }

    private void ended(long session, WireReader reader, Effects effects) {
        PlacedThread thread = threads.get(reader.getLong());
        int attempt = reader.getInt();
        if (thread != null
                && thread.end == null
                && (isAt(thread, session, attempt) || thread.semantics == Semantics.AT_LEAST_ONCE)) {
            end(thread, new ThreadEnd(null, ThreadCommand.rest(reader)), effects);
        }
    }

    private void interrupt(PlacedThread thread, Effects effects) {
        if (thread == null || thread.end != null) {
            return;
        }
        if (thread.runner == PlacedThread.NOBODY) {
            thread.interrupted = true;
        } else {
            order(thread, ThreadOrder.Kind.INTERRUPT, 0, ThreadOrder.NOTHING, effects);
        }
    }

    private byte[] probe(CommandId id, PlacedThread thread, Effects effects) {
        if (thread == null || thread.end != null) {
            return ThreadAnswer.EMPTY;
        }
        probes.put(++lastProbe, new Probe(id, thread.id));
        if (thread.runner != PlacedThread.NOBODY) {
            order(thread, ThreadOrder.Kind.PROBE, lastProbe, ThreadOrder.NOTHING, effects);
        }
        return null;
    }

    /** It has ended, and whoever wants to know is told. */
    private void end(PlacedThread thread, ThreadEnd how, Effects effects) {
        if (thread.runner != PlacedThread.NOBODY && attendance.contains(thread.runner)) {
            attendance.withdraw(thread.runner, thread.id);
        }
        thread.end = how;
        thread.body = null;
        thread.runner = PlacedThread.NOBODY;
        for (Iterator<Probe> rest = probes.values().iterator(); rest.hasNext(); ) {
            Probe probe = rest.next();
            if (probe.thread == thread.id) {
                rest.remove();
                effects.complete(probe.id, ThreadAnswer.EMPTY);
            }
        }
        if (thread.owner == PlacedThread.NOBODY) {
            threads.remove(thread.id);
            return;
        }
        for (Iterator<Map.Entry<CommandId, Long>> rest = awaiting.entrySet().iterator(); rest.hasNext(); ) {
            Map.Entry<CommandId, Long> one = rest.next();
            if (one.getValue() == thread.id) {
                rest.remove();
                told.put(one.getKey(), thread.id);
                effects.complete(one.getKey(), how.toBytes());
            }
        }
    }

    /** Nobody waits for it any more: it ends soon, or does not begin. */
    private void ownerEnded(PlacedThread thread, Effects effects) {
        boolean runs = thread.runner != PlacedThread.NOBODY && attendance.contains(thread.runner);
        if (!runs && thread.end == null || thread.end != null || attendance.withdraw(thread.runner, thread.id)) {
            end(thread, thread.end, effects);
        } else {
            order(thread, ThreadOrder.Kind.INTERRUPT, 0, ThreadOrder.NOTHING, effects);
        }
    }

    private void runnerEnded(PlacedThread thread, String member, Effects effects) {
        if (thread.owner == PlacedThread.NOBODY || thread.semantics == Semantics.MAYBE) {
            end(thread, new ThreadEnd(null, ThreadOrder.NOTHING), effects);
        } else if (thread.begun && thread.semantics == Semantics.AT_MOST_ONCE) {
            end(thread, new ThreadEnd(member, ThreadOrder.NOTHING), effects);
        } else {
            thread.runner = PlacedThread.NOBODY;
            place(thread, effects);
        }
    }
}
