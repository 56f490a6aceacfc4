package io.dipc.objects.threads;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * How a thread has ended.
 *
 * @param died name of the member that died while it ran there; null if it has ended by itself
 * @param result what the member said that ran it; empty if it died, or if nobody knows
 */
public record ThreadEnd(String died, byte[] result) {

    /**
     * @return null if nothing is known of the thread
     * @throws IllegalArgumentException if the bytes are not an answer to {@link ThreadCommand#awaitEnd}
     */
    public static ThreadEnd of(byte[] answer) {
        return answer.length == 0 ? null : readFrom(new WireReader(answer));
    }

    static ThreadEnd readFrom(WireReader reader) {
        boolean died = reader.getBoolean();
        return new ThreadEnd(died ? reader.getString() : null, reader.getBytes());
    }

    WireWriter writeTo(WireWriter writer) {
        writer.putBoolean(died != null);
        if (died != null) {
            writer.putString(died);
        }
        return writer.putBytes(result);
    }

    byte[] toBytes() {
        return writeTo(new WireWriter(result.length + 16)).toBytes();
    }
}
