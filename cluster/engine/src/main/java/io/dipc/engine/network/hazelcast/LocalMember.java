package io.dipc.engine.network.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.NoClusterException;
import io.dipc.engine.Quorum;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One member of Hazelcast, with its listening socket and its entry in the rendezvous: started, and ended. */
final class LocalMember {

    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final ClusterOptions options;
    private final Optional<EntryFile> entry;
    private final Optional<Liveness> liveness;
    private final MemberContext context;
    private final HazelcastInstance instance;

    /**
     * Starts the member; ends when it is in a cluster.
     *
     * @throws ClusterUnavailableException if it cannot; nothing is left of it then
     */
    LocalMember(ClusterOptions options, Optional<Rendezvous> rendezvous, FrameSink sink) {
        this.options = options;
        if (!options.role().founds() && Joiners.onThisMachine(options)) {
            RendezvousJoiner.refuseIfDeserted(options, rendezvous.orElseThrow());
        }
        ListeningSocket socket = ListeningSocket.open(options);
        try {
            entry = rendezvous.map(Rendezvous::create);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
        Config config =
                MemberConfig.of(options, socket, entry.map(EntryFile::name).orElse(""));
        try {
            liveness = Optional.ofNullable(liveness(options, socket, config));
        } catch (RuntimeException | IOException e) {
            socket.close();
            closeEntry();
            throw new ClusterUnavailableException("cannot listen for other members", e);
        }
        context = new MemberContext(options, socket, rendezvous, entry, sink);
        try {
            instance = HazelcastInstanceFactory.newHazelcastInstance(
                    config, "dipc-" + INSTANCES.incrementAndGet(), context);
        } catch (RuntimeException e) {
            socket.close();
            liveness.ifPresent(Liveness::close);
            closeEntry();
            throw explained(e);
        }
        if (mustNotBeAlone()) {
            stop();
            throw new NoClusterException("no member of cluster " + options.clusterName()
                    + " answers by multicast (expected: at least one program or daemon on this network)");
        }
    }

    /** Whether this member has founded a cluster though it is one of those that do not. */
    private boolean mustNotBeAlone() {
        return !options.role().founds()
                && Joiners.byMulticast(options)
                && context.node().getClusterService().getSize() == 1;
    }

    private static Liveness liveness(ClusterOptions options, ListeningSocket socket, Config config) throws IOException {
        if (options.quorum() != Quorum.MAJORITY || !options.liveness()) {
            return null;
        }
        Liveness liveness = new Liveness(
                socket.address().getInetAddress(),
                Long.parseUnsignedLong(config.getMemberAttributeConfig().getAttribute(MemberConfig.SESSION), 16));
        config.getMemberAttributeConfig().setAttribute(Liveness.PORT, Integer.toString(liveness.port()));
        return liveness;
    }

    /** Finds out that others have ended, if that is wanted. */
    Optional<Liveness> liveness() {
        return liveness;
    }

    Node node() {
        return context.node();
    }

    HazelcastInstance instance() {
        return instance;
    }

    private RuntimeException explained(RuntimeException e) {
        MeetingJoiner joiner = context.joiner();
        if (joiner != null && joiner.failure() != null) {
            return joiner.failure();
        }
        return e instanceof ClusterUnavailableException
                ? e
                : new ClusterUnavailableException("cannot start a member of cluster " + options.clusterName(), e);
    }

    /** Ends the member. */
    void stop() {
        change(EntryFile::withdraw);
        liveness.ifPresent(Liveness::close);
        instance.getLifecycleService().shutdown();
        closeEntry();
    }

    private void closeEntry() {
        change(EntryFile::close);
    }

    private interface Change {
        void of(EntryFile entry) throws IOException;
    }

    private void change(Change change) {
        try {
            if (entry.isPresent()) {
                change.of(entry.get());
            }
        } catch (IOException e) {
            throw new ClusterUnavailableException("cannot remove this member's entry in the rendezvous", e);
        }
    }
}
