package io.dipc.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import org.junit.jupiter.api.Test;

class ReunionsTest {
    private static final long NOW = 1_000_000_000;
    private static final int MANY = 2 * Reunions.REMEMBERED;

    private final Reunions reunions = new Reunions();

    /** Members of one half come back about the same time, and have the same to offer. */
    @Test
    void whatWasOfferedJustNowIsRememberedHoweverMuchItIs() {
        offerMany();
        assertThat(reunions.known(1, 1)).isEqualTo(new IdRange(0, 1));
        assertThat(reunions.known(1, MANY)).isEqualTo(new IdRange(0, 1));
    }

    @Test
    void ofWhatWasOfferedLongAgoTheLastIsRemembered() {
        offerMany();
        reunions.offered(1, 1, new IdRange(-1, 0), NOW + 1);
        Reunions copy = new Reunions();
        WireWriter out = new WireWriter();
        reunions.write(out);
        copy.read(new WireReader(out.toBytes()));
        for (Reunions each : new Reunions[] {reunions, copy}) {
            each.offered(2, 1, IdRange.NONE, NOW + Home.REMEMBER_MILLIS + 1);
            assertThat(each.known(1, 1)).isEqualTo(new IdRange(-1, 1));
            assertThat(each.known(1, MANY)).isNotNull();
            assertThat(each.known(1, MANY - Reunions.REMEMBERED + 3)).isNotNull();
            assertThat(each.known(1, MANY - Reunions.REMEMBERED + 2)).isNull();
        }
    }

    private void offerMany() {
        for (int i = 1; i <= MANY; i++) {
            reunions.offered(1, i, new IdRange(0, 1), NOW);
        }
    }
}
