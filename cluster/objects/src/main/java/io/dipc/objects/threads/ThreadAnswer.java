package io.dipc.objects.threads;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/** The answers of the thread table. */
public final class ThreadAnswer {
    static final byte[] EMPTY = {};

    private ThreadAnswer() {}

    /**
     * A thread that was placed.
     *
     * @param thread its id
     * @param member the name of the member that runs it; empty if none does yet
     */
    public record Started(long thread, String member) {}

    /**
     * @throws IllegalArgumentException if the bytes are not an answer to {@link ThreadCommand#start}
     */
    public static Started started(byte[] answer) {
        WireReader reader = new WireReader(answer);
        return new Started(reader.getLong(), reader.getString());
    }

    static byte[] ofStarted(long thread, String member) {
        return new WireWriter().putLong(thread).putString(member).toBytes();
    }
}
