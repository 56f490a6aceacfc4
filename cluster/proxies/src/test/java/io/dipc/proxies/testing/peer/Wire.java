package io.dipc.proxies.testing.peer;

import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.elements.ElementCodec;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.elements.ProxyReference;
import io.dipc.proxies.elements.ProxyReferences;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** The connection of two JVMs: numbered frames with copies of objects in them. */
final class Wire implements AutoCloseable {

    /** What a frame is about; its number is that of the call. */
    enum Subject {
        /** From the suite: a {@link Request}. */
        CALL,
        /** From the suite: the thread that called was interrupted. */
        INTERRUPT,
        /** From the suite: is the thread that does the call blocked? */
        STATE,
        /** From the peer: a {@link Result}. */
        RESULT,
        /** From the peer, to {@link #STATE}: a {@code Boolean}. */
        BLOCKED
    }

    /**
     * @param key of the object
     * @param local to be stored in a field under this key, if nothing was yet, or the name of the class that a new object is to be of;
     *     null if that was done
     * @param operation null if nothing is to be done but that
     * @param interrupted whether the calling thread is
     */
    record Request(String key, Object local, Operation<?, ?> operation, boolean interrupted) {}

    /**
     * @param interrupts how many interrupts have come in time
     * @param interrupted whether the thread was interrupted at the end
     */
    record Result(Object value, Throwable thrown, int interrupts, boolean interrupted) {}

    /**
     * @param body null if there is none
     */
    record Frame(Subject subject, long number, Object body) {}

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ElementCodec codec =
            new ElementCodec(Wire.class.getClassLoader(), ElementFilter.standard(), type -> {}, new NoReferences());

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    void send(Subject subject, long number, Object body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : codec.encode(body, subject.name());
        synchronized (out) {
            out.writeByte(subject.ordinal());
            out.writeLong(number);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
        }
    }

    /** The next frame. Called by one thread. */
    Frame receive() throws IOException {
        Subject subject = Subject.values()[in.readByte()];
        long number = in.readLong();
        byte[] bytes = in.readNBytes(in.readInt());
        return new Frame(subject, number, bytes.length == 0 ? null : codec.decode(bytes, subject.name()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Proxies stay where they are. */
    private static final class NoReferences implements ProxyReferences {
        @Override
        public ProxyReference of(DistributedProxy proxy) {
            throw new UnsupportedOperationException("a proxy as argument or result: " + proxy);
        }

        @Override
        public Object resolve(ProxyReference reference, ElementCodec codec) {
            throw new UnsupportedOperationException("a proxy as argument or result: " + reference);
        }
    }
}
