package io.dipc.objects;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * The identity of one command on one key. A command that is sent again keeps its id, so that it is applied once.
 *
 * @param session the session of the JVM that issued the command
 * @param slot the place among that session's calls in progress on the key; one slot has at most one command in progress
 * @param sequence the number of the command within its slot, from 1, without gaps
 */
public record CommandId(long session, int slot, long sequence) {

    /** Writes the three numbers; {@link #readFrom} reads them. */
    public WireWriter writeTo(WireWriter writer) {
        return writer.putFixedLong(session).putInt(slot).putLong(sequence);
    }

    /**
     * @throws IllegalArgumentException if the bytes end too early
     */
    public static CommandId readFrom(WireReader reader) {
        return new CommandId(reader.getFixedLong(), reader.getInt(), reader.getLong());
    }
}
