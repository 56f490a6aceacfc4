package io.dipc.engine.replication;

/**
 * Counts the elements that homes of one member have kept aside, since they may have arrived at sessions that are over, and
 * what became of them. An element counts again where another home goes on with it. Written by one thread; others may see
 * older numbers.
 */
public final class Doubts {

    /** What ends a doubt. */
    enum End {
        /** The JVM has come back and said that it has the element. */
        ARRIVED,
        /** The JVM has come back and said that it does not have the element: it went back. */
        NOT_ARRIVED,
        /** The JVM is known not to run any more: the element went back. */
        DEAD,
        /** The JVM was not heard of for too long: the element went back. */
        EXPIRED
    }

    private final long[] ended = new long[End.values().length];
    private long keptAside;

    void keepAside(int elements) {
        keptAside += elements;
    }

    void end(End how, int elements) {
        ended[how.ordinal()] += elements;
    }

    /** How many elements were kept aside. */
    public long keptAside() {
        return keptAside;
    }

    /** Of how many the JVM said that it has them. */
    public long arrived() {
        return ended[End.ARRIVED.ordinal()];
    }

    /** How many went back since the JVM said that it does not have them. */
    public long notArrived() {
        return ended[End.NOT_ARRIVED.ordinal()];
    }

    /** How many went back since the JVM does not run any more. */
    public long dead() {
        return ended[End.DEAD.ordinal()];
    }

    /** How many went back since the JVM was not heard of for too long. */
    public long expired() {
        return ended[End.EXPIRED.ordinal()];
    }
}
