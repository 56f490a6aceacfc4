package io.dipc.engine.network.hazelcast;

import io.dipc.engine.network.Network;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Hands frames to the listener, from the threads that read connections. Those that come before the network is started,
 * from members that know this one already, wait.
 */
final class Inbox {

    private static final int MOST_WAITING = 10_000;

    private record Early(long to, long from, List<byte[]> bodies) {}

    private final Queue<Early> early = new ArrayDeque<>();
    private volatile Network.Listener listener;
    private volatile long self;

    /** Sets the session whose frames are accepted. */
    void self(long session) {
        self = session;
    }

    /** Begins to hand over. */
    void open(Network.Listener newListener) {
        synchronized (early) {
            for (Early each = early.poll(); each != null; each = early.poll()) {
                deliver(newListener, each.to(), each.from(), each.bodies());
            }
            listener = newListener;
        }
    }

    /** Accepts frames if they are for this session. */
    void received(long to, long from, List<byte[]> bodies) {
        Network.Listener current = listener;
        if (current == null) {
            synchronized (early) {
                current = listener;
                if (current == null) {
                    if (early.size() < MOST_WAITING) {
                        early.add(new Early(to, from, bodies));
                    }
                    return;
                }
            }
        }
        deliver(current, to, from, bodies);
    }

    private void deliver(Network.Listener to, long session, long from, List<byte[]> bodies) {
        if (session == self) {
            to.frames(from, bodies);
        }
    }
}
