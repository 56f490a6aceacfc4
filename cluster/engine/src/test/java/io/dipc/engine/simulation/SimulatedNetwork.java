package io.dipc.engine.simulation;

import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** All members' networks, and what goes wrong in them. */
final class SimulatedNetwork {

    /** How bad the network is: probabilities per frame. */
    record Weather(double loss, double duplicates, double slow) {}

    private final SimulatedTime time;
    private final Random random;
    private final Weather weather;
    private final Map<Long, End> ends = new LinkedHashMap<>();

    SimulatedNetwork(SimulatedTime time, Random random, Weather weather) {
        this.time = time;
        this.random = random;
        this.weather = weather;
    }

    End join(boolean hosts) {
        long session = random.nextLong() | 1;
        End end = new End(new Member(session, "m" + Long.toHexString(session), "sim:" + ends.size(), hosts));
        ends.put(session, end);
        tellAll();
        return end;
    }

    /** A member is gone, with all that it has not said yet. Others learn of it, each in its time. */
    void crash(End end) {
        ends.remove(end.self.session());
        end.listener = null;
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

    private void tellAll() {
        List<Member> members = new ArrayList<>();
        ends.values().forEach(e -> members.add(e.self));
        List<Member> now = List.copyOf(members);
        for (End end : ends.values()) {
            end.told.add(now);
            time.after((1 + random.nextInt(60)) * SimulatedTime.MILLI, end::tellNext);
        }
    }

    /** One member's network. */
    final class End implements Network {
        private Member self;
        private final List<List<Member>> told = new ArrayList<>();
        private Listener listener;

        End(Member self) {
            this.self = self;
        }

        @Override
        public Member self() {
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
                    if (receiver != null && receiver.listener != null) {
                        receiver.listener.frames(sender, List.of(bytes));
                    }
                });
            }
        }

        @Override
        public void close() {
            crash(this);
        }

        private void tellNext() {
            if (listener != null && !told.isEmpty()) {
                listener.members(told.remove(0));
            }
        }
    }
}
