package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.EndpointQualifier;
import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;

/**
 * The socket on which this member listens: the first free port of the range, at one address, never at all of them. It is
 * opened here rather than by Hazelcast, which would warn of each port of the range that others use.
 */
final class ListeningSocket implements AddressPicker {

    private final ServerSocketChannel channel;
    private final Address address;

    private ListeningSocket(ServerSocketChannel channel, Address address) {
        this.channel = channel;
        this.address = address;
    }

    /**
     * Opens the socket.
     *
     * @throws ClusterUnavailableException if the address is not one of this machine, or no port of the range is free
     */
    static ListeningSocket open(ClusterOptions options) {
        InetAddress host = BindAddress.of(options);
        IOException last = null;
        for (int port = options.firstPort(); port <= options.lastPort(); port++) {
            try {
                ServerSocketChannel channel = ServerSocketChannel.open();
                try {
                    channel.socket().setReuseAddress(true);
                    channel.bind(new InetSocketAddress(host, port), 100);
                    int bound = ((InetSocketAddress) channel.getLocalAddress()).getPort();
                    return new ListeningSocket(channel, new Address(host, bound));
                } catch (IOException | RuntimeException e) {
                    channel.close();
                    throw e;
                }
            } catch (BindException e) {
                last = e;
            } catch (IOException e) {
                throw new ClusterUnavailableException("cannot listen on " + host.getHostAddress() + ":" + port, e);
            }
        }
        throw new ClusterUnavailableException(
                "cannot listen on " + host.getHostAddress() + ", ports " + options.firstPort() + " to "
                        + options.lastPort() + ": " + last.getMessage()
                        + " (expected: an address of this machine and a free port; choose another address or a"
                        + " wider range)",
                last);
    }

    Address address() {
        return address;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ClusterUnavailableException("cannot close the socket at " + address, e);
        }
    }

    @Override
    public void pickAddress() {
        // Picked when it was opened.
    }

    @Override
    public Address getBindAddress(EndpointQualifier qualifier) {
        return address;
    }

    @Override
    public Address getPublicAddress(EndpointQualifier qualifier) {
        return address;
    }

    @Override
    public Map<EndpointQualifier, Address> getPublicAddressMap() {
        return Map.of(EndpointQualifier.MEMBER, address);
    }

    @Override
    public Map<EndpointQualifier, Address> getBindAddressMap() {
        return Map.of(EndpointQualifier.MEMBER, address);
    }

    @Override
    public ServerSocketChannel getServerSocketChannel(EndpointQualifier qualifier) {
        return channel;
    }

    @Override
    public Map<EndpointQualifier, ServerSocketChannel> getServerSocketChannels() {
        return Map.of(EndpointQualifier.MEMBER, channel);
    }
}
