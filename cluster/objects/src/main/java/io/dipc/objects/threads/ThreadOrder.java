package io.dipc.objects.threads;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session is to do that runs threads.
 *
 * @param kind what
 * @param thread the thread's id
 * @param number of {@link Kind#START}: the attempt, from 1; of {@link Kind#PROBE}: the question; else 0
 * @param body of {@link Kind#START}: the thread; else empty
 */
public record ThreadOrder(Kind kind, long thread, long number, byte[] body) {
    static final byte[] NOTHING = {};

    /** The ordinal is part of the wire format: only append. */
    public enum Kind {
        /** Start it. */
        START,
        /** Interrupt it. */
        INTERRUPT,
        /** Say how it is. */
        PROBE;

        private static final Kind[] ALL = values();
    }

    /**
     * @throws IllegalArgumentException if the bytes are not an answer to {@link ThreadCommand#attend}
     */
    public static List<ThreadOrder> listOf(byte[] answer) {
        WireReader reader = new WireReader(answer);
        List<ThreadOrder> orders = new ArrayList<>();
        while (reader.remaining() > 0) {
            orders.add(readFrom(reader));
        }
        return orders;
    }

    static ThreadOrder readFrom(WireReader reader) {
        return new ThreadOrder(reader.getOneOf(Kind.ALL), reader.getLong(), reader.getLong(), reader.getBytes());
    }

    WireWriter writeTo(WireWriter writer) {
        return writer.putByte(kind.ordinal()).putLong(thread).putLong(number).putBytes(body);
    }

    static byte[] toBytes(List<ThreadOrder> orders) {
        WireWriter writer = new WireWriter();
        orders.forEach(order -> order.writeTo(writer));
        return writer.toBytes();
    }
}
