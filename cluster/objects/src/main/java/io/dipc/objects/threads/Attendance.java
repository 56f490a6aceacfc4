package io.dipc.objects.threads;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The sessions that run threads, in the order in which they came, and the orders for them. What was given and not accepted
 * is given again, before anything else. Call only from the state machine that it belongs to.
 */
final class Attendance {
    private final Map<Long, Seat> seats = new LinkedHashMap<>();

    /** One session. */
    private static final class Seat {
        private final String member;
        private final List<ThreadOrder> pending = new ArrayList<>();
        private final Map<CommandId, List<ThreadOrder>> given = new LinkedHashMap<>();
        private CommandId parked;

        Seat(String member) {
            this.member = member;
        }
    }

    int size() {
        return seats.size();
    }

    boolean contains(long session) {
        return seats.containsKey(session);
    }

    String member(long session) {
        return seats.get(session).member;
    }

    /** The sessions in order, in a list of its own. */
    List<Long> sessions() {
        return new ArrayList<>(seats.keySet());
    }

    /** Whether nobody waits and nothing is to be told. */
    boolean isQuiet() {
        return seats.values().stream()
                .allMatch(seat -> seat.parked == null && seat.pending.isEmpty() && seat.given.isEmpty());
    }

    /**
     * @return the orders, or null if the command is parked
     */
    byte[] attend(CommandId id, String member, Effects effects) {
        Seat seat = seats.computeIfAbsent(id.session(), session -> new Seat(member));
        if (seat.parked != null) {
            // one at a time: a second one would not get the orders in their order
            CommandId former = seat.parked;
            seat.parked = null;
            effects.complete(former, ThreadAnswer.EMPTY);
        }
        if (seat.pending.isEmpty()) {
            seat.parked = id;
            return null;
        }
        return give(seat, id);
    }

    void order(long session, ThreadOrder order, Effects effects) {
        Seat seat = seats.get(session);
        seat.pending.add(order);
        serve(seat, effects);
    }

    private static void serve(Seat seat, Effects effects) {
        if (seat.parked != null && !seat.pending.isEmpty()) {
            CommandId parked = seat.parked;
            seat.parked = null;
            effects.complete(parked, give(seat, parked));
        }
    }

    private static byte[] give(Seat seat, CommandId to) {
        List<ThreadOrder> orders = List.copyOf(seat.pending);
        seat.pending.clear();
        seat.given.put(to, orders);
        return ThreadOrder.toBytes(orders);
    }

    /**
     * @return the orders that the session has accepted
     */
    List<ThreadOrder> accept(CommandId id) {
        Seat seat = seats.get(id.session());
        List<ThreadOrder> orders = seat == null ? null : seat.given.remove(id);
        return orders == null ? List.of() : orders;
    }

    /** The orders that commands of a session were given and have not accepted. */
    List<ThreadOrder> given(long session, Predicate<CommandId> which) {
        Seat seat = seats.get(session);
        return seat == null
                ? List.of()
                : seat.given.entrySet().stream()
                        .filter(orders -> which.test(orders.getKey()))
                        .flatMap(orders -> orders.getValue().stream())
                        .toList();
    }

    void decline(CommandId id, Effects effects) {
        Seat seat = seats.get(id.session());
        List<ThreadOrder> orders = seat == null ? null : seat.given.remove(id);
        if (orders != null) {
            seat.pending.addAll(0, orders);
            serve(seat, effects);
        }
    }

    /** Takes back the order to start a thread, if it was not given yet. */
    boolean withdraw(long session, long thread) {
        Seat seat = seats.get(session);
        boolean known = seat.pending.stream()
                .anyMatch(order -> order.kind() == ThreadOrder.Kind.START && order.thread() == thread);
        if (known) {
            seat.pending.removeIf(order -> order.thread() == thread);
        }
        return known;
    }

    boolean cancel(CommandId id) {
        Seat seat = seats.get(id.session());
        if (seat == null || !id.equals(seat.parked)) {
            return false;
        }
        seat.parked = null;
        return true;
    }

    void remove(long session) {
        seats.remove(session);
    }

    /** All that wait for orders. */
    List<CommandId> parked() {
        return seats.values().stream()
                .map(seat -> seat.parked)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    Iterator<Consumer<WireWriter>> snapshot(byte tag) {
        return seats.entrySet().stream()
                .<Consumer<WireWriter>>map(
                        entry -> piece -> write(piece.putByte(tag), entry.getKey(), entry.getValue()))
                .iterator();
    }

    private static void write(WireWriter piece, long session, Seat seat) {
        piece.putFixedLong(session).putString(seat.member).putBoolean(seat.parked != null);
        if (seat.parked != null) {
            seat.parked.writeTo(piece);
        }
        piece.putBytes(ThreadOrder.toBytes(seat.pending)).putInt(seat.given.size());
        seat.given.forEach((id, orders) -> id.writeTo(piece).putBytes(ThreadOrder.toBytes(orders)));
    }

    void restore(WireReader reader) {
        long session = reader.getFixedLong();
        Seat seat = new Seat(reader.getString());
        seat.parked = reader.getBoolean() ? CommandId.readFrom(reader) : null;
        seat.pending.addAll(ThreadOrder.listOf(reader.getBytes()));
        for (int left = reader.getInt(); left > 0; left--) {
            CommandId id = CommandId.readFrom(reader);
            seat.given.put(id, ThreadOrder.listOf(reader.getBytes()));
        }
        seats.put(session, seat);
    }
}
