package io.dipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Access;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two members that want one page all the time. */
class ContentionTest {
    private static final long LONGEST = 1600;
    private static final long FIRST = LONGEST / 16;

    private final SteppedRegion region = new SteppedRegion(
            2, new RegionOptions(new Geometry(256, 16, 1), 0, RegionOptions.USE_LIMIT_DEFAULT, LONGEST, 0, Set.of()));

    /** Each time twice as long. What others want meanwhile is done then, and not before. */
    @Test
    void aPageThatGoesToAndFroStaysForAWhile() {
        int page = region.pageAt(1, 0);
        region.write(1, page, 1);
        region.write(2, page, 2);
        region.write(1, page, 3);
        for (long quantum = FIRST; quantum <= LONGEST; quantum *= 2) {
            waitsFor(quantum, 2, page);
            waitsFor(quantum, 1, page);
        }
        waitsFor(LONGEST, 2, page);
    }

    private void waitsFor(long quantum, long member, int page) {
        List<String> told = region.fault(member, page, Access.WRITE);
        region.pass(quantum - 1);
        assertThat(told).as("before %d ns", quantum).isEmpty();
        region.pass(1);
        assertThat(told).as("after %d ns", quantum).containsExactly("granted");
        region.member(member).node.cache().used(page);
        region.settle();
    }

    @Test
    void aPageThatNobodyHadBackIsGivenAtOnce() {
        int page = region.pageAt(1, 0);
        region.write(1, page, 1);
        region.pass(1);
        region.write(2, page, 2);
        region.pass(1);
        assertThat(region.read(1, page)).hasValue(2);
    }

    private int contended() {
        int page = region.pageAt(1, 0);
        for (int i = 0; i < 3; i++) {
            region.write(1 + i % 2, page, i);
        }
        return page;
    }

    /** Who waits for what another one writes would wait for nothing. */
    @Test
    void whoReadsNeedNotWait() {
        int page = contended();
        assertThat(region.read(2, page)).hasValue(2);
        List<String> told = region.fault(2, page, Access.WRITE);
        assertThat(told).as("nobody writes any more").containsExactly("granted");
    }

    @Test
    void whatWasWrittenBeforeAReleaseNeedNotStay() {
        int page = contended();
        assertThat(region.member(1).node.cache().quanta()).isTrue();
        List<String> told = region.fault(2, page, Access.WRITE);
        assertThat(told).isEmpty();
        region.member(1).node.cache().endQuanta();
        region.settle();
        assertThat(told).containsExactly("granted");
        assertThat(region.member(1).node.cache().quanta()).isFalse();
    }

    @Test
    void afterAReleaseNobodyWaits() {
        int page = contended();
        region.member(1).node.cache().endQuanta();
        assertThat(region.fault(2, page, Access.WRITE)).containsExactly("granted");
    }
}
