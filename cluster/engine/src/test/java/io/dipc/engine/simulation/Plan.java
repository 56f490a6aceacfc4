package io.dipc.engine.simulation;

import io.dipc.histories.faults.FaultPlan;
import io.dipc.objects.Kind;
import java.util.List;
import java.util.Random;

/**
 * What happens in a run.
 *
 * @param members how many there are at first
 * @param clientsPerMember the threads of each member
 * @param visitorsPerMember further threads of each member, that use objects for a moment and forget them
 * @param operations how many calls each client makes at most
 * @param queue what the queue is
 * @param capacity of the queue
 * @param permits of the semaphore
 * @param disturbances how often something happens to a member
 * @param exclusions whether members are excluded while they live
 * @param pauseMillis the longest time from one disturbance to the next, beside what the members need to agree
 * @param linearizability whether the histories are short enough to be checked for linearizability
 * @param weather how bad the network is
 * @param voting how views are decided by majority; null: suspicion counts as proof
 * @param script what happens, one after the other, in place of the disturbances; null: whatever comes
 */
record Plan(
        int members,
        int clientsPerMember,
        int visitorsPerMember,
        int operations,
        Kind queue,
        int capacity,
        int permits,
        int disturbances,
        boolean exclusions,
        int pauseMillis,
        boolean linearizability,
        SimulatedNetwork.Weather weather,
        Voting voting,
        FaultPlan script) {
    /** What seeds mean depends on it. */
    private static final List<Fault> ALL_BUT_MUTE = List.of(Fault.values()).subList(0, Fault.MUTE.ordinal());

    /**
     * Views are decided by majority.
     *
     * @param leases false to show what leases are for
     * @param faults what befalls members that live
     * @param deaths whether members die while nothing that they send gets through
     */
    record Voting(boolean leases, List<Fault> faults, boolean deaths) {}

    /** The same with views that are decided by majority, and one permit, which is wanted on all sides. */
    Plan with(boolean leases, Fault... faults) {
        return new Plan(
                members,
                clientsPerMember,
                visitorsPerMember,
                operations,
                queue,
                capacity,
                1,
                disturbances,
                exclusions,
                pauseMillis,
                linearizability,
                weather,
                new Voting(leases, List.of(faults), false),
                script);
    }

    /** What a plan of the fault suite says, in a simulated cluster. */
    static Plan replay(FaultPlan script, int members) {
        return new Plan(
                members,
                4,
                0,
                Integer.MAX_VALUE,
                Kind.FIFO_QUEUE,
                4,
                2,
                script.faults().size(),
                false,
                3_200,
                false,
                new SimulatedNetwork.Weather(0.005, 0.01, 0.02),
                new Voting(true, List.of(), false),
                script);
    }

    /** The longest time between two calls, in nanoseconds: few calls are to be spread over all that happens. */
    int thinking() {
        if (voting != null && voting.deaths()) {
            return 200_000_000;
        }
        return voting != null && linearizability ? 500_000_000 : 2_000_000;
    }

    /** The same with another queue, which has no capacity. */
    Plan with(Kind kind) {
        return new Plan(
                members,
                clientsPerMember,
                visitorsPerMember,
                operations,
                kind,
                Integer.MAX_VALUE,
                permits,
                disturbances,
                exclusions,
                pauseMillis,
                false,
                weather,
                voting,
                script);
    }

    /** The same with visitors. */
    Plan withVisitors(int perMember) {
        return new Plan(
                members,
                clientsPerMember,
                perMember,
                operations,
                queue,
                capacity,
                permits,
                disturbances,
                exclusions,
                pauseMillis,
                linearizability,
                weather,
                voting,
                script);
    }

    /** Thousands of calls, too many to search for an order. */
    static Plan longRun(
            int members, int clientsPerMember, int disturbances, boolean exclusions, SimulatedNetwork.Weather weather) {
        return new Plan(
                members,
                clientsPerMember,
                0,
                Integer.MAX_VALUE,
                Kind.FIFO_QUEUE,
                4,
                3,
                disturbances,
                exclusions,
                3_200,
                false,
                weather,
                null,
                null);
    }

    /** Some tens of calls, all of which is made from a seed. */
    static Plan shortRun(long seed) {
        return shortRun(new Random(~seed), null);
    }

    /** The same in a cluster that decides by majority, with cuts and pauses. */
    static Plan shortRunByMajority(long seed) {
        return shortRun(new Random(~seed), new Voting(true, ALL_BUT_MUTE, false));
    }

    /** The same with the faults after which nobody else knows whether a taker has its element. */
    static Plan shortRunInDoubt(long seed) {
        Random random = new Random(~seed);
        Voting voting = new Voting(true, List.of(Fault.MUTE, Fault.MUTE, Fault.ISOLATION, Fault.FLAPPING), true);
        Plan plan = shortRun(random, voting);
        return new Plan(
                3 + random.nextInt(3),
                2,
                0,
                12 + random.nextInt(12),
                plan.queue,
                plan.capacity,
                plan.permits,
                1 + random.nextInt(2),
                false,
                plan.pauseMillis,
                true,
                plan.weather,
                voting,
                null);
    }

    private static Plan shortRun(Random random, Voting voting) {
        int roughness = random.nextInt(4);
        return new Plan(
                2 + random.nextInt(3),
                1 + random.nextInt(2),
                0,
                4 + random.nextInt(12),
                Kind.FIFO_QUEUE,
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                1 + random.nextInt(3),
                random.nextInt(3) == 0 && voting == null,
                16 + random.nextInt(64),
                true,
                new SimulatedNetwork.Weather(0.02 * roughness, 0.02 * roughness, 0.03 * roughness),
                voting,
                null);
    }
}
