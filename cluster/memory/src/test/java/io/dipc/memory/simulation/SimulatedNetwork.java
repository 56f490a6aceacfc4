package io.dipc.memory.simulation;

import io.dipc.memory.message.Envelope;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Messages arrive in order between two members, after a random time. Those to itself arrive at once. */
final class SimulatedNetwork {
    private record Pair(long from, long to) {}

    private final SimulatedTime time;
    private final Random random;
    private final int slowness;
    private final BiConsumer<Long, Envelope> receivers;
    private final Map<Pair, Long> latest = new HashMap<>();
    private long sent;

    SimulatedNetwork(SimulatedTime time, Random random, int slowness, BiConsumer<Long, Envelope> receivers) {
        this.time = time;
        this.random = random;
        this.slowness = slowness;
        this.receivers = receivers;
    }

    void send(long from, long to, Envelope envelope) {
        if (from == to) {
            time.after(0, () -> receivers.accept(to, envelope));
            return;
        }
        sent++;
        Pair pair = new Pair(from, to);
        long delay = 1 + random.nextInt(random.nextInt(8) == 0 ? 5 * slowness : slowness);
        long at = Math.max(time.now() + delay, latest.getOrDefault(pair, 0L));
        latest.put(pair, at);
        time.at(at, () -> receivers.accept(to, envelope));
    }

    /** How many messages went from one member to another. */
    long sent() {
        return sent;
    }
}
