package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/** One executor of those that were stored under the key. Call only from the state machine that it belongs to. */
final class Generation {
    final int number;
    Phase phase = Phase.RUNNING;
    int queued;
    int active;
    /** How many wait for their time. */
    int delayed;
    /** Whether periodic tasks go on after the shutdown. */
    boolean keepsPeriodic;

    long completed;

    /** The ordinal is part of the wire format: only append. */
    enum Phase {
        /** Takes tasks. */
        RUNNING,
        /** Takes none, but has its tasks run. */
        SHUTDOWN,
        /** Has none run any more. */
        STOP;

        private static final Phase[] ALL = values();
    }

    Generation(int number) {
        this.number = number;
    }

    boolean isTerminated() {
        return phase != Phase.RUNNING && queued == 0 && active == 0 && delayed == 0;
    }

    ExecutorStatus status() {
        return new ExecutorStatus(
                phase != Phase.RUNNING, phase == Phase.STOP, isTerminated(), queued + delayed, active, completed);
    }

    /** What tasks tell themselves, {@link #queued}, {@link #active} and {@link #delayed}, is left out. */
    void writeTo(WireWriter piece) {
        piece.putInt(number).putByte(phase.ordinal()).putLong(completed).putBoolean(keepsPeriodic);
    }

    static Generation readFrom(WireReader reader) {
        Generation generation = new Generation(reader.getInt());
        int phase = reader.getByte();
        if (phase < 0 || phase >= Phase.ALL.length) {
            throw new IllegalArgumentException("phase " + phase + " (expected: 0 to " + (Phase.ALL.length - 1) + ")");
        }
        generation.phase = Phase.ALL[phase];
        generation.completed = reader.getLong();
        generation.keepsPeriodic = reader.getBoolean();
        return generation;
    }
}
