package io.dipc.objects.queue;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.ElementStateMachine;
import io.dipc.objects.EndedSession;
import io.dipc.objects.IdRange;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.SnapshotPieces;
import io.dipc.objects.codec.WireReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A deque with a capacity, which is a first-in-first-out queue for those who only add at its tail and take from its head.
 * Puts that find no room and takes that
 * find nothing wait in two lines, first come first served, whichever end they are for. An element that was given out no
 * longer counts for the capacity; if it comes back it takes its old place, even above the capacity, and puts wait until
 * there are fewer elements than the capacity again.
 *
 * <p>Between calls: if takes are parked the queue is empty, and if puts are parked it is full. Ids grow towards the tail,
 * and none is used twice.
 */
public final class BoundedDeque implements ElementStateMachine {
    private final QueueParameters parameters;
    private final ElementLine line = new ElementLine();
    /** Parked puts with the bodies of their elements. */
    private final Map<CommandId, byte[]> puts = new LinkedHashMap<>();

    /** Parked takes with the ends that they take from. */
    private final Map<CommandId, End> takes = new LinkedHashMap<>();

    private final InHand inHand = new InHand();
    /** For the next element at the tail. */
    private long nextId;
    /** For the next element at the head. */
    private long previousId = -1;

    public BoundedDeque(QueueParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public byte[] apply(CommandId id, byte[] command, Effects effects) {
        if (command.length == 0) {
            throw new IllegalArgumentException("empty command (expected: a command of a queue or deque)");
        }
        switch (command[0]) {
            case QueueCommand.OFFER:
            case QueueCommand.OFFER_FIRST:
                return hasRoom() ? add(command, effects) : QueueAnswer.FULL;
            case QueueCommand.PUT:
            case QueueCommand.PUT_FIRST:
                if (hasRoom()) {
                    return add(command, effects);
                }
                puts.put(id, command);
                return null;
            case QueueCommand.POLL:
                return poll(id, End.FIRST, effects);
            case QueueCommand.POLL_LAST:
                return poll(id, End.LAST, effects);
            case QueueCommand.TAKE:
                return take(id, End.FIRST, effects);
            case QueueCommand.TAKE_LAST:
                return take(id, End.LAST, effects);
            case QueueCommand.OFFER_ALL:
                return offerAll(QueueCommand.readBodies(afterOperation(command)), effects);
            case QueueCommand.CONTENTS:
                return contents(QueueCommand.readBodies(afterOperation(command)), effects);
            case QueueCommand.TAKE_MANY:
                return takeMany(id, command, effects);
            case QueueCommand.REMOVE:
                return remove(QueueCommand.readIds(afterOperation(command)), effects);
            case QueueCommand.CLEAR:
                return clear(effects);
            case QueueCommand.DECLINE_PART:
                return declinePart(afterOperation(command), effects);
            default:
                throw new IllegalArgumentException(
                        "command " + command[0] + " (expected: the number of a command of a queue or deque)");
        }
    }

    @Override
    public byte[] query(byte[] query) {
        if (query.length == 0) {
            throw new IllegalArgumentException("empty query (expected: a query of a queue or deque)");
        }
        switch (query[0]) {
            case QueueQuery.SIZE:
                return QueueAnswer.ofCount(line.size());
            case QueueQuery.PEEK:
                return peek(End.FIRST);
            case QueueQuery.PEEK_LAST:
                return peek(End.LAST);
            case QueueQuery.PAGE:
            case QueueQuery.PAGE_BEFORE:
                return page(query[0], afterOperation(query));
            default:
                throw new IllegalArgumentException(
                        "query " + query[0] + " (expected: the number of a query of a queue or deque)");
        }
    }

    @Override
    public void cancel(CommandId target, Effects effects) {
        if (takes.remove(target) != null || puts.remove(target) != null) {
            effects.cancelled(target);
        }
    }

    @Override
    public void accept(CommandId id, Effects effects) {
        inHand.remove(id);
    }

    @Override
    public void decline(CommandId id, Effects effects) {
        Element[] back = inHand.remove(id);
        if (back != null) {
            putBack(back);
            serve(effects);
        }
    }

    @Override
    public void sessionsEnded(List<EndedSession> ended, Effects effects) {
        sessionsEnded(ended, id -> false, effects);
    }

    @Override
    public void sessionsEnded(List<EndedSession> ended, Predicate<CommandId> inDoubt, Effects effects) {
        Set<Long> sessions = new HashSet<>();
        for (EndedSession session : ended) {
            sessions.add(session.session());
        }
        takes.keySet().removeIf(id -> sessions.contains(id.session()));
        puts.keySet().removeIf(id -> sessions.contains(id.session()));
        inHand.removeOf(sessions, inDoubt).forEach(this::putBack);
        serve(effects);
    }

    @Override
    public int inHand(CommandId id) {
        return inHand.count(id);
    }

    @Override
    public boolean initial() {
        return line.size() == 0 && puts.isEmpty() && takes.isEmpty() && inHand.isEmpty();
    }

    @Override
    public IdRange ids() {
        return new IdRange(previousId + 1, nextId);
    }

    @Override
    public void reserve(IdRange used) {
        previousId = Math.min(previousId, used.from() - 1);
        nextId = Math.max(nextId, used.to());
    }

    @Override
    public Iterator<Offered> beyond(IdRange known) {
        TreeMap<Long, Element> elements = new TreeMap<>();
        line.forEach(element -> elements.put(element.id(), element));
        inHand.all().values().forEach(hand -> {
            for (Element element : hand) {
                elements.put(element.id(), element);
            }
        });
        return Stream.concat(
                        elements.tailMap(known.to(), true).values().stream(),
                        elements.descendingMap().tailMap(known.from(), false).values().stream())
                .map(element -> new Offered(element.id(), element.body()))
                .iterator();
    }

    /** At the end at which each was put. */
    @Override
    public void offerAgain(List<byte[]> elements, Effects effects) {
        elements.forEach(QueueCommand::checkBody);
        contents(elements, effects);
    }

    @Override
    public Iterator<byte[]> snapshot() {
        return new SnapshotPieces(QueueSnapshot.parts(previousId, nextId, line, puts, takes, inHand.all()));
    }

    @Override
    public void restore(byte[] piece) {
        QueueSnapshot.read(piece, new QueueSnapshot.Target() {
            @Override
            public void ids(long previous, long next) {
                previousId = previous;
                nextId = next;
            }

            @Override
            public void element(Element element) {
                line.add(End.LAST, element);
            }

            @Override
            public void put(CommandId id, byte[] body) {
                puts.put(id, body);
            }

            @Override
            public void take(CommandId id, End end) {
                takes.put(id, end);
            }

            @Override
            public void inHand(CommandId id, Element element) {
                inHand.restore(id, element);
            }
        });
    }

    @Override
    public ObjectInfo info() {
        String state = parameters.capacity() == Integer.MAX_VALUE
                ? line.size() + " elements"
                : line.size() + " of " + parameters.capacity() + " elements";
        List<ObjectInfo.Waiting> waiting = Stream.concat(
                        takes.entrySet().stream()
                                .map(take -> new ObjectInfo.Waiting(
                                        take.getKey(), take.getValue() == End.FIRST ? "take" : "take last")),
                        puts.entrySet().stream()
                                .map(put -> new ObjectInfo.Waiting(
                                        put.getKey(), endOf(put.getValue()) == End.LAST ? "put" : "put first")))
                .toList();
        return new ObjectInfo(
                inHand.isEmpty() ? state : state + ", " + inHand.count() + " in hand", waiting, List.of());
    }

    private boolean hasRoom() {
        return line.size() < parameters.capacity();
    }

    /** Adds an element, or gives it to the first take that waits. */
    private byte[] add(byte[] body, Effects effects) {
        End end = endOf(body);
        Element element = new Element(end == End.LAST ? nextId++ : previousId--, body);
        if (takes.isEmpty()) {
            line.add(end, element);
        } else {
            CommandId take = removeFirst(takes.keySet().iterator());
            inHand.give(take, element);
            effects.complete(take, body);
        }
        return QueueAnswer.ADDED;
    }

    private static End endOf(byte[] body) {
        return body[0] == QueueCommand.OFFER_FIRST || body[0] == QueueCommand.PUT_FIRST ? End.FIRST : End.LAST;
    }

    private byte[] poll(CommandId id, End end, Effects effects) {
        return line.size() == 0 ? QueueAnswer.EMPTY : giveOut(id, end, effects);
    }

    private byte[] take(CommandId id, End end, Effects effects) {
        if (line.size() > 0) {
            return giveOut(id, end, effects);
        }
        takes.put(id, end);
        return null;
    }

    private byte[] giveOut(CommandId id, End end, Effects effects) {
        Element element = line.remove(end);
        inHand.give(id, element);
        admitPuts(effects);
        return element.body();
    }

    private byte[] peek(End end) {
        return line.size() == 0 ? QueueAnswer.EMPTY : line.at(end).body();
    }

    private byte[] offerAll(List<byte[]> bodies, Effects effects) {
        int count = 0;
        while (count < bodies.size() && hasRoom()) {
            add(bodies.get(count), effects);
            count++;
        }
        return QueueAnswer.ofCount(count);
    }

    private byte[] contents(List<byte[]> bodies, Effects effects) {
        for (byte[] body : bodies) {
            add(body, effects);
        }
        return QueueAnswer.ofCount(bodies.size());
    }

    private byte[] takeMany(CommandId id, byte[] command, Effects effects) {
        WireReader reader = afterOperation(command);
        int maxCount = reader.getInt();
        int maxBytes = reader.getInt();
        List<Element> drained = new ArrayList<>(Math.max(0, Math.min(maxCount, line.size())));
        long bytes = 0;
        while (drained.size() < maxCount && (bytes < maxBytes || drained.isEmpty()) && line.size() > 0) {
            Element element = line.remove(End.FIRST);
            bytes += element.body().length;
            drained.add(element);
        }
        byte[] answer = new QueueAnswer.Drained(drained, line.size(), id.session()).toBytes();
        if (!drained.isEmpty()) {
            inHand.give(id, drained.toArray(new Element[0]));
            admitPuts(effects);
        }
        return answer;
    }

    private byte[] remove(long[] ids, Effects effects) {
        byte[] answer = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            answer[i] = (byte) (line.remove(ids[i]) ? 1 : 0);
        }
        admitPuts(effects);
        return answer;
    }

    private byte[] clear(Effects effects) {
        int count = line.size();
        line.clear();
        admitPuts(effects);
        return QueueAnswer.ofCount(count);
    }

    private byte[] declinePart(WireReader command, Effects effects) {
        Element[] back = inHand.removePart(command.getFixedLong(), QueueCommand.readIds(command));
        putBack(back);
        serve(effects);
        return QueueAnswer.ofCount(back.length);
    }

    private byte[] page(byte operation, WireReader query) {
        long id = query.getLong();
        int maxCount = query.getInt();
        int maxBytes = query.getInt();
        List<Element> elements = new ArrayList<>();
        long bytes = 0;
        Iterator<Element> rest = operation == QueueQuery.PAGE ? line.after(id) : line.before(id);
        while (rest.hasNext() && (elements.isEmpty() || elements.size() < maxCount && bytes < maxBytes)) {
            Element element = rest.next();
            bytes += element.body().length;
            elements.add(element);
        }
        return new QueueAnswer.Page(elements, !rest.hasNext()).toBytes();
    }

    /** The last one first, so that each goes in front of the one before. */
    private void putBack(Element[] elements) {
        for (int i = elements.length - 1; i >= 0; i--) {
            line.insert(elements[i]);
        }
    }

    /** Answers whatever can be answered after elements came back. */
    private void serve(Effects effects) {
        while (!takes.isEmpty() && line.size() > 0) {
            Map.Entry<CommandId, End> take = removeFirst(takes.entrySet().iterator());
            Element element = line.remove(take.getValue());
            inHand.give(take.getKey(), element);
            effects.complete(take.getKey(), element.body());
        }
        admitPuts(effects);
    }

    private void admitPuts(Effects effects) {
        while (!puts.isEmpty() && hasRoom()) {
            Map.Entry<CommandId, byte[]> put = removeFirst(puts.entrySet().iterator());
            add(put.getValue(), effects);
            effects.complete(put.getKey(), QueueAnswer.ADDED);
        }
    }

    private static <T> T removeFirst(Iterator<T> iterator) {
        T first = iterator.next();
        iterator.remove();
        return first;
    }

    private static WireReader afterOperation(byte[] command) {
        return new WireReader(command, 1, command.length - 1);
    }
}
