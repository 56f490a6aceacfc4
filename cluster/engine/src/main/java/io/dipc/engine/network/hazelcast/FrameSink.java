package io.dipc.engine.network.hazelcast;

import java.util.List;

/** Takes what arrives. Called by the threads that read connections; must not block them. */
interface FrameSink {

    /**
     * Frames of {@link Frame#DATA} that came together.
     *
     * @param to session that they were sent to, which may not be ours any more
     * @param from session of the sender
     * @param bodies the bytes of each
     */
    void frames(long to, long from, List<byte[]> bodies);

    /**
     * A {@link Frame#GOODBYE}.
     *
     * @param from session of the sender
     */
    void goodbye(long from);

    /**
     * A {@link Frame#RENEWED}.
     *
     * @param first the first session of the sender's JVM
     * @param renewal the sender's session, which need not be its JVM's last one any more
     */
    void renewed(long first, Sessions.Renewal renewal);
}
