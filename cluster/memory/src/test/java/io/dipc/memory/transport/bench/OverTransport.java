package io.dipc.memory.transport.bench;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import io.dipc.memory.transport.Receiver;
import io.dipc.memory.transport.Transport;
import io.dipc.memory.transport.TransportOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The transport: requests are answered by data, from the thread in which they come. */
final class OverTransport implements Link {
    private static final long CLIENT = 1;
    private static final long SERVER = 2;

    private final Transport transport;
    private volatile Arrivals arrivals;

    OverTransport(InetSocketAddress server) throws IOException {
        transport = open(CLIENT, (region, envelope) -> arrivals.arrived(((Message.Data) envelope.message()).bytes()));
        transport.know(SERVER, server);
    }

    private static Transport open(long session, Receiver receiver) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return Transport.open(new TransportOptions(any, "bench", session, Optional.empty()), receiver);
    }

    /** Listens; answers where. */
    static InetSocketAddress serve() throws IOException {
        byte[] page = new byte[PAGE];
        Transport[] server = new Transport[1];
        server[0] = open(SERVER, (region, envelope) -> {
            Message.FetchAhead ahead = (Message.FetchAhead) envelope.message();
            for (int i = 0; i < ahead.pages(); i++) {
                Message data = new Message.Data(i, 1, 1, false, 0, 0, 0, page);
                server[0].send(CLIENT, region, new Envelope(1, SERVER, data));
            }
        });
        server[0].know(CLIENT, server[0].address());
        return server[0].address();
    }

    @Override
    public void tell(Arrivals next) {
        arrivals = next;
    }

    @Override
    public void request(int pages) {
        transport.send(SERVER, 1, new Envelope(1, CLIENT, new Message.FetchAhead(0, Access.READ, pages)));
    }

    @Override
    public void execute(Runnable task) {
        transport.executor().execute(task);
    }
}
