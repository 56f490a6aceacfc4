package io.dipc.engine.network.hazelcast;

import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.cluster.Joiner;
import io.dipc.engine.ClusterOptions;
import java.util.Optional;

/** Gives Hazelcast the parts that are ours. */
final class MemberContext extends DefaultNodeContext {

    private final ClusterOptions options;
    private final ListeningSocket socket;
    private final Optional<Rendezvous> rendezvous;
    private final Optional<EntryFile> entry;
    private final FrameSink sink;
    private volatile Node node;
    private volatile MeetingJoiner joiner;

    MemberContext(
            ClusterOptions options,
            ListeningSocket socket,
            Optional<Rendezvous> rendezvous,
            Optional<EntryFile> entry,
            FrameSink sink) {
        this.options = options;
        this.socket = socket;
        this.rendezvous = rendezvous;
        this.entry = entry;
        this.sink = sink;
    }

    @Override
    public AddressPicker createAddressPicker(Node created) {
        return socket;
    }

    @Override
    public NodeExtension createNodeExtension(Node created) {
        node = created;
        return new FrameExtension(created, sink);
    }

    @Override
    public Joiner createJoiner(Node created) {
        if (Joiners.byMulticast(options)) {
            return super.createJoiner(created);
        }
        joiner = Joiners.create(created, options, rendezvous, entry);
        return joiner;
    }

    /** The member, or null before it was created. */
    Node node() {
        return node;
    }

    /** How the member joins, or null before it was created, or by multicast. */
    MeetingJoiner joiner() {
        return joiner;
    }
}
