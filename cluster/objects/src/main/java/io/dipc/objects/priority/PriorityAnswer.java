package io.dipc.objects.priority;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.QueueAnswer;
import java.util.List;

/** The answers of a priority queue beside {@link QueueAnswer}'s. */
public final class PriorityAnswer {
    private PriorityAnswer() {}

    /** The elements that {@link PriorityQuery#unplaced} asks for. */
    public static List<Element> unplaced(byte[] answer) {
        return QueueAnswer.readElements(new WireReader(answer));
    }

    /**
     * What lies in a gap: elements in the queue, and those in hand, which may come back.
     *
     * @param known false if an element that names the gap has been gone for so long that it is not known where it was:
     *     then this is about the whole queue
     * @param count how many elements there are
     * @param pivots all of them, or some that divide the others into about equal parts; in order
     */
    public record Between(boolean known, int count, List<Element> pivots) {

        public static Between of(byte[] answer) {
            return read(new WireReader(answer));
        }

        /** Whether all elements that are there are {@link #pivots}. */
        public boolean complete() {
            return count == pivots.size();
        }

        private static Between read(WireReader reader) {
            return new Between(reader.getBoolean(), reader.getInt(), QueueAnswer.readElements(reader));
        }

        WireWriter write(WireWriter writer) {
            QueueAnswer.writeElements(writer.putBoolean(known).putInt(count), pivots);
            return writer;
        }
    }

    /**
     * How an attempt to insert ended.
     *
     * @param inserted whether the element is in the queue
     * @param id its id then, or {@link #NOWHERE} if somebody else has found its place, or removed it
     * @param between if it was refused: what lies in the gap; else null
     */
    public record Attempt(boolean inserted, long id, Between between) {
        /** In place of an id. */
        public static final long NOWHERE = -1;

        public static Attempt of(byte[] answer) {
            WireReader reader = new WireReader(answer);
            return reader.getBoolean()
                    ? new Attempt(true, reader.getLong(), null)
                    : new Attempt(false, 0, Between.read(reader));
        }

        byte[] toBytes() {
            WireWriter writer = new WireWriter(64).putBoolean(inserted);
            return (inserted ? writer.putLong(id) : between.write(writer)).toBytes();
        }
    }
}
