package io.dipc.memory.simulation;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Messages arrive in order between two members, after a random time; those of cuts are overtaken by others, as in the
 * transport. Those to itself arrive at once.
 */
final class SimulatedNetwork {
    private record Lane(long from, long to, boolean bulk) {}

    private final SimulatedTime time;
    private final Random random;
    private final int slowness;
    private final BiConsumer<Long, Envelope> receivers;
    private final Map<Lane, Long> latest = new HashMap<>();
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
        Lane prompt = new Lane(from, to, false);
        boolean bulk = envelope.message() instanceof Message.Cut || envelope.message() instanceof Message.Left;
        Lane lane = bulk ? new Lane(from, to, true) : prompt;
        long delay = 1 + random.nextInt(random.nextInt(8) == 0 ? 5 * slowness : slowness);
        long earliest = Math.max(latest.getOrDefault(prompt, 0L), latest.getOrDefault(lane, 0L));
        long at = Math.max(time.now() + delay, earliest);
        latest.put(lane, at);
        time.at(at, () -> receivers.accept(to, envelope));
    }

    /** How many messages went from one member to another. */
    long sent() {
        return sent;
    }
}
