package io.dipc.memory.runtime;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.transport.MalformedException;
import io.dipc.memory.transport.Receiver;
import io.dipc.memory.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Transports between members in one JVM. */
final class LocalTransports implements TestTransports {
    private final Map<Long, Local> open = new ConcurrentHashMap<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger bytesExpected = new AtomicInteger();
    private volatile Predicate<Envelope> holds = envelope -> false;

    /** How often members have expected bytes soon. */
    int bytesExpected() {
        return bytesExpected.get();
    }

    /** Why messages were refused. */
    Collection<String> refused() {
        return refused;
    }

    /** A message comes that nobody has sent. */
    void forge(long to, long region, Envelope envelope) {
        open.get(to).take(envelope.from(), region, envelope);
    }

    /** Some messages that are sent from now on do not arrive before {@link #letGo}. */
    void hold(Predicate<Envelope> some) {
        holds = some;
    }

    /** How many messages are held. */
    int held() {
        return held.size();
    }

    /** What is held arrives, behind what came since. */
    void letGo() {
        synchronized (held) {
            holds = envelope -> false;
            held.forEach(Runnable::run);
            held.clear();
        }
    }

    @Override
    public Transport open(long session, Receiver receiver) {
        Local local = new Local(session, receiver);
        open.put(session, local);
        return local;
    }

    private final class Local implements Transport {
        private final long session;
        private final Receiver receiver;
        private final Set<Long> known = ConcurrentHashMap.newKeySet();
        private final Set<Long> forgotten = ConcurrentHashMap.newKeySet();
        private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "pager");
            made.setDaemon(true);
            return made;
        });

        Local(long session, Receiver receiver) {
            this.session = session;
            this.receiver = receiver;
        }

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress("127.0.0.1", 1);
        }

        @Override
        public void know(long peer, InetSocketAddress address) {
            known.add(peer);
        }

        @Override
        public void forget(long peer) {
            known.remove(peer);
            forgotten.add(peer);
        }

        @Override
        public void send(long to, long region, Envelope envelope) {
            Local receiving = open.get(to);
            if (known.contains(to) && !forgotten.contains(to) && receiving != null) {
                synchronized (held) {
                    if (holds.test(envelope)) {
                        held.add(() -> receiving.take(session, region, envelope));
                        return;
                    }
                }
                receiving.take(session, region, envelope);
            }
        }

        private void take(long from, long region, Envelope envelope) {
            try {
                thread.execute(() -> {
                    if (!forgotten.contains(from)) {
                        receive(region, envelope);
                    }
                });
            } catch (RejectedExecutionException e) {
                // it is gone
            }
        }

        private void receive(long region, Envelope envelope) {
            try {
                receiver.received(region, envelope);
            } catch (MalformedException e) {
                refused.add(e.getMessage());
            }
            receiver.pause();
        }

        @Override
        public byte[] room(int bytes) {
            return new byte[bytes];
        }

        @Override
        public void expectBytes() {
            bytesExpected.incrementAndGet();
        }

        @Override
        public void reuse(byte[] room) {
            // Whoever reads it after that is to find it out.
            Arrays.fill(room, (byte) 0x5A);
        }

        @Override
        public long unsent(long to) {
            return 0;
        }

        @Override
        public ScheduledExecutorService executor() {
            return thread;
        }

        @Override
        public void close() {
            open.remove(session, this);
            thread.shutdownNow();
        }
    }

    @Override
    public void cut(long session) {
        Local local = open.get(session);
        if (local != null) {
            local.close();
        }
    }
}
