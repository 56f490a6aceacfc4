package io.dipc.engine.replication;

import io.dipc.engine.protocol.CopyMessage;
import io.dipc.engine.protocol.Holding;
import java.util.Iterator;

/** A copy on its way to another member, a few pieces at a time. */
final class Outgoing {
    private static final int WINDOW = 8;
    private static final byte[] END = {};

    private final long receiver;
    private final Holding copy;
    private final Iterator<byte[]> pieces;
    private final Port port;
    private int sent;
    private int received;
    private boolean ended;

    Outgoing(long receiver, Replica source, Port port) {
        this.receiver = receiver;
        this.copy = source.holding();
        this.pieces = source.snapshot();
        this.port = port;
        proceed();
    }

    /** The receiver has one piece more. */
    void received() {
        received++;
        proceed();
    }

    private void proceed() {
        while (!ended && sent - received < WINDOW) {
            ended = !pieces.hasNext();
            byte[] bytes = ended ? END : pieces.next();
            port.send(receiver, new CopyMessage.Piece(port.view().number(), copy, sent++, ended, bytes), true);
        }
    }
}
