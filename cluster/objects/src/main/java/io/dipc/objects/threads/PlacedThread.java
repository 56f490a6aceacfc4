package io.dipc.objects.threads;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.executor.Semantics;

/** A thread in the table. Call only from the state machine that it belongs to. */
final class PlacedThread {
    /** In place of a session: nobody. */
    static final long NOBODY = 0;

    private static final Semantics[] SEMANTICS = Semantics.values();

    final long id;
    final Semantics semantics;
    final String name;
    /** The session that started it; {@link #NOBODY} if that has ended. */
    long owner;
    /** Null once it has ended. */
    byte[] body;
    /** The session that runs it; {@link #NOBODY} as long as none does. */
    long runner = NOBODY;

    int attempt;
    /** Whether the session that runs it has accepted to. */
    boolean begun;
    /** Null as long as it has not ended. */
    ThreadEnd end;
    /** Whether it is to be interrupted as soon as a session runs it. */
    boolean interrupted;

    PlacedThread(long id, Semantics semantics, String name, long owner, byte[] body) {
        this.id = id;
        this.semantics = semantics;
        this.name = name;
        this.owner = owner;
        this.body = body;
    }

    WireWriter writeTo(WireWriter writer) {
        writer.putLong(id)
                .putByte(semantics.ordinal())
                .putString(name)
                .putFixedLong(owner)
                .putBytes(body)
                .putFixedLong(runner)
                .putInt(attempt)
                .putBoolean(begun)
                .putBoolean(end != null);
        if (end != null) {
            end.writeTo(writer);
        }
        return writer.putBoolean(interrupted);
    }

    static PlacedThread readFrom(WireReader reader) {
        PlacedThread thread = new PlacedThread(
                reader.getLong(),
                reader.getOneOf(SEMANTICS),
                reader.getString(),
                reader.getFixedLong(),
                reader.getBytes());
        thread.runner = reader.getFixedLong();
        thread.attempt = reader.getInt();
        thread.begun = reader.getBoolean();
        thread.end = reader.getBoolean() ? ThreadEnd.readFrom(reader) : null;
        thread.interrupted = reader.getBoolean();
        return thread;
    }
}
