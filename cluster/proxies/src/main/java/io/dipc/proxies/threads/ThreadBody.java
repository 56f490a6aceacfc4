package io.dipc.proxies.threads;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.proxies.elements.ElementCodec;

/**
 * A thread on its way to where it runs.
 *
 * @param kind what its body is
 * @param name its name
 * @param daemon whether its JVM ends without it
 * @param priority its priority
 * @param body its body, as an element
 */
record ThreadBody(Kind kind, String name, boolean daemon, int priority, byte[] body) {

    /** The ordinal is part of the wire format: only append. */
    enum Kind {
        /** A {@link Runnable} with which the thread was made. */
        TARGET,
        /** The thread itself, of a subclass of {@link Thread}. */
        THREAD;

        private static final Kind[] ALL = values();
    }

    /**
     * @param thread not started yet
     * @param body the thread itself or what it was made with
     * @throws io.dipc.ElementException if the body cannot travel
     */
    static ThreadBody of(Thread thread, Object body, ElementCodec codec, String key) {
        boolean itself = body == thread;
        return new ThreadBody(
                itself ? Kind.THREAD : Kind.TARGET,
                thread.getName(),
                thread.isDaemon(),
                thread.getPriority(),
                itself ? codec.encodeThread(thread, key) : codec.encode(body, key));
    }

    byte[] toBytes() {
        return new WireWriter(body.length + 64)
                .putByte(kind.ordinal())
                .putString(name)
                .putBoolean(daemon)
                .putInt(priority)
                .putBytes(body)
                .toBytes();
    }

    /**
     * @throws IllegalArgumentException if the bytes are not those of a thread
     */
    static ThreadBody of(byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        return new ThreadBody(
                reader.getOneOf(Kind.ALL), reader.getString(), reader.getBoolean(), reader.getInt(), reader.getBytes());
    }
}
