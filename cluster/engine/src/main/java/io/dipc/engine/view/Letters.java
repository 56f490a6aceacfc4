package io.dipc.engine.view;

import io.dipc.engine.protocol.ViewMessage;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Who is told what about views: the voters, all members of the newest view, or all whom it concerns. */
final class Letters {
    private final long self;
    private final VotedMembership.Port port;
    private final Supplier<View> newest;
    private final Departures departures;

    Letters(long self, VotedMembership.Port port, Supplier<View> newest, Departures departures) {
        this.self = self;
        this.port = port;
        this.newest = newest;
        this.departures = departures;
    }

    /** Sends to others, not to this member. */
    void to(Collection<Long> sessions, ViewMessage message) {
        for (long session : sessions) {
            if (session != self) {
                port.send(session, message);
            }
        }
    }

    /** Sends to all other voters of the newest view. */
    void toVoters(ViewMessage message) {
        to(newest.get().quorum().voters(), message);
    }

    /** Sends to all other members of the newest view whose sessions are not over. */
    void toAll(ViewMessage message) {
        Set<Long> sessions = sessions(newest.get());
        sessions.removeAll(departures.over());
        to(sessions, message);
    }

    /** Tells the newest view to all whom it concerns: its members, and those of the one before. */
    void announce(View before) {
        View view = newest.get();
        Set<Long> concerned = sessions(view);
        concerned.addAll(sessions(before));
        concerned.removeAll(departures.over());
        to(concerned, new ViewMessage.Decided(view));
    }

    private static Set<Long> sessions(View view) {
        Set<Long> sessions = new LinkedHashSet<>();
        view.members().forEach(m -> sessions.add(m.member().session()));
        return sessions;
    }
}
