package io.dipc.proxies.testing.peer;

import io.dipc.ElementException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A program that does to its own proxies what the suite in another JVM asks for, each call in a thread of its own. Prints
 * the port at which it can be reached, and ends with the connection.
 */
public final class PeerJvm {
    private final Map<String, Object> proxies = new ConcurrentHashMap<>();
    private final Map<Long, Execution> executions = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "peer");
        thread.setDaemon(true);
        return thread;
    });
    private final Wire wire;

    private PeerJvm(Wire wire) {
        this.wire = wire;
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            try (Wire wire = new Wire(server.accept())) {
                new PeerJvm(wire).serve();
            }
        }
    }

    private void serve() throws IOException {
        while (true) {
            Wire.Frame frame;
            try {
                frame = wire.receive();
            } catch (EOFException e) {
                return;
            }
            Execution execution = executions.get(frame.number());
            switch (frame.subject()) {
                case CALL -> {
                    Execution begun = new Execution((Wire.Request) frame.body());
                    executions.put(frame.number(), begun);
                    threads.execute(() -> execute(frame.number(), begun));
                }
                case INTERRUPT -> {
                    if (execution != null) {
                        execution.interrupt();
                    }
                }
                case STATE ->
                    wire.send(Wire.Subject.BLOCKED, frame.number(), execution != null && execution.isBlocked());
                default -> throw new IOException("from the suite: " + frame);
            }
        }
    }

    private void execute(long number, Execution execution) {
        Wire.Result result = execution.run(proxies);
        executions.remove(number);
        try {
            try {
                wire.send(Wire.Subject.RESULT, number, result);
            } catch (ElementException e) {
                wire.send(Wire.Subject.RESULT, number, new Wire.Result(null, e, 0, false));
            }
        } catch (IOException e) {
            throw new IllegalStateException("nobody waits for " + result, e);
        }
    }

    /** A call that is being done. */
    private static final class Execution {
        private final Wire.Request request;
        /** That does it; null before and afterwards. Guarded by this object, as is the count. */
        private Thread thread;

        private int interrupts;

        Execution(Wire.Request request) {
            this.request = request;
        }

        /** Even before the thread runs. */
        synchronized void interrupt() {
            interrupts++;
            if (thread != null) {
                thread.interrupt();
            }
        }

        synchronized boolean isBlocked() {
            return thread != null
                    && (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        }

        Wire.Result run(Map<String, Object> proxies) {
            Object value = null;
            Throwable thrown = null;
            try {
                Object target = proxies.computeIfAbsent(request.key(), key -> bind(key, request.local()));
                begin();
                value = request.operation() == null ? null : apply(request.operation(), target);
            } catch (Throwable e) {
                thrown = e;
            }
            synchronized (this) {
                thread = null;
                return new Wire.Result(value, thrown, interrupts, Thread.interrupted());
            }
        }

        private synchronized void begin() {
            thread = Thread.currentThread();
            if (request.interrupted() || interrupts > 0) {
                thread.interrupt();
            }
        }

        private static Object bind(String key, Object sent) {
            Object local = sent instanceof String type ? create(type) : sent;
            // the first that bound the key has given it its contents
            if (local instanceof Collection<?> collection) {
                collection.clear();
            }
            return Place.bind(key, local);
        }

        private static Object create(String type) {
            try {
                return Class.forName(type).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(type + " (expected: a constructor without arguments)", e);
            }
        }

        @SuppressWarnings("unchecked") // the suite has given this operation to a proxy of this class
        private static <T> Object apply(Operation<T, ?> operation, Object target) throws Throwable {
            return operation.apply((T) target);
        }
    }
}
