package io.dipc.memory;

import static io.dipc.memory.message.Access.READ;
import static io.dipc.memory.message.Access.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Message;
import io.dipc.memory.message.Message.Acknowledge;
import io.dipc.memory.message.Message.Data;
import io.dipc.memory.message.Message.FetchAhead;
import io.dipc.memory.message.Message.Forward;
import io.dipc.memory.message.Message.Grant;
import io.dipc.memory.message.Message.Invalidate;
import io.dipc.memory.message.Message.Request;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.port.PageState;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many messages a miss takes; confirmations apart, for which nobody waits. */
class MessagesPerMissTest {

    private static SteppedRegion region(int members, int longestRun) {
        return new SteppedRegion(
                members,
                new RegionOptions(
                        new Geometry(1024, 16, 8), 0, RegionOptions.USE_LIMIT_DEFAULT, 0, longestRun, Set.of()));
    }

    private static void took(List<Message> messages, Class<?>... expected) {
        assertThat(messages).extracting(Object::getClass).containsExactlyInAnyOrder(expected);
    }

    @Test
    void aPageInItsInitialStateTakesNoBytes() {
        SteppedRegion region = region(3, 0);
        int page = region.pageAt(2, 0);
        took(region.access(1, page, READ), Request.class, Grant.class);
        took(region.access(3, page, READ), Request.class, Grant.class);
        took(region.access(1, page, WRITE), Request.class, Grant.class, Invalidate.class, Acknowledge.class);
        took(region.access(2, region.pageAt(2, page + 1), WRITE));
    }

    @Test
    void aReadMissTakesThree() {
        SteppedRegion region = region(3, 0);
        int page = region.pageAt(2, 0);
        region.access(1, page, WRITE);
        took(region.access(3, page, READ), Request.class, Forward.class, Data.class);
    }

    @Test
    void aReadMissTakesTwoWhereTheHomeReadsOrHasThePage() {
        SteppedRegion region = region(3, 0);
        int page = region.pageAt(2, 0);
        region.access(1, page, WRITE);
        took(region.access(2, page, READ), Forward.class, Data.class);
        took(region.access(3, page, READ), Request.class, Data.class);
    }

    @Test
    void aWriteMissFromTheOwnerTakesThree() {
        SteppedRegion region = region(3, 0);
        int page = region.pageAt(2, 0);
        region.access(1, page, WRITE);
        took(region.access(3, page, WRITE), Request.class, Forward.class, Data.class);
    }

    @Test
    void aWriteMissWithOneFurtherCopyTakesFourAmongThreeMembers() {
        SteppedRegion home = region(3, 0);
        int page = home.pageAt(2, 0);
        home.access(1, page, WRITE);
        home.access(2, page, READ);
        took(home.access(3, page, WRITE), Request.class, Forward.class, Data.class, Acknowledge.class);

        SteppedRegion writer = region(3, 0);
        page = writer.pageAt(2, 0);
        writer.access(1, page, WRITE);
        writer.access(3, page, READ);
        took(writer.access(2, page, WRITE), Forward.class, Data.class, Invalidate.class, Acknowledge.class);
    }

    @Test
    void aWriteMissWithOneFurtherCopyTakesFiveAmongFourMembers() {
        SteppedRegion region = region(4, 0);
        int page = region.pageAt(2, 0);
        region.access(1, page, WRITE);
        region.access(4, page, READ);
        took(
                region.access(3, page, WRITE),
                Request.class,
                Forward.class,
                Data.class,
                Invalidate.class,
                Acknowledge.class);
    }

    @Test
    void anUpgradeTakesNoBytes() {
        SteppedRegion region = region(3, 0);
        int page = region.pageAt(2, 0);
        region.access(1, page, WRITE);
        region.access(3, page, READ);
        took(region.access(3, page, WRITE), Request.class, Grant.class, Invalidate.class, Acknowledge.class);
    }

    /** A release takes one message to each backup, and one back, and the bytes of each dirty page as often. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6})
    void aReleaseTakesTwoForEachBackup(int backups) {
        SteppedRegion region = new SteppedRegion(
                8,
                new RegionOptions(new Geometry(1024, 16, 8), backups, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, Set.of()));
        for (int page = 0; page < 10; page++) {
            region.write(1, 20 * page, 1);
        }
        int before = region.arrived().size();
        region.release(1);
        List<Message> messages = region.arrived();
        messages = messages.subList(before, messages.size());
        assertThat(messages).hasSize(2 * backups);
        assertThat(messages).filteredOn(Message.Stored.class::isInstance).hasSize(backups);
        assertThat(messages)
                .filteredOn(Message.Cut.class::isInstance)
                .allSatisfy(
                        message -> assertThat(((Message.Cut) message).pages()).hasSize(10));
        region.release(1);
        assertThat(region.arrived()).hasSize(before + 2 * backups);
    }

    /** Who has read what is in no cut yet, and writes nothing, has to tell it where there are several backups. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aReleaseOfWhoHasReadTakesNoneWithOneBackup(int backups) {
        SteppedRegion region = new SteppedRegion(
                4,
                new RegionOptions(new Geometry(1024, 16, 8), backups, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, Set.of()));
        int page = region.pageAt(1, 0);
        region.write(2, page, 1);
        region.access(3, page, READ);
        int before = region.arrived().size();
        region.release(3);
        assertThat(region.arrived()).hasSize(before + (backups < 2 ? 0 : 3 * backups));
        before = region.arrived().size();
        region.release(3);
        assertThat(region.arrived()).hasSize(before);
    }

    /**
     * Whoever is home, owner, has a further copy, and asks: the bounds hold, with backups, whose messages are counted
     * apart as confirmations are.
     */
    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "4, 1", "5, 1", "3, 0", "3, 2", "5, 2", "5, 6"})
    void noMissTakesMore(int members, int backups) {
        SteppedRegion region = new SteppedRegion(
                members,
                new RegionOptions(
                        new Geometry(1 << 15, 16, 8), backups, RegionOptions.USE_LIMIT_DEFAULT, 0, 0, Set.of()));
        int page = 0;
        for (int home = 1; home <= members; home++) {
            for (int owner = 1; owner <= members; owner++) {
                for (int other = 1; other <= members; other++) {
                    for (int asking = 1; asking <= members; asking++) {
                        page = region.pageAt(home, page + 1);
                        region.access(owner, page, WRITE);
                        if (other != owner) {
                            assertThat(region.access(other, page, READ))
                                    .as("read by %d, home %d, owner %d", other, home, owner)
                                    .hasSizeLessThanOrEqualTo(3);
                        }
                        long involved = IntStream.of(home, owner, other, asking)
                                .distinct()
                                .count();
                        assertThat(region.access(asking, page, WRITE))
                                .as("write by %d, home %d, owner %d, copy at %d", asking, home, owner, other)
                                .hasSizeLessThanOrEqualTo(other == owner ? 3 : involved <= 3 ? 4 : 5);
                    }
                }
            }
        }
    }

    @Test
    void missesInSequenceFetchAhead() {
        SteppedRegion region = region(2, 32);
        int first = region.pageAt(2, 0);
        for (int page = first; page < first + 8; page++) {
            region.access(2, page, WRITE);
        }
        int requests = 0;
        for (int page = first; page < first + 8; page++) {
            if (region.member(1).node.cache().state(page) == PageState.INVALID) {
                requests += region.access(1, page, READ).stream()
                        .filter(Request.class::isInstance)
                        .count();
            }
        }
        // the first page; the second and one ahead; the fourth and two ahead; the seventh and what is left of the run
        assertThat(requests).isEqualTo(4);
    }

    /** A page is kept from the program so that more is asked for in time; if that has happened otherwise it is not. */
    @Test
    void noPageIsKeptFromTheProgramLongerThanNeeded() {
        SteppedRegion region = region(2, 64);
        for (int page = 0; page < 1024; page++) {
            region.access(2, page, WRITE);
        }
        SteppedRegion.Member reader = region.member(1);
        int next = 0;
        while (kept(reader).isEmpty()) {
            region.access(1, next, READ);
            while (reader.allowed(next) != PageState.INVALID) {
                next++;
            }
        }
        int kept = kept(reader).iterator().next();
        while (reader.node.cache().state(next) != PageState.INVALID) {
            next++;
        }
        region.access(1, next, READ);
        assertThat(reader.allowed(kept)).isEqualTo(PageState.SHARED);
    }

    /** Pages that are here, and that the program may not read. */
    private static List<Integer> kept(SteppedRegion.Member member) {
        return IntStream.range(0, 1024)
                .filter(page -> member.node.cache().state(page) != PageState.INVALID
                        && member.allowed(page) == PageState.INVALID)
                .boxed()
                .toList();
    }

    @Test
    void aSequenceTakesFewRequests() {
        SteppedRegion region = region(2, 64);
        for (int page = 0; page < 1024; page++) {
            region.access(2, page, WRITE);
        }
        int requests = 0;
        for (int page = 0; page < 1024; page++) {
            if (region.member(1).node.cache().state(page) == PageState.INVALID) {
                requests += region.access(1, page, READ).stream()
                        .filter(message -> message instanceof Request || message instanceof FetchAhead)
                        .count();
            }
        }
        // some at the beginning, then one per run of eight pages, of which the home is the other member half of the
        // time
        assertThat(requests).isLessThan(1024 / 8 + 20);
    }

    /** Once it goes on: to the home and, if that is another, to the owner, one per run of 64 pages; one per 16 with bytes. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void pagesInSequenceTravelTogether(int members) {
        int pages = 4096;
        SteppedRegion region = new SteppedRegion(
                members,
                new RegionOptions(new Geometry(pages, 16, 64), 0, RegionOptions.USE_LIMIT_DEFAULT, 0, 256, Set.of()));
        for (int page = 0; page < pages; page++) {
            region.access(2, page, WRITE);
        }
        int messages = 0;
        for (int page = 0; page < pages; page++) {
            if (region.member(1).node.cache().state(page) == PageState.INVALID) {
                messages += region.access(1, page, READ).size();
            }
        }
        // Pages for which a thread waits come alone, few as they are. Pages of one byte all go together.
        assertThat(messages).isLessThan(3 * (pages / 64) + pages / 64 * 3);
    }
}
