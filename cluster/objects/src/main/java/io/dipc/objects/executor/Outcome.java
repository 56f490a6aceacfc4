package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * What became of a task.
 *
 * @param kind what
 * @param result of {@link Kind#DONE}: what the worker sent, empty where nobody knows; else empty
 * @param member of {@link Kind#DIED}: the name of the member; else empty
 */
public record Outcome(Kind kind, byte[] result, String member) {
    private static final byte[] NOTHING = {};

    static final Outcome CANCELLED = new Outcome(Kind.CANCELLED, NOTHING, "");

    /** The ordinal is part of the wire format: only append. */
    public enum Kind {
        /** It has run, and this is what the worker sent. */
        DONE,
        /** It was cancelled, before or while it ran. */
        CANCELLED,
        /** The JVM in which it ran has died, and it is not run again. */
        DIED;

        private static final Kind[] ALL = values();
    }

    static Outcome done(byte[] result) {
        return new Outcome(Kind.DONE, result, "");
    }

    /** For tasks of which nobody is told more. */
    static Outcome doneSilently() {
        return done(NOTHING);
    }

    static Outcome died(String member) {
        return new Outcome(Kind.DIED, NOTHING, member);
    }

    /** About how many bytes it takes. */
    int size() {
        return result.length + member.length() + 16;
    }

    void writeTo(WireWriter writer) {
        writer.putByte(kind.ordinal()).putString(member).putBytes(result);
    }

    /** Reads what {@link #writeTo} wrote. */
    static Outcome readFrom(WireReader reader) {
        int number = reader.getByte();
        if (number < 0 || number >= Kind.ALL.length) {
            throw new IllegalArgumentException("outcome " + number + " (expected: 0 to " + (Kind.ALL.length - 1) + ")");
        }
        String member = reader.getString();
        return new Outcome(Kind.ALL[number], reader.getBytes(), member);
    }
}
