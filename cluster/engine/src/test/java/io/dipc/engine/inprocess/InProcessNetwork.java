package io.dipc.engine.inprocess;

import io.dipc.engine.ClusterOptions;
import io.dipc.engine.EngineCluster;
import io.dipc.engine.Quorum;
import io.dipc.engine.Role;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The networks of members that live in one JVM. Frames arrive in order, none is lost but by a cut. Thread-safe. */
public final class InProcessNetwork {
    private static final String THREAD = "network";

    private final Map<Long, End> ends = new LinkedHashMap<>();

    /** Adds a member and starts its cluster. */
    public EngineCluster join(String name) {
        return EngineCluster.start(connect(name, true), options(name));
    }

    /** Adds a member without starting anything. */
    public synchronized End connect(String name, boolean hosts) {
        long session = ThreadLocalRandom.current().nextLong() | 1;
        End end = new End(new Member(session, name, "in-process:" + ends.size(), hosts));
        ends.put(session, end);
        tellAll();
        return end;
    }

    private synchronized List<End> remove(End end) {
        if (ends.remove(end.self.session()) != null) {
            over(end.self.session(), true);
            tellAll();
        }
        return List.copyOf(ends.values());
    }

    /** All know it. */
    private void over(long session, boolean dead) {
        new ArrayList<>(ends.values()).forEach(e -> e.over(session, dead));
    }

    private synchronized void renewed(End end, long before) {
        ends.remove(before);
        ends.put(end.self.session(), end);
        over(before, false);
        tellAll();
    }

    private synchronized End find(long session) {
        return ends.get(session);
    }

    private synchronized List<Member> members(End seenBy) {
        return ends.values().stream()
                .filter(e -> e == seenBy || !e.cutOff && !seenBy.cutOff)
                .map(e -> e.self)
                .toList();
    }

    private synchronized void tellAll() {
        new ArrayList<>(ends.values()).forEach(e -> e.tell(members(e)));
    }

    /** Options for a member of that name; what concerns real networks is ignored. */
    public static ClusterOptions options(String name) {
        // Nobody is to be taken for dead, however busy the machine is.
        return options(name, Duration.ofMinutes(2));
    }

    /** The same with a detection time. */
    public static ClusterOptions options(String name, Duration detection) {
        return new ClusterOptions(
                "test",
                "",
                1,
                1,
                List.of(),
                false,
                "",
                Duration.ofSeconds(1),
                detection,
                1,
                Quorum.MAJORITY,
                true,
                Path.of("unused"),
                Role.HOST,
                name);
    }

    /** One member's network. */
    public final class End implements Network {
        private volatile Member self;
        private final ReceivingThread thread = new ReceivingThread(THREAD);
        private volatile Listener listener;
        private volatile boolean cutOff;

        private End(Member self) {
            this.self = self;
        }

        @Override
        public Member self() {
            return self;
        }

        @Override
        public Quorum quorum() {
            return Quorum.MAJORITY;
        }

        @Override
        public Member renew() {
            Member before = self;
            self = new Member(
                    ThreadLocalRandom.current().nextLong() | 1, before.name(), before.address(), before.hosts());
            renewed(this, before.session());
            return self;
        }

        @Override
        public void start(Listener newListener) {
            newListener.members(members(this));
            listener = newListener;
            tell(members(this));
        }

        /** Nothing gets from this member to others or back, which all of them notice; or no longer so. */
        public void cutOff(boolean whether) {
            cutOff = whether;
            tellAll();
        }

        @Override
        public void send(long session, byte[] frame, int length) {
            End receiver = find(session);
            byte[] bytes = Arrays.copyOf(frame, length);
            long from = self.session();
            if (receiver != null && !cutOff && !receiver.cutOff) {
                receiver.later(() -> receiver.deliver(from, bytes));
            }
        }

        /** Returns when all others know. */
        @Override
        public void close() {
            List<End> others = remove(this);
            listener = null;
            thread.shutdown();
            if (!Thread.currentThread().getName().equals(THREAD)) {
                others.forEach(End::awaitQuiet);
            }
        }

        private void awaitQuiet() {
            CountDownLatch quiet = new CountDownLatch(1);
            later(quiet::countDown);
            try {
                // One that is closed meanwhile learns nothing any more.
                while (!thread.isShutdown() && !quiet.await(10, TimeUnit.MILLISECONDS)) {}
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void deliver(long from, byte[] frame) {
            Listener current = listener;
            if (current != null) {
                current.frames(from, List.of(frame));
            }
        }

        private void over(long session, boolean dead) {
            later(() -> {
                Listener current = listener;
                if (current != null) {
                    current.over(session, dead);
                }
            });
        }

        private void tell(List<Member> members) {
            later(() -> {
                Listener current = listener;
                if (current != null) {
                    current.members(members);
                }
            });
        }

        private void later(Runnable work) {
            thread.execute(work);
        }
    }
}
