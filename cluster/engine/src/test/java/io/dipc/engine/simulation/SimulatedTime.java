package io.dipc.engine.simulation;

import java.util.PriorityQueue;

/** Virtual time: things happen in the order of their moments, at once. */
final class SimulatedTime {
    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    static final long MILLI = 1_000_000L;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now = 1_000 * MILLI;
    private long order;

    long now() {
        return now;
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, order++, action));
    }

    /** Lets everything happen up to a moment. */
    void runUntil(long moment) {
        while (!events.isEmpty() && events.peek().at() <= moment) {
            Event next = events.poll();
            now = next.at();
            next.action().run();
        }
        now = moment;
    }
}
