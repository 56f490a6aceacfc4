package io.dipc.objects.priority;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.IdRange;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.priority.PriorityCommand.Gap;
import io.dipc.objects.priority.PriorityCommand.Insertion;
import io.dipc.objects.priority.RankedLine.Place;
import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.HandOverQueue;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A queue in the order that its clients give, without being able to compare elements. A client finds the place of an
 * element by comparing it with others, and asks to insert it between two of them. That is done if nothing lies between
 * them now, be it in the queue or in hand; else the answer is what does, for another attempt. The places of the last
 * elements that are gone are remembered, so that they serve as neighbours too; until an element comes between the
 * neighbours of such a place that nobody has compared with it.
 *
 * <p>An insertion that is refused again and again may have a turn: until its next attempt all others wait. Since nothing
 * comes in meanwhile, that attempt succeeds.
 *
 * <p>Elements of another queue that are {@linkplain #offerAgain offered again} have no place at first. As long as there are
 * such, nobody can say which element comes first: takes are answered so, and who takes finds a place for each of them
 * before.
 */
public final class PriorityQueue extends HandOverQueue<PriorityQueue.Ranked> {
    /** How many places of elements that are gone are remembered. */
    static final int REMEMBERED = 1024;

    private static final int PIVOTS = 31;
    private static final int PIVOT_BYTES = 64 * 1024;

    private static final byte ELEMENT = FIRST_OWN;
    private static final byte GONE = FIRST_OWN + 1;
    private static final byte GONE_IN_ORDER = FIRST_OWN + 2;
    private static final byte TURN = FIRST_OWN + 3;
    private static final byte INSERTION = FIRST_OWN + 4;
    private static final byte UNPLACED = FIRST_OWN + 5;

    /** An element and its place. */
    static final class Ranked extends Item {
        /** Null as long as it has none; then it is in the queue, and not in hand. */
        private Place place;

        Ranked(long id, Place place, byte[] body) {
            super(id, body);
            this.place = place;
        }
    }

    /** Whose attempt is to come before all others. */
    private record Turn(long session, long token) {}

    private final RankedLine line = new RankedLine();
    /** Of elements that are gone, by id, the first one gone first. */
    private final Map<Long, Place> remembered = new LinkedHashMap<>();

    private final Map<CommandId, Insertion> waiting = new LinkedHashMap<>();
    /** Elements that have no place yet, by id, in the order of coming. */
    private final Map<Long, Ranked> unplaced = new LinkedHashMap<>();
    /** While restoring: empty places, until it is told in which order they came to be that. */
    private final Map<Long, Place> restoring = new HashMap<>();

    /** Null if it is nobody's. */
    private Turn turn;

    @Override
    protected byte[] applyOwn(CommandId id, int operation, WireReader reader, byte[] command, Effects effects) {
        switch (operation) {
            case QueueCommand.CONTENTS:
                List<byte[]> bodies = QueueCommand.readBodies(reader);
                bodies.forEach(body -> insert(null, null, new Ranked(newId(), null, body)));
                serve(effects);
                return QueueAnswer.ofCount(bodies.size());
            case PriorityCommand.INSERT:
            case PriorityCommand.PLACE:
                Insertion insertion = Insertion.read(operation == PriorityCommand.PLACE, reader);
                if (turn != null && !turn.equals(new Turn(id.session(), insertion.token()))) {
                    waiting.put(id, insertion);
                    return null;
                }
                byte[] answer = attempt(id.session(), insertion);
                serveInsertions(effects);
                return answer;
            case PriorityCommand.END_TURN:
                endTurn(id.session(), reader.getFixedLong());
                serveInsertions(effects);
                return new byte[0];
            default:
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of " + kind() + ")");
        }
    }

    @Override
    public Iterator<Offered> beyond(IdRange known) {
        return itemsBeyond(known)
                .map(item -> new Offered(item.id(), item.body()))
                .iterator();
    }

    /** Without places, which clients find for them. */
    @Override
    public void offerAgain(List<byte[]> elements, Effects effects) {
        elements.forEach(QueueCommand::checkBody);
        elements.forEach(body -> add(new Ranked(newId(), null, body)));
        serve(effects);
    }

    @Override
    protected boolean inOrder() {
        return unplaced.isEmpty();
    }

    @Override
    protected byte[] queryOwn(int operation, WireReader reader) {
        if (operation == PriorityQuery.UNPLACED) {
            return unplaced(reader.getInt(), reader.getInt());
        }
        if (operation != PriorityQuery.BETWEEN) {
            throw new IllegalArgumentException(
                    "query " + operation + " (expected: the number of a query of " + kind() + ")");
        }
        return between(new Gap(reader.getLong(), reader.getLong()))
                .write(new WireWriter(1024))
                .toBytes();
    }

    @Override
    protected void cancelOwn(CommandId target, Effects effects) {
        if (waiting.remove(target) != null) {
            effects.cancelled(target);
        }
    }

    @Override
    protected void sessionsEndedOwn(Set<Long> sessions, Effects effects) {
        waiting.keySet().removeIf(id -> sessions.contains(id.session()));
        if (turn != null && sessions.contains(turn.session())) {
            turn = null;
            serveInsertions(effects);
        }
    }

    @Override
    public boolean initial() {
        return super.initial() && waiting.isEmpty() && turn == null;
    }

    @Override
    protected Ranked next() {
        Place first = line.firstPresent();
        return first == null ? null : find(first.id());
    }

    @Override
    protected Ranked head() {
        return next();
    }

    @Override
    protected Iterator<Ranked> takeable() {
        Iterator<Place> present = line.present();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return present.hasNext();
            }

            @Override
            public Ranked next() {
                return find(present.next().id());
            }
        };
    }

    @Override
    protected int takeableCount() {
        return size();
    }

    @Override
    protected void entered(Ranked item) {
        if (item.place == null) {
            unplaced.put(item.id(), item);
            return;
        }
        line.set(item.place, RankedLine.State.PRESENT);
    }

    @Override
    protected void left(Ranked item) {
        if (item.place == null) {
            unplaced.remove(item.id());
            return;
        }
        line.set(item.place, RankedLine.State.IN_HAND);
    }

    @Override
    protected void gone(Ranked item, Effects effects) {
        if (item.place != null) {
            line.set(item.place, RankedLine.State.GONE);
            remember(item.place);
        }
    }

    @Override
    protected boolean returns(Ranked item, Effects effects) {
        return true;
    }

    @Override
    protected Stream<ObjectInfo.Waiting> waitingOwn() {
        return waiting.keySet().stream().map(id -> new ObjectInfo.Waiting(id, "offer"));
    }

    @Override
    protected List<Iterator<Consumer<WireWriter>>> ownParts() {
        Stream<Consumer<WireWriter>> places =
                StreamSupport.stream(line.spliterator(), false).map(place -> piece -> write(place, piece));
        Stream<Consumer<WireWriter>> gone = remembered.keySet().stream()
                .map(id -> piece -> piece.putByte(GONE_IN_ORDER).putLong(id));
        Stream<Consumer<WireWriter>> turns = Stream.ofNullable(turn)
                .map(t -> piece -> piece.putByte(TURN).putFixedLong(t.session()).putFixedLong(t.token()));
        Stream<Consumer<WireWriter>> insertions =
                waiting.entrySet().stream().map(entry -> piece -> write(entry.getKey(), entry.getValue(), piece));
        Stream<Consumer<WireWriter>> rest = unplaced.values().stream()
                .map(item -> piece -> piece.putByte(UNPLACED).putLong(item.id()).putBytes(item.body()));
        return List.of(places.iterator(), gone.iterator(), turns.iterator(), insertions.iterator(), rest.iterator());
    }

    @Override
    protected void restoreOwn(int tag, WireReader reader) {
        switch (tag) {
            case ELEMENT:
                Place place = new Place(reader.getLong());
                line.append(place);
                add(new Ranked(place.id(), place, reader.getBytes()));
                break;
            case UNPLACED:
                add(new Ranked(reader.getLong(), null, reader.getBytes()));
                break;
            case GONE:
                Place empty = new Place(reader.getLong());
                line.append(empty);
                restoring.put(empty.id(), empty);
                break;
            case GONE_IN_ORDER:
                long id = reader.getLong();
                remembered.put(id, restoring.remove(id));
                break;
            case TURN:
                turn = new Turn(reader.getFixedLong(), reader.getFixedLong());
                break;
            case INSERTION:
                waiting.put(CommandId.readFrom(reader), Insertion.read(reader.getBoolean(), reader));
                break;
            default:
                throw new IllegalArgumentException("part " + tag + " (expected: a part of " + kind() + ")");
        }
    }

    @Override
    protected String kind() {
        return "a priority queue";
    }

    private void write(Place place, WireWriter piece) {
        Ranked item = find(place.id());
        if (item == null) {
            piece.putByte(GONE).putLong(place.id());
        } else {
            piece.putByte(ELEMENT).putLong(place.id()).putBytes(item.body());
        }
    }

    private static void write(CommandId id, Insertion insertion, WireWriter piece) {
        insertion.write(id.writeTo(piece.putByte(INSERTION)).putBoolean(insertion.places()));
    }

    private byte[] attempt(long session, Insertion insertion) {
        if (insertion.places() && !unplaced.containsKey(insertion.element())) {
            // somebody else was faster, or has removed it
            endTurn(session, insertion.token());
            return new PriorityAnswer.Attempt(true, PriorityAnswer.Attempt.NOWHERE, null).toBytes();
        }
        Gap gap = insertion.gap();
        boolean known = isKnown(gap);
        // where nothing is left, every place is right
        Place after = known ? place(gap.after()) : null;
        Place before = known ? place(gap.before()) : null;
        RankedLine.Stretch stretch = line.between(after, before);
        if (stretch.count() > 0 || !known && !items().isEmpty()) {
            if (insertion.wantsTurn()) {
                turn = new Turn(session, insertion.token());
            }
            return new PriorityAnswer.Attempt(false, 0, between(gap)).toBytes();
        }
        turn = null;
        // the client has not compared the element with those that were here: they can be nobody's neighbours any more
        for (Place empty : stretch.places()) {
            line.remove(empty);
            remembered.remove(empty.id());
        }
        Ranked item =
                insertion.places() ? unplaced.remove(insertion.element()) : new Ranked(newId(), null, insertion.body());
        insert(after, before, item);
        return new PriorityAnswer.Attempt(true, item.id(), null).toBytes();
    }

    private void insert(Place after, Place before, Ranked item) {
        Place place = new Place(item.id());
        if (before != null) {
            line.insertBefore(place, before);
        } else if (after != null) {
            line.insertAfter(place, after);
        } else {
            line.append(place);
        }
        item.place = place;
        add(item);
    }

    private void endTurn(long session, long token) {
        if (new Turn(session, token).equals(turn)) {
            turn = null;
        }
    }

    private byte[] unplaced(int maxCount, int maxBytes) {
        List<Element> elements = new ArrayList<>();
        long bytes = 0;
        for (Ranked item : unplaced.values()) {
            if (!elements.isEmpty() && (elements.size() >= maxCount || bytes >= maxBytes)) {
                break;
            }
            bytes += item.body().length;
            elements.add(new Element(item.id(), item.body()));
        }
        WireWriter answer = new WireWriter(1024);
        QueueAnswer.writeElements(answer, elements);
        return answer.toBytes();
    }

    /** Those that wait for the end of a turn, until there is another one; then takes. */
    private void serveInsertions(Effects effects) {
        while (turn == null && !waiting.isEmpty()) {
            Iterator<Map.Entry<CommandId, Insertion>> all = waiting.entrySet().iterator();
            Map.Entry<CommandId, Insertion> first = all.next();
            all.remove();
            effects.complete(first.getKey(), attempt(first.getKey().session(), first.getValue()));
        }
        serve(effects);
    }

    private PriorityAnswer.Between between(Gap gap) {
        boolean known = isKnown(gap);
        RankedLine.Stretch stretch =
                known ? line.between(place(gap.after()), place(gap.before())) : line.between(null, null);
        int pieces = PIVOTS;
        List<Element> pivots = elements(stretch.pick(pieces));
        while (pieces > 1 && bytes(pivots) > PIVOT_BYTES) {
            pieces /= 2;
            pivots = elements(stretch.pick(pieces));
        }
        return new PriorityAnswer.Between(known, stretch.count(), pivots);
    }

    /** Whether both ends are elements whose place is known, the one in front of the other. */
    private boolean isKnown(Gap gap) {
        Place after = place(gap.after());
        Place before = place(gap.before());
        return (after != null || gap.after() == PriorityCommand.START)
                && (before != null || gap.before() == PriorityCommand.END)
                && (after == null || before == null || line.inOrder(after, before));
    }

    /** Null if the element is not known, or it is none. */
    private Place place(long id) {
        Ranked item = find(id);
        return item == null ? remembered.get(id) : item.place;
    }

    private List<Element> elements(List<Place> places) {
        List<Element> elements = new ArrayList<>(places.size());
        for (Place place : places) {
            elements.add(new Element(place.id(), find(place.id()).body()));
        }
        return elements;
    }

    private static long bytes(List<Element> elements) {
        return elements.stream().mapToLong(element -> element.body().length).sum();
    }

    private void remember(Place place) {
        remembered.put(place.id(), place);
        if (remembered.size() > REMEMBERED) {
            Iterator<Place> oldest = remembered.values().iterator();
            line.remove(oldest.next());
            oldest.remove();
        }
    }
}
