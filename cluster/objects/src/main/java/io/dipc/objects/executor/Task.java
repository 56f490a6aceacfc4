package io.dipc.objects.executor;

import io.dipc.objects.CommandId;

/** A task in the table. Call only from the state machine that it belongs to. */
final class Task {
    /** In place of a session: nobody. */
    static final long NOBODY = 0;

    final long id;
    final int generation;
    final Semantics semantics;
    Place place = Place.QUEUED;
    /** Cluster time at which it is to begin; 0 where there is none. */
    long due;
    /** As in {@link ExecutorCommand#schedule}. */
    long period;
    /** How often it was given out. */
    int attempt;
    /** Null once nobody will run it any more. */
    byte[] body;
    /** The command that it was given to; what counts from its acceptance on is the session. Null in the queue. */
    CommandId holder;
    /** Null as long as there is none; never changes afterwards. */
    Outcome outcome;
    /** The session that submitted it and may ask for the outcome; {@link #NOBODY} if none will. */
    long owner;

    /** Where a task is. The ordinal is part of the wire format: only append. */
    enum Place {
        /** In the queue. */
        QUEUED,
        /** On its way to a worker, which has not accepted it. */
        GIVEN,
        /** At a worker. */
        RUNNING,
        /** Nowhere: it has run, or will not. */
        GONE,
        /** Waiting for its time. */
        DELAYED;

        private static final Place[] ALL = values();

        static Place of(int number) {
            if (number < 0 || number >= ALL.length) {
                throw new IllegalArgumentException("place " + number + " (expected: 0 to " + (ALL.length - 1) + ")");
            }
            return ALL[number];
        }
    }

    Task(long id, int generation, Semantics semantics, long owner, byte[] body) {
        this.id = id;
        this.generation = generation;
        this.semantics = semantics;
        this.owner = owner;
        this.body = body;
    }

    boolean isWaiting() {
        return place == Place.QUEUED || place == Place.DELAYED;
    }

    /** Whether nothing of it has to be kept. */
    boolean isOver() {
        return place == Place.GONE && owner == NOBODY;
    }

    boolean isAt(long session) {
        return (place == Place.GIVEN || place == Place.RUNNING) && holder.session() == session;
    }
}
