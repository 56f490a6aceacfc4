package io.dipc.objects.queue;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * The answers of a queue. All readers throw {@link IllegalArgumentException} for bytes that are not such an answer.
 * Arrays must not be changed.
 */
public final class QueueAnswer {
    /** In place of an element's header; no command has this number. */
    private static final byte NOTHING = 0;

    /** The same where it is not known which element comes first. */
    private static final byte NO_ORDER = Byte.MAX_VALUE;
    /** In place of the number of elements that are left. */
    private static final int UNORDERED_LEFT = -1;

    static final byte[] ADDED = {1};
    static final byte[] FULL = {0};
    static final byte[] EMPTY = {NOTHING};
    static final byte[] UNORDERED = {NO_ORDER};

    private QueueAnswer() {}

    /** The answer for {@link #added}. */
    public static byte[] ofAdded(boolean added) {
        return added ? ADDED : FULL;
    }

    /** Whether the element was appended. */
    public static boolean added(byte[] answer) {
        return new WireReader(answer).getBoolean();
    }

    /**
     * The body of the element given out.
     *
     * @return bytes from index 1 on, or null if there was no element
     */
    public static byte[] element(byte[] answer) {
        return new WireReader(answer).getByte() == NOTHING ? null : answer;
    }

    /**
     * Whether it is not known yet which element comes first, instead of an {@linkplain #element element}: in a priority queue
     * with elements that have no place.
     */
    public static boolean unordered(byte[] answer) {
        return answer.length == 1 && answer[0] == NO_ORDER;
    }

    /** How many elements there are, were appended, removed or accepted. */
    public static int count(byte[] answer) {
        return new WireReader(answer).getInt();
    }

    /** Which of the elements to be removed were there, in the order of the command. */
    public static boolean[] removed(byte[] answer) {
        boolean[] removed = new boolean[answer.length];
        for (int i = 0; i < answer.length; i++) {
            removed[i] = answer[i] != 0;
        }
        return removed;
    }

    /**
     * What {@link QueueCommand#takeMany} gave out.
     *
     * @param elements in their order
     * @param left how many more there were
     * @param session which has them in hand
     */
    public record Drained(List<Element> elements, int left, long session) {
        static final Drained UNORDERED = new Drained(List.of(), UNORDERED_LEFT, 0);

        public static Drained of(byte[] answer) {
            WireReader reader = new WireReader(answer);
            int left = reader.getInt();
            long session = reader.getFixedLong();
            return new Drained(readElements(reader), left, session);
        }

        /** See {@link QueueAnswer#unordered}. */
        public boolean unordered() {
            return left == UNORDERED_LEFT;
        }

        byte[] toBytes() {
            WireWriter writer =
                    new WireWriter(24 + bytes(elements)).putInt(left).putFixedLong(session);
            writeElements(writer, elements);
            return writer.toBytes();
        }
    }

    /**
     * A part of the queue.
     *
     * @param elements in their order
     * @param last whether there were no elements behind these
     */
    public record Page(List<Element> elements, boolean last) {

        public static Page of(byte[] answer) {
            WireReader reader = new WireReader(answer);
            boolean last = reader.getBoolean();
            return new Page(readElements(reader), last);
        }

        byte[] toBytes() {
            WireWriter writer = new WireWriter(16 + bytes(elements)).putBoolean(last);
            writeElements(writer, elements);
            return writer.toBytes();
        }
    }

    /** The answer for {@link #count}. */
    public static byte[] ofCount(int count) {
        return new WireWriter(5).putInt(count).toBytes();
    }

    private static int bytes(List<Element> elements) {
        int bytes = 0;
        for (Element element : elements) {
            bytes += element.body().length + 8;
        }
        return bytes;
    }

    /** Writes ids and bodies. */
    public static void writeElements(WireWriter writer, List<Element> elements) {
        writer.putList(elements, (one, element) -> one.putLong(element.id()).putBytes(element.body()));
    }

    /**
     * Reads what {@link #writeElements} wrote.
     *
     * @throws IllegalArgumentException if the bytes are not that
     */
    public static List<Element> readElements(WireReader reader) {
        return reader.getList(one -> new Element(one.getLong(), one.getBytes()));
    }
}
