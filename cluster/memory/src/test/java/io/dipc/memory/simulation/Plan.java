package io.dipc.memory.simulation;

import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What happens in a run.
 *
 * @param members how many there are at first
 * @param threads how many each has
 * @param operations how many accesses each thread makes
 * @param words how many words a page has
 * @param disturbances what happens to members, one after the other
 * @param pause the longest time between two of those
 * @param slowness the longest delay of a message
 * @param releases one of so many things that threads do is a release
 * @param slowLanes one of so many ways from one member to another is far slower; 0: none
 * @param sequential whether threads go from page to page
 * @param scans whether most threads do so and hardly write, and the others write anywhere
 * @param options how members behave
 */
record Plan(
        int members,
        int threads,
        int operations,
        int words,
        List<Disturbance> disturbances,
        int pause,
        int slowness,
        int releases,
        int slowLanes,
        boolean sequential,
        boolean scans,
        RegionOptions options) {

    enum Disturbance {
        /** A member joins. */
        JOIN,
        /** A member leaves in order. */
        LEAVE,
        /** A member is killed. */
        KILL,
        /** Two members are killed, and the next view is without both. */
        KILL_TWO,
        /** A member is taken out of the view while it lives. */
        EXCLUDE
    }

    private static final Disturbance[] ALL = {Disturbance.JOIN, Disturbance.LEAVE, Disturbance.KILL, Disturbance.EXCLUDE
    };

    /** Some tens of accesses, all of which is made from a seed. */
    static Plan shortRun(long seed) {
        return run(new Random(~seed), 12, 3, EnumSet.noneOf(Rule.class));
    }

    /** The same without a rule. */
    static Plan without(Rule rule, long seed) {
        return run(new Random(~seed), 12, 3, EnumSet.of(rule));
    }

    /** Thousands of accesses. */
    static Plan longRun(long seed) {
        return run(new Random(~seed), 300, 12, EnumSet.noneOf(Rule.class));
    }

    /**
     * Few members die one soon after the other, those first that have pages alone, while some messages are far later than
     * others.
     */
    static Plan losses(long seed) {
        return losses(seed, EnumSet.noneOf(Rule.class));
    }

    /** The same without a rule. */
    static Plan losses(long seed, Set<Rule> off) {
        Random random = new Random(~seed);
        List<Disturbance> all = random.ints(2 + random.nextInt(5), 0, 10)
                .mapToObj(i -> i < 3 ? Disturbance.JOIN : i == 3 ? Disturbance.EXCLUDE : Disturbance.KILL)
                .toList();
        return new Plan(
                3 + random.nextInt(2),
                1,
                1_000,
                1,
                all,
                32 << random.nextInt(4),
                1 + random.nextInt(6),
                2 + random.nextInt(7),
                2 + random.nextInt(4),
                false,
                false,
                new RegionOptions(
                        new Geometry(1 + random.nextInt(4), 1, 1),
                        Math.min(1, random.nextInt(4)),
                        100_000,
                        0,
                        0,
                        random.nextBoolean() ? 0 : RegionOptions.CUT_FOR_EACH_DEFAULT,
                        off));
    }

    /** Many pages in sequence are read, and so are sent together, while others write to some of them. */
    static Plan scans(long seed) {
        Random random = new Random(~seed);
        List<Disturbance> all = random.ints(random.nextInt(3), 0, ALL.length)
                .mapToObj(i -> ALL[i])
                .toList();
        return new Plan(
                2 + random.nextInt(3),
                1 + random.nextInt(2),
                20 + random.nextInt(40),
                1 + random.nextInt(2),
                all,
                20 + random.nextInt(400),
                1 + random.nextInt(60),
                8,
                0,
                true,
                true,
                new RegionOptions(
                        new Geometry(4 + random.nextInt(13), 1 + random.nextInt(3), 3 + random.nextInt(6)),
                        random.nextInt(2),
                        100_000,
                        random.nextInt(2) * random.nextInt(100),
                        4 + random.nextInt(9),
                        Set.of()));
    }

    /** Members of a region with several backups die together, and now and then one alone. */
    static Plan together(long seed) {
        return together(seed, EnumSet.noneOf(Rule.class));
    }

    /** The same without a rule. */
    static Plan together(long seed, Set<Rule> off) {
        Random random = new Random(~seed);
        List<Disturbance> all = random.ints(1 + random.nextInt(4), 0, 10)
                .mapToObj(i -> i < 2
                        ? Disturbance.JOIN
                        : i == 2 ? Disturbance.LEAVE : i < 5 ? Disturbance.KILL : Disturbance.KILL_TWO)
                .toList();
        boolean simple = random.nextBoolean();
        boolean longer = random.nextInt(3) > 0;
        int pages = 1 + random.nextInt(4);
        return new Plan(
                4 + random.nextInt(4),
                simple ? 1 : 1 + random.nextInt(2),
                longer ? 1_000 : 16 + random.nextInt(32),
                1,
                all,
                64 << random.nextInt(longer ? 4 : 5),
                1 + random.nextInt(6),
                2 + random.nextInt(7),
                longer ? 4 + random.nextInt(12) : 0,
                !simple && random.nextBoolean(),
                false,
                new RegionOptions(
                        simple
                                ? new Geometry(pages, 1, 1)
                                : new Geometry(pages + random.nextInt(4), 1 + random.nextInt(3), 1 + random.nextInt(3)),
                        2 + random.nextInt(2),
                        100_000,
                        0,
                        simple ? 0 : 2 * random.nextInt(3),
                        random.nextBoolean() ? 0 : RegionOptions.CUT_FOR_EACH_DEFAULT,
                        off));
    }

    private static Plan run(Random random, int operations, int disturbances, Set<Rule> off) {
        int count = random.nextInt(disturbances + 1);
        boolean gentle = random.nextInt(3) == 0;
        List<Disturbance> all = random.ints(count, 0, gentle ? 2 : ALL.length)
                .mapToObj(i -> ALL[i])
                .toList();
        int run = 1 + random.nextInt(4);
        return new Plan(
                2 + random.nextInt(4),
                1 + random.nextInt(3),
                2 + random.nextInt(operations),
                1 + random.nextInt(2),
                all,
                20 + random.nextInt(400),
                1 + random.nextInt(60),
                8,
                0,
                random.nextInt(3) == 0,
                false,
                new RegionOptions(
                        new Geometry(1 + random.nextInt(6), 1 + random.nextInt(4), run),
                        random.nextInt(2),
                        100_000,
                        random.nextInt(2) * random.nextInt(100),
                        2 * random.nextInt(3),
                        off));
    }

    /** Whether nothing is lost, since everybody lives. */
    boolean gentle() {
        return deaths() == 0;
    }

    /** How many members are lost, at most. */
    long deaths() {
        return disturbances.stream()
                .mapToLong(disturbance -> switch (disturbance) {
                    case JOIN, LEAVE -> 0;
                    case KILL, EXCLUDE -> 1;
                    case KILL_TWO -> 2;
                })
                .sum();
    }
}
