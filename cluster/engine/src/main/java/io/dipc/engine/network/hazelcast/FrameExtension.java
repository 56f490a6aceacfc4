package io.dipc.engine.network.hazelcast;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;

/** Puts our frames beside Hazelcast's packets on the connections between members. */
final class FrameExtension extends DefaultNodeExtension {

    private final FrameSink sink;

    FrameExtension(Node node, FrameSink sink) {
        super(node);
        this.sink = sink;
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by Hazelcast
    public InboundHandler[] createInboundHandlers(
            EndpointQualifier qualifier, ServerConnection connection, ServerContext context) {
        return new InboundHandler[] {new FrameDecoder(connection, node.nodeEngine.getPacketDispatcher(), sink)};
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by Hazelcast
    public OutboundHandler[] createOutboundHandlers(
            EndpointQualifier qualifier, ServerConnection connection, ServerContext context) {
        return new OutboundHandler[] {FrameEncoder.of(connection)};
    }

    @Override
    public void printNodeInfo() {
        // The banner, and advice on how to secure a cluster, are not for our users.
    }
}
