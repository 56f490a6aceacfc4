package io.dipc.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.network.Member;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who votes, until when a member may answer, and when that is over for others. */
class LeaseTest {
    private static final long MILLI = 1_000_000;
    private static final Electors THREE = new Electors(1, List.of(1L, 2L, 3L), 1000);

    private static List<ViewMember> members(int hosts, int tools) {
        List<ViewMember> members = new ArrayList<>();
        for (long i = 1; i <= hosts + tools; i++) {
            members.add(new ViewMember(new Member(i, "m" + i, "a:" + i, i <= hosts), false, false, 1));
        }
        return members;
    }

    @Test
    void theOldestOneThreeOrFiveVote() {
        int[] expected = {1, 1, 3, 3, 5, 5};
        for (int hosts = 1; hosts <= 6; hosts++) {
            assertThat(Electors.of(members(hosts, 2), 5, null, 1000).voters())
                    .hasSize(expected[hosts - 1])
                    .startsWith(1L);
        }
    }

    @Test
    void theSameVotersStayOneGroup() {
        Electors first = Electors.of(members(3, 0), 5 << 16, null, 1000);
        assertThat(Electors.of(members(4, 0), 6 << 16, first, 1000).group()).isEqualTo(5 << 16);
        assertThat(Electors.of(members(5, 0), 6 << 16, first, 1000).group()).isEqualTo(6 << 16);
        WireWriter out = new WireWriter();
        first.write(out);
        assertThat(Electors.read(new WireReader(out.toBytes()))).isEqualTo(first);
    }

    @Test
    void aLeaseCountsFromWhatAMajorityEchoedByBothClocks() {
        Lease lease = new Lease(9);
        lease.electors(THREE, 0, 0);
        lease.echoed(1, 100 * MILLI, 100);
        assertThat(lease.valid(100 * MILLI, 100)).as("one of three").isFalse();
        lease.echoed(2, 50 * MILLI, 50);
        assertThat(lease.valid(1049 * MILLI, 1049)).isTrue();
        assertThat(lease.valid(1050 * MILLI, 1049)).isFalse();
        assertThat(lease.valid(1049 * MILLI, 1050)).as("the machine slept").isFalse();
        lease.echoed(3, 200 * MILLI, 200);
        assertThat(lease.valid(1099 * MILLI, 1099)).isTrue();
        assertThat(lease.valid(1100 * MILLI, 1099)).isFalse();
    }

    @Test
    void whoVotesAloneNeedsNobody() {
        Lease lease = new Lease(1);
        lease.electors(new Electors(1, List.of(1L), 1000), 0, 0);
        assertThat(lease.valid(1_000_000 * MILLI, 1_000_000)).isTrue();
        lease.electors(THREE, 5000 * MILLI, 5000);
        assertThat(lease.valid(5999 * MILLI, 5999)).isTrue();
        assertThat(lease.valid(6000 * MILLI, 6000)).isFalse();
    }

    @Test
    void anothersLeaseIsOverOnlyAfterAMajorityHasPromised() {
        Exclusions exclusions = new Exclusions();
        exclusions.leads(4);
        assertThat(exclusions.suspect(7)).isTrue();
        long ballot = exclusions.ballot(7);
        exclusions.promised(7, ballot, 1, 0);
        assertThat(exclusions.leaseOver(7, THREE, 10_000 * MILLI)).isFalse();
        exclusions.promised(7, ballot, 2, 500 * MILLI);
        assertThat(exclusions.leaseOver(7, THREE, 1500 * MILLI)).isFalse();
        assertThat(exclusions.leaseOver(7, THREE, 1521 * MILLI)).isTrue();
        assertThat(exclusions.trust(7)).isTrue();
        assertThat(exclusions.leaseOver(7, THREE, 10_000 * MILLI)).isFalse();
    }

    @Test
    void promisesOfAnEarlierSuspicionDoNotCount() {
        Exclusions exclusions = new Exclusions();
        exclusions.leads(4);
        exclusions.suspect(7);
        long early = exclusions.ballot(7);
        exclusions.trust(7);
        assertThat(exclusions.suspect(7)).isTrue();
        exclusions.promised(7, early, 1, 0);
        exclusions.promised(7, early, 2, 0);
        assertThat(exclusions.leaseOver(7, THREE, 10_000 * MILLI)).isFalse();
    }

    @Test
    void whoIsNotEchoedIsEchoedAgainEvenIfAnotherLeaderAskedForIt() {
        Exclusions earlier = new Exclusions();
        earlier.leads(4);
        earlier.suspect(7);
        Echoes echoes = new Echoes();
        echoes.said(earlier.ballot(7), 7, true);

        Exclusions now = new Exclusions();
        now.leads(5);
        assertThat(now.trust(7)).as("nobody has said that it is not echoed").isFalse();
        now.notEchoed(7);
        assertThat(now.trust(7)).isTrue();
        echoes.said(now.ballot(7), 7, false);
        assertThat(echoes.allowed(7)).isTrue();
        assertThat(now.trust(7)).isFalse();
    }

    @Test
    void onlyALaterWordLiftsAPromise() {
        Echoes echoes = new Echoes();
        echoes.said(3, 7, true);
        echoes.said(2, 7, false);
        assertThat(echoes.allowed(7)).isFalse();
        echoes.said(4, 7, false);
        assertThat(echoes.allowed(7)).isTrue();
        echoes.said(3, 7, true);
        assertThat(echoes.allowed(7)).isTrue();
    }
}
