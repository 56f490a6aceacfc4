package io.dipc.memory.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.OwnedCut;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.objects.region.StripeView;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightsTest {
    private static final int SELF = 1;
    private static final int COMINGS = 10_000;

    /** A region may outlive any number of JVMs that come, write, and go. */
    @Test
    void onlyWhatMayBeAskedAboutIsKept() {
        Sights sights = new Sights(SELF, new RegionOptions(new Geometry(4, 1, 1), 2, 0, 0, 0, Set.of()));
        for (int i = 1; i <= COMINGS; i++) {
            int other = SELF + i;
            long[] members = {SELF, other};
            sights.enter(StripeView.first(i, members, members, 1));
            sights.saw(other, i);
            sights.came(i % 4, other, i);
        }
        assertThat(sights.message(true).cuts())
                .containsExactly(
                        new OwnedCut(COMINGS - 1, COMINGS - 2),
                        new OwnedCut(COMINGS, COMINGS - 1),
                        new OwnedCut(COMINGS + 1, COMINGS));
        assertThat(sights.relayed(COMINGS % 4)).isEqualTo(new OwnedCut(COMINGS + 1, COMINGS));
        assertThat(sights.relayed((COMINGS + 1) % 4)).isNull();
    }
}
