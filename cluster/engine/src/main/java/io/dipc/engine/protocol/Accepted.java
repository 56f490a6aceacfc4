package io.dipc.engine.protocol;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.Arrays;

/**
 * Which commands of a session that is over had answers that their callers have got. Arrays must not be changed.
 *
 * @param sequences by slot, the number of the last such command; those before it, too; null: all that were answered
 */
public record Accepted(long[] sequences) {
    /** Of no command it is known. */
    public static final Accepted NOTHING = new Accepted(new long[0]);

    /** Every answer has arrived. */
    public static final Accepted EVERYTHING = new Accepted(null);

    /** Whether the answer of a command has arrived. */
    public boolean contains(int slot, long sequence) {
        return sequences == null || slot < sequences.length && sequence <= sequences[slot];
    }

    void write(WireWriter out) {
        out.putInt(sequences == null ? -1 : sequences.length);
        if (sequences != null) {
            for (long sequence : sequences) {
                out.putLong(sequence);
            }
        }
    }

    static Accepted read(WireReader in) {
        int size = in.getInt();
        if (size > in.remaining()) {
            throw new IllegalArgumentException(
                    "number of slots: " + size + " (expected: at most " + in.remaining() + ")");
        }
        if (size < 0) {
            return EVERYTHING;
        }
        long[] sequences = new long[size];
        for (int i = 0; i < size; i++) {
            sequences[i] = in.getLong();
        }
        return new Accepted(sequences);
    }

    @Override
    public String toString() {
        return sequences == null ? "everything" : Arrays.toString(sequences);
    }
}
