package io.dipc.objects.queue;

import io.dipc.objects.CommandId;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The state of a queue as a sequence of tagged parts. */
final class QueueSnapshot {
    private static final byte IDS = 1;
    private static final byte ELEMENT = 2;
    private static final byte PUT = 3;
    private static final byte TAKE = 4;
    private static final byte IN_HAND = 5;
    private static final byte TAKE_LAST = 6;

    private QueueSnapshot() {}

    /** Receives the parts in the order in which they were written. */
    interface Target {
        void ids(long previous, long next);

        void element(Element element);

        void put(CommandId id, byte[] body);

        void take(CommandId id, End end);

        void inHand(CommandId id, Element element);
    }

    static List<Iterator<Consumer<WireWriter>>> parts(
            long previousId,
            long nextId,
            Iterable<Element> line,
            Map<CommandId, byte[]> puts,
            Map<CommandId, End> takes,
            Map<CommandId, Element[]> inHand) {
        Stream<Consumer<WireWriter>> first =
                Stream.of(piece -> piece.putByte(IDS).putLong(previousId).putLong(nextId));
        Stream<Consumer<WireWriter>> elements = StreamSupport.stream(line.spliterator(), false)
                .map(element -> piece -> writeElement(piece.putByte(ELEMENT), element));
        Stream<Consumer<WireWriter>> parkedPuts = puts.entrySet().stream()
                .map(put -> piece -> put.getKey().writeTo(piece.putByte(PUT)).putBytes(put.getValue()));
        Stream<Consumer<WireWriter>> parkedTakes = takes.entrySet().stream()
                .map(take ->
                        piece -> take.getKey().writeTo(piece.putByte(take.getValue() == End.FIRST ? TAKE : TAKE_LAST)));
        Stream<Consumer<WireWriter>> hands = inHand.entrySet().stream()
                .flatMap(hand -> Arrays.stream(hand.getValue())
                        .map(element -> piece -> writeElement(hand.getKey().writeTo(piece.putByte(IN_HAND)), element)));
        return List.of(
                first.iterator(), elements.iterator(), parkedPuts.iterator(), parkedTakes.iterator(), hands.iterator());
    }

    static void read(byte[] piece, Target target) {
        WireReader reader = new WireReader(piece);
        while (reader.remaining() > 0) {
            int tag = reader.getByte();
            switch (tag) {
                case IDS:
                    target.ids(reader.getLong(), reader.getLong());
                    break;
                case ELEMENT:
                    target.element(readElement(reader));
                    break;
                case PUT:
                    target.put(CommandId.readFrom(reader), reader.getBytes());
                    break;
                case TAKE:
                    target.take(CommandId.readFrom(reader), End.FIRST);
                    break;
                case TAKE_LAST:
                    target.take(CommandId.readFrom(reader), End.LAST);
                    break;
                case IN_HAND:
                    target.inHand(CommandId.readFrom(reader), readElement(reader));
                    break;
                default:
                    throw new IllegalArgumentException("part " + tag + " (expected: a part of a queue or deque)");
            }
        }
    }

    private static void writeElement(WireWriter piece, Element element) {
        piece.putLong(element.id()).putBytes(element.body());
    }

    private static Element readElement(WireReader reader) {
        return new Element(reader.getLong(), reader.getBytes());
    }
}
