package io.dipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Regions whose members are lost, and what is common to the ways to that. */
final class Losses {
    static final OptionalInt LOST = OptionalInt.empty();
    static final Set<Rule> ALL = Set.of();

    static final int PAGES = 256;
    static final int STRIPES = 16;

    private Losses() {}

    /** With all rules. */
    static SteppedRegion region(int members, int backups) {
        return region(members, backups, ALL);
    }

    /** @param off rules that do not hold */
    static SteppedRegion region(int members, int backups, Set<Rule> off) {
        return region(members, backups, new Geometry(PAGES, STRIPES, 1), off);
    }

    static SteppedRegion region(int members, int backups, Geometry geometry, Set<Rule> off) {
        return new SteppedRegion(
                members, new RegionOptions(geometry, backups, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, off));
    }

    static Set<Rule> without(Rule rule) {
        return EnumSet.of(rule);
    }

    static Predicate<SteppedRegion.Sent> cutsOf(long member) {
        return sent -> sent.envelope().from() == member
                && sent.envelope().message() instanceof Message.OfCuts message
                && !(message instanceof Message.Stored);
    }

    /** What a page is after members were lost of which nothing is heard any more. */
    static OptionalInt lose(SteppedRegion region, int page, long... members) {
        region.lose(members);
        region.hold(sent -> Arrays.stream(members)
                .anyMatch(member -> member == sent.envelope().from()));
        region.settle();
        return region.read(1, page);
    }

    /**
     * 3 has read what 2 wrote to two pages after its last cut, in which both are 1.
     *
     * @param held what is held from that cut on
     */
    static void seenByAnotherAndInNoCut(SteppedRegion region, int page, int other, Predicate<SteppedRegion.Sent> held) {
        region.write(2, page, 1);
        region.write(2, other, 1);
        region.release(2);
        region.hold(held);
        region.write(2, page, 2);
        region.write(2, other, 2);
        assertThat(region.read(3, other)).hasValue(2);
    }

    /** So many pages are dirty that no cut follows what others get. */
    static void writeMuch(SteppedRegion region, long member, int page) {
        int other = page;
        for (int i = 0; i < 9; i++) {
            other = region.pageAt(1, other + 2);
            region.write(member, other, 1);
        }
    }
}
