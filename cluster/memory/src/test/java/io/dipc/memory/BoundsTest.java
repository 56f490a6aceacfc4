package io.dipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final int PAGE = 64;
    /** Ten pages in runs of 4, of which those of the second stripe are 4 to 7. */
    private final Bounds bounds = new Bounds(new Geometry(10, 2, 4), PAGE);

    private void assertFine(Message message) {
        assertThat(bounds.violation(message)).isNull();
    }

    private void assertRefused(Message message, String why) {
        assertThat(bounds.violation(message)).isEqualTo(why);
    }

    private static Message ahead(int page, int pages) {
        return new Message.FetchAhead(page, Access.READ, pages);
    }

    private static Message run(int page, int pages, int pageSize) {
        long[] numbers = new long[pages];
        return new Message.DataRun(page, pageSize, numbers, numbers, numbers, new byte[pages * pageSize]);
    }

    private static Message cut(int page, int bytes) {
        return new Message.Cut(
                1, false, 1, List.of(new CutPage(0, 1, new byte[PAGE]), new CutPage(page, 1, new byte[bytes])));
    }

    private static Message report(int page, int held) {
        return new Message.Report(page, List.of(new Holding(held, 1, Holding.State.SHARED, 0, 0)));
    }

    private static Message data(int page, int bytes) {
        return new Message.Data(page, 1, 1, false, 0, 0, 0, new byte[bytes]);
    }

    @Test
    void pages() {
        assertFine(new Message.Confirm(9, 1));
        assertRefused(new Message.Confirm(10, 1), "page 10 (expected: 0 to 9)");
        assertFine(new Message.Left(9, true, 1));
        assertRefused(new Message.Left(10, true, 1), "page 10 (expected: 0 to 9)");
        assertFine(cut(9, PAGE));
        assertRefused(cut(10, PAGE), "page 10 (expected: 0 to 9)");
        assertFine(report(0, 9));
        assertRefused(report(0, 10), "page 10 (expected: 0 to 9)");
        assertRefused(report(0, 4), "page 4 (expected: one of the stripe of page 0)");
        assertFine(new Message.Stored(Long.MAX_VALUE));
    }

    @Test
    void runs() {
        assertFine(ahead(5, 3));
        assertRefused(ahead(5, 4), "a run of 4 pages from page 5 on (expected: 1 to 3)");
        assertRefused(ahead(0, Integer.MAX_VALUE), "a run of 2147483647 pages from page 0 on (expected: 1 to 4)");
        assertRefused(ahead(5, 0), "a run of 0 pages from page 5 on (expected: 1 to 3)");
        assertFine(ahead(8, 2));
        assertRefused(ahead(8, 3), "a run of 3 pages from page 8 on (expected: 1 to 2)");
        assertFine(new Message.ForwardRun(4, new long[4], 1));
        assertRefused(new Message.ForwardRun(4, new long[5], 1), "a run of 5 pages from page 4 on (expected: 1 to 4)");
        assertFine(run(4, 4, PAGE));
        assertRefused(run(4, 5, PAGE), "a run of 5 pages from page 4 on (expected: 1 to 4)");
    }

    @Test
    void lengths() {
        assertFine(data(0, PAGE));
        assertFine(data(9, 1));
        assertRefused(data(0, PAGE + 1), "65 bytes of page 0 (expected: at most 64)");
        assertRefused(cut(3, PAGE + 1), "65 bytes of page 3 (expected: at most 64)");
        assertRefused(run(4, 2, PAGE / 2), "32 bytes of page 4 (expected: 64)");
    }
}
