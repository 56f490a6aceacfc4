package io.dipc.memory.simulation;

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

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now = 1_000;
    private long order;

    long now() {
        return now;
    }

    /** A moment of its own for each call, for histories. */
    long moment() {
        return ++order;
    }

    void at(long moment, Runnable action) {
        events.add(new Event(Math.max(now, moment), ++order, action));
    }

    void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    /** Lets the next thing happen that does so before a moment; answers whether there was one. */
    boolean step(long until) {
        Event next = events.peek();
        if (next == null || next.at > until) {
            now = Math.max(now, until);
            return false;
        }
        events.poll();
        now = next.at;
        next.action.run();
        return true;
    }
}
