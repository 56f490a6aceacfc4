package io.dipc.engine.replication;

import io.dipc.engine.protocol.Accepted;
import io.dipc.engine.protocol.Entry;
import io.dipc.objects.EndedSession;
import io.dipc.objects.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a home does about sessions that are over, and about what these may have got. Single-threaded. */
final class SessionEnds {
    private static final Logger LOG = LoggerFactory.getLogger(SessionEnds.class);

    private final Replica replica;
    private final CommitLog log;
    private final Port port;

    SessionEnds(Replica replica, CommitLog log, Port port) {
        this.replica = replica;
        this.log = log;
        this.port = port;
    }

    /** Ends those that the view does not have any more. */
    void begin() {
        Set<Long> gone = new LinkedHashSet<>();
        for (ReplicatedObject object : replica.objects()) {
            for (SessionRecord session : object.sessions()) {
                if (session.alive() && !port.view().alive(session.session())) {
                    gone.add(session.session());
                }
            }
        }
        if (!gone.isEmpty()) {
            List<EndedSession> ended = gone.stream()
                    .map(s -> new EndedSession(
                            s,
                            port.view().endedOrderly(s),
                            port.view().departed(s) || port.departed(s),
                            port.view().dead(s) || port.dead(s)))
                    .toList();
            int before = inDoubt();
            log.append(new Entry.EndSessions(ended, port.wallClock()));
            port.doubts().keepAside(inDoubt() - before);
        }
    }

    /** Forgets what has been remembered for long enough. */
    void tick() {
        long before = port.wallClock() - Home.REMEMBER_MILLIS;
        for (ReplicatedObject object : List.copyOf(replica.doubtful())) {
            object.doubts().forEach(session -> settle(object, session, before));
        }
        if (replica.remembersBefore(before)) {
            log.append(new Entry.Forget(before));
        }
    }

    /** What a session that is over may have got goes back if that is certain now, or was not told before a moment. */
    private void settle(ReplicatedObject object, SessionRecord session, long before) {
        if (port.dead(session.session())) {
            settle(object, session.session(), Accepted.NOTHING, Doubts.End.DEAD);
        } else if (session.endedBefore(before)) {
            LOG.warn(
                    "{}: {} was cut off while {} {} were on the way to it, and was not heard of for {} min; they go back,"
                            + " and if it still runs, it may have what others have, too",
                    object.key(),
                    port.name(session.session()),
                    object.countInDoubt(session.session(), Accepted.EVERYTHING),
                    object.descriptor().kind() == Kind.SEMAPHORE ? "permits" : "elements",
                    Home.REMEMBER_MILLIS / 60_000);
            settle(object, session.session(), Accepted.NOTHING, Doubts.End.EXPIRED);
        }
    }

    /**
     * What a session that is over may have got is gone as far as it was accepted; the rest goes back.
     *
     * @param rest what is said of that
     */
    void settle(ReplicatedObject object, long session, Accepted accepted, Doubts.End rest) {
        int arrived = object.countInDoubt(session, accepted);
        port.doubts().end(Doubts.End.ARRIVED, arrived);
        port.doubts().end(rest, object.countInDoubt(session, Accepted.EVERYTHING) - arrived);
        log.append(new Entry.Settle(object.incarnation(), session, accepted));
    }

    /** How many elements are kept aside, since they may have arrived at sessions that are over. */
    int inDoubt() {
        return replica.doubtful().stream()
                .mapToInt(ReplicatedObject::countInDoubt)
                .sum();
    }
}
