package io.dipc.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.protocol.Entry;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTest {
    private final Lineage lineage = new Lineage();
    private long index;

    @Test
    void knowsWhatWasTheLastEntryOfAView() {
        begin(1, 4);
        begin(2, 0);
        begin(3, 2);
        assertThat(lineage.newestFirst()).containsExactly(3L, 2L, 1L);
        assertThat(lineage.end(1)).isEqualTo(5);
        assertThat(lineage.end(2)).isEqualTo(6);
        assertThat(lineage.before(3)).isEqualTo(2);
        assertThat(lineage.before(1)).isZero();
    }

    /** Else all that was in a queue when the halves parted would be offered again. */
    @Test
    void manyViewsInWhichNothingWasDoneDoNotMakeItForgetThoseBefore() {
        begin(1, 4);
        begin(2, 1);
        int view = 3;
        for (; view < 3 + 2 * Lineage.REMEMBERED; view++) {
            begin(view, 0);
        }
        begin(view, 1);
        Lineage copy = new Lineage();
        WireWriter out = new WireWriter();
        lineage.write(out);
        copy.read(new WireReader(out.toBytes()));
        for (Lineage each : new Lineage[] {lineage, copy}) {
            assertThat(each.newestFirst())
                    .hasSize(Lineage.REMEMBERED)
                    .startsWith((long) view)
                    .endsWith(2L, 1L);
            assertThat(each.end(1)).isEqualTo(5);
            assertThat(each.end(2)).isEqualTo(7);
        }
    }

    /** Nor do those who come, use what is there, and leave in order: nobody parts from them. */
    @Test
    void manyViewsAfterWhichNobodyWasLostDoNotMakeItForgetThatInWhichSomebodyWas() {
        begin(1, 4);
        begin(2, 1);
        begin(3, 1, true);
        int view = 4;
        for (; view < 4 + 2 * Lineage.REMEMBERED; view++) {
            begin(view, 1);
        }
        assertThat(lineage.newestFirst()).hasSize(Lineage.REMEMBERED).endsWith(2L);
        assertThat(lineage.end(2)).isEqualTo(7);
    }

    /** It is as if they had parted in the view before. */
    @Test
    void anIdleViewAfterWhichSomebodyWasLostIsForgottenButNotTheOneBefore() {
        begin(1, 1);
        begin(2, 1);
        begin(3, 0);
        begin(4, 1, true);
        for (int view = 5; view < 5 + 2 * Lineage.REMEMBERED; view++) {
            begin(view, 1);
        }
        assertThat(lineage.newestFirst()).hasSize(Lineage.REMEMBERED).endsWith(2L);
    }

    @Test
    void ofViewsInWhichAllSomethingWasDoneAndSomebodyLostTheOldestAreForgotten() {
        for (int view = 1; view <= 2 * Lineage.REMEMBERED; view++) {
            begin(view, 1, true);
        }
        assertThat(lineage.newestFirst()).hasSize(Lineage.REMEMBERED);
        assertThat(lineage.has(Lineage.REMEMBERED)).isFalse();
        assertThat(lineage.has(Lineage.REMEMBERED + 1)).isTrue();
    }

    /** The homes of 2 and 3 may have begun elsewhere, and what they did was not acknowledged. */
    @Test
    void viewsOfWhoseHomesNothingWasHeardAreThoseBeforeWithoutEntries() {
        begin(1, 4);
        lineage.begin(new Entry.Begin(4, List.of(2L, 3L), List.of(4L), true), ++index);
        begin(5, 1);
        Lineage copy = new Lineage();
        WireWriter out = new WireWriter();
        lineage.write(out);
        copy.read(new WireReader(out.toBytes()));
        for (Lineage each : new Lineage[] {lineage, copy}) {
            assertThat(each.newestFirst()).containsExactly(5L, 4L, 3L, 2L, 1L);
            assertThat(each.end(1)).isEqualTo(5);
            assertThat(each.end(2)).isEqualTo(5);
            assertThat(each.end(3)).isEqualTo(5);
            assertThat(each.end(4)).isEqualTo(6);
        }
    }

    private void begin(long view, int entries) {
        begin(view, entries, false);
    }

    private void begin(long view, int entries, boolean lost) {
        lineage.begin(new Entry.Begin(view, List.of(), List.of(view), lost), ++index);
        index += entries;
    }
}
