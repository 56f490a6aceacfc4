package io.dipc.memory.simulation;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Messages arrive in order between two members, after a random time; those of cuts are overtaken by others, as in the
 * transport. Those to itself arrive at once. Some lanes may be far slower than others.
 */
final class SimulatedNetwork {
    private record Lane(long from, long to, boolean bulk) {}

    private static final int FAR_SLOWER = 40;

    private final SimulatedTime time;
    private final Random random;
    private final Plan plan;
    private final BiConsumer<Long, Envelope> receivers;
    private final Map<Lane, Long> latest = new HashMap<>();
    private final Map<Lane, Integer> slowness = new HashMap<>();
    private long sent;

    SimulatedNetwork(SimulatedTime time, Random random, Plan plan, BiConsumer<Long, Envelope> receivers) {
        this.time = time;
        this.random = random;
        this.plan = plan;
        this.receivers = receivers;
    }

    void send(long from, long to, Envelope envelope) {
        if (from == to) {
            time.after(0, () -> receivers.accept(to, envelope));
            return;
        }
        sent++;
        Lane prompt = new Lane(from, to, false);
        boolean bulk = envelope.message() instanceof Message.OfCuts && !(envelope.message() instanceof Message.Stored);
        Lane lane = bulk ? new Lane(from, to, true) : prompt;
        int slowness = this.slowness.computeIfAbsent(lane, l -> slowness());
        long delay = 1 + random.nextInt(random.nextInt(8) == 0 ? 5 * slowness : slowness);
        long earliest = Math.max(latest.getOrDefault(prompt, 0L), latest.getOrDefault(lane, 0L));
        long at = Math.max(time.now() + delay, earliest);
        latest.put(lane, at);
        time.at(at, () -> receivers.accept(to, envelope));
    }

    /**
     * Some of what members send each other from now on arrives far later.
     *
     * @param only if not 0: what one of them sends and gets
     */
    void stall(long only, int members, int oneOf, int longest) {
        for (long from = 1; from <= members; from++) {
            for (long to = 1; to <= members; to++) {
                if ((only == 0 || only == from || only == to) && random.nextInt(oneOf) == 0) {
                    Lane lane = new Lane(from, to, random.nextInt(4) > 0);
                    latest.merge(lane, time.now() + random.nextInt(longest), Math::max);
                }
            }
        }
    }

    /** The cuts of a member that some of the others get from now on arrive far later. */
    void stallCuts(long owner, int members, int oneOf, int longest) {
        for (long to = 1; to <= members; to++) {
            if (random.nextInt(oneOf) == 0) {
                latest.merge(new Lane(owner, to, true), time.now() + longest / 2 + random.nextInt(longest), Math::max);
            }
        }
    }

    private int slowness() {
        return plan.slowLanes() > 0 && random.nextInt(plan.slowLanes()) == 0
                ? plan.slowness() * FAR_SLOWER
                : plan.slowness();
    }

    /** How many messages went from one member to another. */
    long sent() {
        return sent;
    }
}
