package io.dipc.engine.replication;

import io.dipc.engine.protocol.Entry;
import io.dipc.objects.TimedStateMachine;

/**
 * The time that a home tells to objects for which it passes: the wall clock when it became the home, which goes on without
 * its jumps. Single-threaded.
 */
final class ClusterTime {
    private final Replica replica;
    private final CommitLog log;
    private final Port port;
    private final long offset;

    ClusterTime(Replica replica, CommitLog log, Port port) {
        this.replica = replica;
        this.log = log;
        this.port = port;
        this.offset = port.wallClock() * 1_000_000 - port.nanoTime();
    }

    /** Tells the time to the objects that wait for it. */
    void due() {
        for (ReplicatedObject object : replica.timed()) {
            if (object.timed().wakeAt() <= now()) {
                tell(object);
            }
            wakeLater(object);
        }
    }

    /** To be called before a command of the object. */
    void tell(ReplicatedObject object) {
        if (object.timed() != null) {
            log.append(new Entry.Time(object.incarnation(), now()));
        }
    }

    /** To be called after a command of the object. */
    void wakeLater(ReplicatedObject object) {
        if (object.timed() != null && object.timed().wakeAt() != TimedStateMachine.NEVER) {
            port.alarm(Math.max(0, object.timed().wakeAt() - now()));
        }
    }

    private long now() {
        return port.nanoTime() + offset;
    }
}
