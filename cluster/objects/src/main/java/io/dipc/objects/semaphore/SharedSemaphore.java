package io.dipc.objects.semaphore;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.EndedSession;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.StateMachine;
import io.dipc.objects.codec.SnapshotPieces;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A counting semaphore. Acquires that find too few permits wait in line; only the first in line is served, however few
 * permits those behind it want.
 *
 * <p>Where permits are: available, in hand (granted, not yet accepted), or held by a session. Their sum changes only by
 * a release of permits that nobody holds, and by a reduction. Between calls the first in line wants more than is
 * available.
 */
public final class SharedSemaphore implements StateMachine {
    private static final byte AVAILABLE = 1;
    private static final byte WAITING = 2;
    private static final byte IN_HAND = 3;
    private static final byte HELD = 4;

    /** No session has this number. */
    private static final long ANYBODY = 0;

    private final SemaphoreParameters parameters;
    private final Map<CommandId, Integer> waiting = new LinkedHashMap<>();
    private final Map<CommandId, Integer> inHand = new LinkedHashMap<>();
    private final Holdings holdings = new Holdings();
    private int available;

    public SharedSemaphore(SemaphoreParameters parameters) {
        this.parameters = parameters;
        this.available = parameters.permits();
    }

    @Override
    public byte[] apply(CommandId id, byte[] command, Effects effects) {
        WireReader reader = new WireReader(command);
        int operation = reader.getByte();
        int permits = operation == SemaphoreCommand.DRAIN ? 0 : reader.getInt();
        if (permits < 0) {
            throw new IllegalArgumentException("permits: " + permits + " (expected: at least 0)");
        }
        switch (operation) {
            case SemaphoreCommand.ACQUIRE:
                if (mayGoNow(permits)) {
                    return giveOut(id, permits);
                }
                waiting.put(id, permits);
                return null;
            case SemaphoreCommand.TRY_IN_TURN:
                return mayGoNow(permits) ? giveOut(id, permits) : SemaphoreAnswer.NO;
            case SemaphoreCommand.TRY_NOW:
                return permits <= available ? giveOut(id, permits) : SemaphoreAnswer.NO;
            case SemaphoreCommand.RELEASE:
                return release(id.session(), permits, effects).toBytes();
            case SemaphoreCommand.DRAIN:
                return drain(id, effects);
            case SemaphoreCommand.REDUCE:
                return reduce(permits);
            default:
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of a semaphore)");
        }
    }

    @Override
    public byte[] query(byte[] query) {
        int operation = new WireReader(query).getByte();
        switch (operation) {
            case SemaphoreQuery.AVAILABLE:
                return SemaphoreAnswer.ofNumber(available);
            case SemaphoreQuery.QUEUE_LENGTH:
                return SemaphoreAnswer.ofNumber(waiting.size());
            default:
                throw new IllegalArgumentException(
                        "query " + operation + " (expected: the number of a query of a semaphore)");
        }
    }

    @Override
    public void cancel(CommandId target, Effects effects) {
        if (waiting.remove(target) != null) {
            effects.cancelled(target);
            serve(effects);
        }
    }

    @Override
    public void accept(CommandId id, Effects effects) {
        Integer permits = inHand.remove(id);
        if (permits != null) {
            holdings.add(id.session(), permits);
        }
    }

    @Override
    public void decline(CommandId id, Effects effects) {
        Integer permits = inHand.remove(id);
        if (permits != null) {
            giveBack(permits);
            serve(effects);
        }
    }

    @Override
    public void sessionsEnded(List<EndedSession> ended, Effects effects) {
        sessionsEnded(ended, id -> false, effects);
    }

    /** Where a crash returns permits, a JVM past its lease holds none; else they are its own, and may have arrived. */
    @Override
    public void sessionsEnded(List<EndedSession> ended, Predicate<CommandId> inDoubt, Effects effects) {
        Set<Long> sessions = new HashSet<>();
        for (EndedSession session : ended) {
            sessions.add(session.session());
        }
        waiting.keySet().removeIf(id -> sessions.contains(id.session()));
        inHand.entrySet().removeIf(entry -> {
            boolean stays = !parameters.releasedAtCrash() && inDoubt.test(entry.getKey());
            boolean back = sessions.contains(entry.getKey().session()) && !stays;
            if (back) {
                giveBack(entry.getValue());
            }
            return back;
        });
        for (EndedSession session : ended) {
            if (parameters.releasedAtCrash() && !session.orderly()) {
                giveBack(holdings.removeAll(session.session()));
            }
        }
        serve(effects);
    }

    @Override
    public int inHand(CommandId id) {
        return parameters.releasedAtCrash() ? 0 : inHand.getOrDefault(id, 0);
    }

    @Override
    public boolean initial() {
        return available == parameters.permits() && waiting.isEmpty() && inHand.isEmpty() && holdings.isEmpty();
    }

    @Override
    public Iterator<byte[]> snapshot() {
        Stream<Consumer<WireWriter>> first =
                Stream.of(piece -> piece.putByte(AVAILABLE).putInt(available));
        Stream<Consumer<WireWriter>> line = waiting.entrySet().stream()
                .map(entry ->
                        piece -> entry.getKey().writeTo(piece.putByte(WAITING)).putInt(entry.getValue()));
        Stream<Consumer<WireWriter>> hands = inHand.entrySet().stream()
                .map(entry ->
                        piece -> entry.getKey().writeTo(piece.putByte(IN_HAND)).putInt(entry.getValue()));
        Stream<Consumer<WireWriter>> held = holdings.stream()
                .map(holder -> piece ->
                        piece.putByte(HELD).putFixedLong(holder.session()).putLong(holder.count()));
        return new SnapshotPieces(List.of(first.iterator(), line.iterator(), hands.iterator(), held.iterator()));
    }

    @Override
    public void restore(byte[] piece) {
        WireReader reader = new WireReader(piece);
        while (reader.remaining() > 0) {
            int tag = reader.getByte();
            switch (tag) {
                case AVAILABLE:
                    available = reader.getInt();
                    break;
                case WAITING:
                    waiting.put(CommandId.readFrom(reader), reader.getInt());
                    break;
                case IN_HAND:
                    inHand.put(CommandId.readFrom(reader), reader.getInt());
                    break;
                case HELD:
                    holdings.add(reader.getFixedLong(), reader.getLong());
                    break;
                default:
                    throw new IllegalArgumentException("part " + tag + " (expected: a part of a semaphore)");
            }
        }
    }

    @Override
    public ObjectInfo info() {
        List<ObjectInfo.Waiting> line = waiting.entrySet().stream()
                .map(entry -> new ObjectInfo.Waiting(entry.getKey(), "acquire " + entry.getValue()))
                .toList();
        return new ObjectInfo(
                available + " permits available", line, holdings.stream().toList());
    }

    private boolean mayGoNow(int permits) {
        return permits <= available && (waiting.isEmpty() || !parameters.fair());
    }

    private byte[] giveOut(CommandId id, int permits) {
        available -= permits;
        if (permits > 0) {
            inHand.put(id, permits);
        }
        return SemaphoreAnswer.YES;
    }

    /** Permits that nobody released: there is no caller to be told that they are more than an int can count. */
    private void giveBack(long permits) {
        available = (int) Math.min(Integer.MAX_VALUE, available + permits);
    }

    private SemaphoreAnswer.Release release(long session, int permits, Effects effects) {
        if (available + permits < available) {
            return SemaphoreAnswer.Release.OVERFLOW;
        }
        available += permits;
        boolean foreign = charge(session, permits);
        serve(effects);
        return foreign ? SemaphoreAnswer.Release.CHARGED_TO_OTHERS : SemaphoreAnswer.Release.RELEASED;
    }

    /**
     * Finds the holders of released permits: first the releasing session, also with what it has in hand, since its
     * acceptance may be overtaken by its release; then the oldest holders; last, where a crash returns permits, those that
     * have not accepted what they hold, since they may have passed it on already. What is left nobody held.
     *
     * @return whether another session was charged
     */
    private boolean charge(long session, int permits) {
        long rest = permits - holdings.removeUpTo(session, permits);
        if (rest > 0 && !inHand.isEmpty()) {
            rest -= chargeInHand(session, rest);
        }
        if (rest == 0) {
            return false;
        }
        long others = holdings.removeFromOldest(rest);
        if (parameters.releasedAtCrash()) {
            others += chargeInHand(ANYBODY, rest - others);
        }
        return others > 0;
    }

    private long chargeInHand(long session, long permits) {
        long rest = permits;
        for (Iterator<Map.Entry<CommandId, Integer>> hands = inHand.entrySet().iterator();
                rest > 0 && hands.hasNext(); ) {
            Map.Entry<CommandId, Integer> hand = hands.next();
            if (session == ANYBODY || hand.getKey().session() == session) {
                int charged = (int) Math.min(rest, hand.getValue());
                rest -= charged;
                if (charged == hand.getValue()) {
                    hands.remove();
                } else {
                    hand.setValue(hand.getValue() - charged);
                }
            }
        }
        return permits - rest;
    }

    private byte[] drain(CommandId id, Effects effects) {
        int drained = available;
        if (drained > 0) {
            giveOut(id, drained);
        } else if (drained < 0) {
            available = 0;
            charge(id.session(), drained == Integer.MIN_VALUE ? Integer.MAX_VALUE : -drained);
            serve(effects);
        }
        return SemaphoreAnswer.ofNumber(drained);
    }

    private byte[] reduce(int permits) {
        if (available - permits > available) {
            return SemaphoreAnswer.NO;
        }
        available -= permits;
        return SemaphoreAnswer.YES;
    }

    private void serve(Effects effects) {
        Iterator<Map.Entry<CommandId, Integer>> line = waiting.entrySet().iterator();
        while (line.hasNext()) {
            Map.Entry<CommandId, Integer> first = line.next();
            if (first.getValue() > available) {
                return;
            }
            line.remove();
            effects.complete(first.getKey(), giveOut(first.getKey(), first.getValue()));
        }
    }
}
