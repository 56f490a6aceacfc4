package io.dipc.memory.runtime;

import io.dipc.memory.transport.Receiver;
import io.dipc.memory.transport.Transport;
import io.dipc.memory.transport.TransportOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Real ones, on the loopback interface. */
final class SocketTransports implements TestTransports {
    private final Map<Long, Transport> open = new ConcurrentHashMap<>();

    @Override
    public Transport open(long session, Receiver receiver) {
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Transport transport =
                    Transport.open(new TransportOptions(any, "test", session, Optional.empty()), receiver);
            open.put(session, transport);
            return transport;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void cut(long session) {
        Transport transport = open.remove(session);
        if (transport != null) {
            transport.close();
        }
    }
}
