package io.dipc.engine.simulation;

import io.dipc.engine.Quorum;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** All members' networks, and what goes wrong in them. */
final class SimulatedNetwork {

    /** How bad the network is: probabilities per frame. */
    record Weather(double loss, double duplicates, double slow) {}

    /** A direction in which nothing gets through. */
    private record Cut(End from, End to) {}

    private final SimulatedTime time;
    private final Random random;
    private final Weather weather;
    private final Quorum quorum;
    /** The oldest first, by session. */
    private final Map<Long, End> ends = new LinkedHashMap<>();

    private final Set<Cut> cuts = new LinkedHashSet<>();

    SimulatedNetwork(SimulatedTime time, Random random, Weather weather, Quorum quorum) {
        this.time = time;
        this.random = random;
        this.weather = weather;
        this.quorum = quorum;
    }

    End join(boolean hosts, SimulatedProcess process) {
        long session = random.nextLong() | 1;
        End end = new End(new Member(session, "m" + Long.toHexString(session), "sim:" + ends.size(), hosts), process);
        ends.put(session, end);
        tellAll();
        return end;
    }

    /** A member is gone, with all that it has not said yet. Others learn of it, each in its time. */
    void crash(End end, boolean proven) {
        ends.remove(end.self.session());
        end.listener = null;
        if (proven) {
            tellDead(end);
        }
        tellAll();
    }

    /** A member is out and comes back at once as another one, with a new session. */
    void exclude(End end) {
        ends.remove(end.self.session());
        Member old = end.self;
        end.self = new Member(random.nextLong() | 1, old.name(), old.address(), old.hosts());
        end.told.clear();
        tellAll();
        ends.put(end.self.session(), end);
        end.listener.excluded(end.self);
        tellAll();
    }

    /** Nothing gets from one member to another. */
    void cut(End from, End to) {
        cuts.add(new Cut(from, to));
    }

    void heal(End from, End to) {
        cuts.remove(new Cut(from, to));
    }

    /** A member does not see another one any more, or does again. */
    void see(End who, End whom, boolean seen) {
        if (seen ? who.unseen.remove(whom) : who.unseen.add(whom)) {
            who.later(this::now);
        }
    }

    /** Two members see each other from the next session of one of them on. */
    void unite(End one, End other) {
        heal(one, other);
        heal(other, one);
        one.unseen.remove(other);
        other.unseen.remove(one);
    }

    private void tellAll() {
        ends.values().forEach(end -> end.later(this::now));
    }

    private List<End> now() {
        return List.copyOf(ends.values());
    }

    /** It becomes known that a member that has crashed is dead. */
    void prove(End end) {
        tellDead(end);
    }

    /** Of all its sessions: those who met it later do not know of the former ones. */
    private void tellDead(End end) {
        end.former.forEach(session -> tellOver(session, true));
        tellOver(end.self.session(), true);
    }

    private void tellOver(long session, boolean dead) {
        for (End end : ends.values()) {
            end.process.after((1 + random.nextInt(60)) * SimulatedTime.MILLI, () -> {
                if (end.listener != null) {
                    end.listener.over(session, dead);
                }
            });
        }
    }

    /** One member's network. */
    final class End implements Network {
        private final SimulatedProcess process;
        private final Set<End> unseen = new LinkedHashSet<>();
        private final List<List<Member>> told = new ArrayList<>();
        private final List<Long> former = new ArrayList<>();
        private Member self;
        private Listener listener;
        private Runnable renewed = () -> {};

        End(Member self, SimulatedProcess process) {
            this.self = self;
            this.process = process;
        }

        /** Runs something before each new session. */
        void onRenewal(Runnable action) {
            renewed = action;
        }

        private void later(java.util.function.Supplier<List<End>> all) {
            List<Member> members = new ArrayList<>();
            for (End end : all.get()) {
                if (!unseen.contains(end)) {
                    members.add(end.self);
                }
            }
            told.add(members);
            process.after((1 + random.nextInt(60)) * SimulatedTime.MILLI, this::tellNext);
        }

        @Override
        public Member self() {
            return self;
        }

        @Override
        public Quorum quorum() {
            return quorum;
        }

        @Override
        public Member renew() {
            renewed.run();
            long before = self.session();
            ends.remove(before);
            self = new Member(random.nextLong() | 1, self.name(), self.address(), self.hosts());
            ends.put(self.session(), this);
            told.clear();
            former.add(before);
            tellOver(before, false);
            tellAll();
            return self;
        }

        @Override
        public void start(Listener newListener) {
            listener = newListener;
            tellNext();
        }

        @Override
        public void send(long session, byte[] frame, int length) {
            if (listener == null) {
                return;
            }
            int copies = random.nextDouble() < weather.loss() ? 0 : random.nextDouble() < weather.duplicates() ? 2 : 1;
            byte[] bytes = Arrays.copyOf(frame, length);
            long sender = self.session();
            for (int i = 0; i < copies; i++) {
                long delay = 20_000 + random.nextInt(300_000);
                if (random.nextDouble() < weather.slow()) {
                    delay += random.nextInt(80) * SimulatedTime.MILLI;
                }
                time.after(delay, () -> {
                    End receiver = ends.get(session);
                    if (receiver != null && !cuts.contains(new Cut(this, receiver))) {
                        receiver.process.run(() -> receiver.received(session, sender, bytes));
                    }
                });
            }
        }

        private void received(long to, long from, byte[] frame) {
            if (listener != null && to == self.session()) {
                listener.frames(from, List.of(frame));
            }
        }

        @Override
        public void close() {
            crash(this, true);
        }

        private void tellNext() {
            if (listener != null && !told.isEmpty()) {
                listener.members(told.remove(0));
            }
        }
    }
}
