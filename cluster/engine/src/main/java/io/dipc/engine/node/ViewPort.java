package io.dipc.engine.node;

import io.dipc.engine.link.Link;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.ViewMessage;
import io.dipc.engine.view.Coordinator;
import io.dipc.engine.view.View;
import io.dipc.engine.view.VotedMembership;
import io.dipc.objects.codec.WireWriter;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session's part in agreeing on views needs of it, whichever way views are agreed on. Single-threaded. */
final class ViewPort implements Coordinator.Port, VotedMembership.Port {
    private static final Logger LOG = LoggerFactory.getLogger(ViewPort.class);

    private final Peers peers;
    private final Network network;
    private final Supplier<View> view;
    private final Consumer<View> installer;
    private final Runnable excluded;
    private final LongSupplier clock;

    /**
     * @param peers the links of the session
     * @param network for what travels outside of links
     * @param view the current view, or null
     * @param installer makes a view the current one
     * @param excluded runs when others have gone on without this session
     */
    ViewPort(
            Peers peers,
            Network network,
            NodeOptions options,
            Supplier<View> view,
            Consumer<View> installer,
            Runnable excluded) {
        this.peers = peers;
        this.network = network;
        this.view = view;
        this.installer = installer;
        this.excluded = excluded;
        this.clock = options.nanoClock();
    }

    @Override
    public void send(long session, Message message) {
        peers.send(session, message, true, clock.getAsLong());
    }

    @Override
    public void send(long session, ViewMessage message) {
        WireWriter frame = Link.datagram(session, new Message.OfViews(message));
        network.send(session, frame.buffer(), frame.length());
    }

    @Override
    public void install(View decided) {
        installer.accept(decided);
    }

    @Override
    public void suspected(Collection<Member> members) {
        LOG.warn(
                "{} cannot be reached and counts as dead, since quorum=none; if it lives, each side goes on by itself; what has"
                        + " copies only there is lost here, and queues are back when the sides meet",
                members.stream().map(Member::name).toList());
    }

    @Override
    public void excluded() {
        excluded.run();
    }

    @Override
    public Collection<Long> stalled() {
        return peers.stalled(clock.getAsLong()).stream()
                .filter(session -> view.get().find(session) != null)
                .toList();
    }
}
