package io.dipc.objects.priority;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.queue.QueueCommand;

/**
 * The commands of a priority queue beside {@link QueueCommand}'s contents, in their order, and those that take or remove.
 * Bodies as there.
 */
public final class PriorityCommand {
    /** In place of an element's id: before all elements. */
    public static final long START = Long.MIN_VALUE;
    /** In place of an element's id: behind all elements. */
    public static final long END = Long.MAX_VALUE;

    static final byte INSERT = 64;
    static final byte END_TURN = 65;
    static final byte PLACE = 66;

    private PriorityCommand() {}

    /**
     * What lies between two elements: where a client wants to have another one.
     *
     * @param after id of the element that it comes behind, or {@link #START}
     * @param before id of the element that comes behind it, or {@link #END}
     */
    public record Gap(long after, long before) {
        /** Anywhere. */
        public static final Gap WHOLE = new Gap(START, END);
    }

    /**
     * An element on its way in, or one that is in without a place.
     *
     * @param token what the session calls this insertion, through all attempts
     * @param wantsTurn whether, if it is refused, others shall not insert before the next attempt
     * @param element the id of the one that is in, or {@link #START}
     * @param body of the other one, or null
     */
    record Insertion(long token, boolean wantsTurn, Gap gap, long element, byte[] body) {
        static Insertion read(boolean places, WireReader reader) {
            return new Insertion(
                    reader.getFixedLong(),
                    reader.getBoolean(),
                    new Gap(reader.getLong(), reader.getLong()),
                    places ? reader.getLong() : START,
                    places ? null : QueueCommand.readBody(reader));
        }

        boolean places() {
            return body == null;
        }

        WireWriter write(WireWriter writer) {
            writer.putFixedLong(token)
                    .putBoolean(wantsTurn)
                    .putLong(gap.after())
                    .putLong(gap.before());
            return places() ? writer.putLong(element) : writer.putBytes(body);
        }
    }

    /**
     * Adds an element between two others, which may be gone, if nothing lies between them. Parks while another insertion
     * has its turn. Answer: {@link PriorityAnswer.Attempt}.
     *
     * @param token a number that no other insertion of this session in progress has, the same for each attempt
     * @param wantsTurn whether the home shall make others wait until the next attempt, should it refuse this one; the turn
     *     ends with the success, or with {@link #endTurn}, or with the session
     */
    public static byte[] insert(long token, boolean wantsTurn, Gap gap, byte[] body) {
        body[0] = INSERT;
        return new Insertion(token, wantsTurn, gap, START, body)
                .write(new WireWriter(body.length + 40).putByte(INSERT))
                .toBytes();
    }

    /**
     * Gives an element that has no place yet one between two others, otherwise as {@link #insert}. If it has one by now, or is
     * gone, it is done, too.
     *
     * @param element its id
     */
    public static byte[] place(long token, boolean wantsTurn, Gap gap, long element) {
        return new Insertion(token, wantsTurn, gap, element, null)
                .write(new WireWriter(48).putByte(PLACE))
                .toBytes();
    }

    /** Ends the turn of an insertion that is given up. Never parks. Answer: empty. */
    public static byte[] endTurn(long token) {
        return new WireWriter(16).putByte(END_TURN).putFixedLong(token).toBytes();
    }
}
