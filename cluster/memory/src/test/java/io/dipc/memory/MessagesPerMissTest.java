package io.dipc.memory;

import static io.dipc.memory.message.Access.READ;
import static io.dipc.memory.message.Access.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Message;
import io.dipc.memory.message.Message.Acknowledge;
import io.dipc.memory.message.Message.Data;
import io.dipc.memory.message.Message.Forward;
import io.dipc.memory.message.Message.Grant;
import io.dipc.memory.message.Message.Invalidate;
import io.dipc.memory.message.Message.Request;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

    @Test
    void missesInSequenceFetchAhead() {
        SteppedRegion region = region(2, 32);
        int first = region.pageAt(2, 0);
        for (int page = first; page < first + 8; page++) {
            region.access(2, page, WRITE);
        }
        int requests = 0;
        for (int page = first; page < first + 8; page++) {
            if (region.member(1).node.cache().state(page) == io.dipc.memory.port.PageState.INVALID) {
                requests += region.access(1, page, READ).stream()
                        .filter(Request.class::isInstance)
                        .count();
            }
        }
        // the first page; the second and one ahead; the fourth and two ahead; the seventh and what is left of the run
        assertThat(requests).isEqualTo(4);
    }
}
