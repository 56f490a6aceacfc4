package io.dipc.objects.queue;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.ElementStateMachine;
import io.dipc.objects.EndedSession;
import io.dipc.objects.IdRange;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.SnapshotPieces;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What queues without a capacity have in common whose order is not simply that of coming: takes, which wait in line, first
 * come first served; what is in hand; reading and removing by id. Subclasses keep the order and define how elements come
 * in. Ids grow in the order of coming and are never used twice, so that reading by ascending ids finds everything that is
 * there throughout, once.
 *
 * <p>Between calls: if takes are parked, the queue is {@link #inOrder} and {@link #next} is null.
 *
 * @param <T> the elements
 */
public abstract class HandOverQueue<T extends HandOverQueue.Item> implements ElementStateMachine {
    /** The numbers of the own commands, queries and parts of a snapshot of subclasses begin here. */
    protected static final byte FIRST_OWN = 64;

    private static final byte NEXT_ID = 1;
    private static final byte TAKE = 2;
    private static final byte IN_HAND = 3;

    /** An element that is in the queue or in hand. */
    protected abstract static class Item {
        private final long id;
        private final byte[] body;
        boolean inHand;

        /**
         * @param body see {@link Element#body}; its header is not 0
         */
        protected Item(long id, byte[] body) {
            this.id = id;
            this.body = body;
        }

        public final long id() {
            return id;
        }

        public final byte[] body() {
            return body;
        }

        /** Whether it was given out, and that was neither accepted nor declined. */
        public final boolean inHand() {
            return inHand;
        }

        Element element() {
            return new Element(id, body);
        }
    }

    private final Set<CommandId> takes = new LinkedHashSet<>();
    /** What commands gave out and nobody has accepted yet; never an empty list. */
    private final Map<CommandId, List<T>> inHand = new LinkedHashMap<>();
    /** All that is in the queue or in hand. */
    private final TreeMap<Long, T> items = new TreeMap<>();

    private int inHandCount;
    private long nextId;

    /** Whether it is known which elements come first; if not, who takes is told so, and takes do not wait. */
    protected boolean inOrder() {
        return true;
    }

    /** The element that a take gets now, or null; it stays where it is. Not asked while it is not known. */
    protected abstract T next();

    /** The element that is the head though perhaps no take gets it yet, or null. */
    protected abstract T head();

    /** The elements that takes get now, in order. The queue is not changed meanwhile. */
    protected abstract Iterator<T> takeable();

    /** How many elements {@link #takeable} has. */
    protected abstract int takeableCount();

    /** An element is in the queue: it is new, or was in hand and has come back. */
    protected abstract void entered(T item);

    /** An element is in the queue no longer: it is in hand, or gone. */
    protected abstract void left(T item);

    /** An element is gone for good: accepted by who has it, or removed. */
    protected abstract void gone(T item, Effects effects);

    /**
     * Whether an element that was declined goes back; if not, it is gone, without a call of {@link #gone}. It may be asked
     * of several elements in a row, in the order of coming; takes are served afterwards.
     */
    protected abstract boolean returns(T item, Effects effects);

    /**
     * Applies a command that is not common to all queues.
     *
     * @param reader reads what follows the number of the operation
     * @return as {@link #apply}
     */
    protected abstract byte[] applyOwn(CommandId id, int operation, WireReader reader, byte[] command, Effects effects);

    /** Answers a query that is not common to all queues. */
    protected abstract byte[] queryOwn(int operation, WireReader reader);

    /** Cancels a command that is not a take, if it is parked. */
    protected abstract void cancelOwn(CommandId target, Effects effects);

    /** Commands of these sessions leave the line; what the sessions had in hand has gone back before, or is in doubt. */
    protected abstract void sessionsEndedOwn(Set<Long> sessions, Effects effects);

    /** Parked commands that are not takes. */
    protected abstract Stream<ObjectInfo.Waiting> waitingOwn();

    /** The state that the subclass knows: all elements, in hand or not, and what else there is. */
    protected abstract List<Iterator<Consumer<WireWriter>>> ownParts();

    /** Reads one part; an element, in hand or not, goes to {@link #add}. */
    protected abstract void restoreOwn(int tag, WireReader reader);

    /** For messages, such as {@code a delay queue}. */
    protected abstract String kind();

    @Override
    public final byte[] apply(CommandId id, byte[] command, Effects effects) {
        if (command.length == 0) {
            throw new IllegalArgumentException("empty command (expected: a command of " + kind() + ")");
        }
        WireReader reader = new WireReader(command, 1, command.length - 1);
        switch (command[0]) {
            case QueueCommand.POLL:
                if (!inOrder()) {
                    return QueueAnswer.UNORDERED;
                }
                return next() == null ? QueueAnswer.EMPTY : giveOut(id, next());
            case QueueCommand.TAKE:
                if (!inOrder()) {
                    return QueueAnswer.UNORDERED;
                }
                if (next() != null) {
                    return giveOut(id, next());
                }
                takes.add(id);
                return null;
            case QueueCommand.TAKE_MANY:
                return takeMany(id, reader.getInt(), reader.getInt());
            case QueueCommand.REMOVE:
                return remove(QueueCommand.readIds(reader), effects);
            case QueueCommand.CLEAR:
                return clear(effects);
            case QueueCommand.DECLINE_PART:
                return declinePart(reader.getFixedLong(), QueueCommand.readIds(reader), effects);
            default:
                return applyOwn(id, command[0], reader, command, effects);
        }
    }

    @Override
    public final byte[] query(byte[] query) {
        if (query.length == 0) {
            throw new IllegalArgumentException("empty query (expected: a query of " + kind() + ")");
        }
        WireReader reader = new WireReader(query, 1, query.length - 1);
        switch (query[0]) {
            case QueueQuery.SIZE:
                return QueueAnswer.ofCount(size());
            case QueueQuery.PEEK:
                if (!inOrder()) {
                    return QueueAnswer.UNORDERED;
                }
                return head() == null ? QueueAnswer.EMPTY : head().body();
            case QueueQuery.PAGE:
                return page(reader.getLong(), reader.getInt(), reader.getInt());
            default:
                return queryOwn(query[0], reader);
        }
    }

    @Override
    public final void cancel(CommandId target, Effects effects) {
        if (takes.remove(target)) {
            effects.cancelled(target);
        } else {
            cancelOwn(target, effects);
        }
    }

    @Override
    public final IdRange ids() {
        return new IdRange(0, nextId);
    }

    @Override
    public final void reserve(IdRange used) {
        nextId = Math.max(nextId, used.to());
    }

    @Override
    public final void accept(CommandId id, Effects effects) {
        List<T> accepted = inHand.remove(id);
        if (accepted != null) {
            accepted.forEach(item -> accepted(item, effects));
        }
    }

    @Override
    public final void decline(CommandId id, Effects effects) {
        List<T> back = inHand.remove(id);
        if (back != null) {
            declined(back, effects);
            serve(effects);
        }
    }

    @Override
    public final void sessionsEnded(List<EndedSession> ended, Effects effects) {
        sessionsEnded(ended, id -> false, effects);
    }

    @Override
    public final void sessionsEnded(List<EndedSession> ended, Predicate<CommandId> inDoubt, Effects effects) {
        Set<Long> sessions = ended.stream().map(EndedSession::session).collect(Collectors.toSet());
        takes.removeIf(id -> sessions.contains(id.session()));
        List<T> back = new ArrayList<>();
        inHand.entrySet()
                .removeIf(hand -> sessions.contains(hand.getKey().session())
                        && !inDoubt.test(hand.getKey())
                        && back.addAll(hand.getValue()));
        declined(back, effects);
        sessionsEndedOwn(sessions, effects);
        serve(effects);
    }

    @Override
    public final int inHand(CommandId id) {
        return inHand.getOrDefault(id, List.of()).size();
    }

    @Override
    public boolean initial() {
        return items.isEmpty() && takes.isEmpty();
    }

    @Override
    public final Iterator<byte[]> snapshot() {
        List<Iterator<Consumer<WireWriter>>> sections = new ArrayList<>();
        sections.add(
                Stream.<Consumer<WireWriter>>of(piece -> piece.putByte(NEXT_ID).putLong(nextId))
                        .iterator());
        sections.addAll(ownParts());
        sections.add(takes.stream()
                .<Consumer<WireWriter>>map(take -> piece -> take.writeTo(piece.putByte(TAKE)))
                .iterator());
        sections.add(inHand.entrySet().stream()
                .flatMap(hand -> hand.getValue().stream()
                        .<Consumer<WireWriter>>map(item -> piece ->
                                hand.getKey().writeTo(piece.putByte(IN_HAND)).putLong(item.id())))
                .iterator());
        return new SnapshotPieces(sections);
    }

    @Override
    public final void restore(byte[] piece) {
        WireReader reader = new WireReader(piece);
        while (reader.remaining() > 0) {
            int tag = reader.getByte();
            switch (tag) {
                case NEXT_ID:
                    nextId = reader.getLong();
                    break;
                case TAKE:
                    takes.add(CommandId.readFrom(reader));
                    break;
                case IN_HAND:
                    hand(CommandId.readFrom(reader), items.get(reader.getLong()));
                    break;
                default:
                    restoreOwn(tag, reader);
            }
        }
    }

    @Override
    public final ObjectInfo info() {
        String state = size() + " elements";
        List<ObjectInfo.Waiting> waiting = Stream.concat(
                        takes.stream().map(id -> new ObjectInfo.Waiting(id, "take")), waitingOwn())
                .toList();
        return new ObjectInfo(inHandCount == 0 ? state : state + ", " + inHandCount + " in hand", waiting, List.of());
    }

    /** How many elements are in the queue. */
    protected final int size() {
        return items.size() - inHandCount;
    }

    /** How many takes are parked. */
    protected final int waitingTakes() {
        return takes.size();
    }

    /** An id for a new element. */
    protected final long newId() {
        return nextId++;
    }

    /** The element if it is in the queue or in hand, else null. */
    protected final T find(long id) {
        return items.get(id);
    }

    /** All that is in the queue or in hand, in the order of coming. */
    protected final Collection<T> items() {
        return items.values();
    }

    /** The elements with other ids, in the order of coming. */
    protected final Stream<T> itemsBeyond(IdRange known) {
        return Stream.concat(
                items.tailMap(known.to()).values().stream(), items.headMap(known.from()).values().stream());
    }

    /** A new element comes in. Takes are not served. */
    protected final void add(T item) {
        items.put(item.id(), item);
        entered(item);
    }

    /** An element leaves the queue and is forgotten. */
    protected final void drop(T item) {
        items.remove(item.id());
        left(item);
    }

    /** Answers the takes that can be answered. */
    protected final void serve(Effects effects) {
        if (!inOrder()) {
            List<CommandId> told = List.copyOf(takes);
            takes.clear();
            told.forEach(take -> effects.complete(take, QueueAnswer.UNORDERED));
            return;
        }
        T next;
        while (!takes.isEmpty() && (next = next()) != null) {
            Iterator<CommandId> line = takes.iterator();
            CommandId take = line.next();
            line.remove();
            effects.complete(take, giveOut(take, next));
        }
    }

    private byte[] giveOut(CommandId id, T item) {
        hand(id, item);
        return item.body();
    }

    private void hand(CommandId id, T item) {
        item.inHand = true;
        inHandCount++;
        left(item);
        inHand.computeIfAbsent(id, hand -> new ArrayList<>(1)).add(item);
    }

    private void accepted(T item, Effects effects) {
        items.remove(item.id());
        inHandCount--;
        gone(item, effects);
    }

    private void declined(List<T> back, Effects effects) {
        back.sort(Comparator.comparing(Item::id));
        for (T item : back) {
            item.inHand = false;
            inHandCount--;
            if (returns(item, effects)) {
                entered(item);
            } else {
                items.remove(item.id());
            }
        }
    }

    private byte[] takeMany(CommandId id, int maxCount, int maxBytes) {
        if (!inOrder()) {
            return QueueAnswer.Drained.UNORDERED.toBytes();
        }
        List<T> taken = new ArrayList<>(Math.max(0, Math.min(maxCount, takeableCount())));
        long bytes = 0;
        Iterator<T> rest = takeable();
        while (taken.size() < maxCount && (bytes < maxBytes || taken.isEmpty()) && rest.hasNext()) {
            T item = rest.next();
            bytes += item.body().length;
            taken.add(item);
        }
        taken.forEach(item -> hand(id, item));
        List<Element> elements = taken.stream().map(Item::element).toList();
        return new QueueAnswer.Drained(elements, takeableCount(), id.session()).toBytes();
    }

    private byte[] remove(long[] ids, Effects effects) {
        byte[] answer = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            T item = items.get(ids[i]);
            if (item != null && !item.inHand()) {
                drop(item);
                gone(item, effects);
                answer[i] = 1;
            }
        }
        return answer;
    }

    private byte[] clear(Effects effects) {
        List<T> all = items.values().stream().filter(item -> !item.inHand()).toList();
        for (T item : all) {
            drop(item);
            gone(item, effects);
        }
        return QueueAnswer.ofCount(all.size());
    }

    private byte[] declinePart(long session, long[] ids, Effects effects) {
        Set<Long> wanted = new HashSet<>();
        for (long id : ids) {
            wanted.add(id);
        }
        List<T> back = new ArrayList<>();
        inHand.entrySet()
                .removeIf(hand -> hand.getKey().session() == session
                        && hand.getValue().removeIf(item -> wanted.contains(item.id()) && back.add(item))
                        && hand.getValue().isEmpty());
        declined(back, effects);
        serve(effects);
        return QueueAnswer.ofCount(back.size());
    }

    private byte[] page(long afterId, int maxCount, int maxBytes) {
        List<Element> elements = new ArrayList<>();
        long bytes = 0;
        boolean last = true;
        for (T item : items.tailMap(afterId, false).values()) {
            if (item.inHand()) {
                continue;
            }
            if (!elements.isEmpty() && (elements.size() >= maxCount || bytes >= maxBytes)) {
                last = false;
                break;
            }
            bytes += item.body().length;
            elements.add(item.element());
        }
        return new QueueAnswer.Page(elements, last).toBytes();
    }
}
