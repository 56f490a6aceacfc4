package io.dipc.memory.runtime;

import static io.dipc.engine.inprocess.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.DipcException;
import io.dipc.SessionLostException;
import io.dipc.engine.EngineCluster;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.memory.port.PageState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members that do not reach the others, although their pages could travel: what counts is the lease. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaseTest {
    private static final Duration DETECTION = Duration.ofSeconds(3);
    private static final int PAGE = TestMember.PAGE;

    private final InProcessNetwork network = new InProcessNetwork();
    private final LocalTransports transports = new LocalTransports();
    private final List<TestMember> members = new ArrayList<>();
    private final List<InProcessNetwork.End> links = new ArrayList<>();

    private TestMember member(String name) {
        InProcessNetwork.End link = network.connect(name, true);
        TestMember member =
                new TestMember(name, EngineCluster.start(link, InProcessNetwork.options(name, DETECTION)), transports);
        links.add(link);
        members.add(member);
        return member;
    }

    @AfterEach
    void closeAll() {
        members.forEach(TestMember::kill);
    }

    @Test
    void whoIsCutOffCannotAccessAnythingAndAfterwardsNeverAgain() throws Exception {
        ArrayMemory.Copy stays = member("stays").bind("grid", 4, 7);
        TestMember cut = member("cut");
        ArrayMemory.Copy copy = cut.bind("grid", 4, 0);
        copy.set(PAGE, 1);
        cut.regions().release();
        long session = cut.cluster().standing().session();

        links.get(1).cutOff(true);
        await(() -> copy.state(1) == PageState.INVALID);
        assertThatThrownBy(() -> copy.get(PAGE)).isInstanceOf(ClusterUnavailableException.class);
        assertThatThrownBy(() -> copy.set(PAGE, 2)).isInstanceOf(ClusterUnavailableException.class);
        assertThatThrownBy(() -> copy.overwrite(1, new byte[PAGE])).isInstanceOf(ClusterUnavailableException.class);
        assertThatThrownBy(() -> copy.faults().force(0, PAGE)).isInstanceOf(ClusterUnavailableException.class);
        assertThat(stays.get(PAGE)).as("as of the last release").isEqualTo(1);
        stays.set(PAGE, 3);

        links.get(1).cutOff(false);
        await(() -> cut.cluster().standing().session() != session);
        assertThatThrownBy(() -> copy.get(0)).isInstanceOf(SessionLostException.class);
        assertThatThrownBy(() -> copy.set(PAGE, 2)).isInstanceOf(SessionLostException.class);

        ArrayMemory.Copy again = cut.bind("grid", 4, 0);
        assertThat(again.get(PAGE)).isEqualTo(3);
        again.set(2 * PAGE, 4);
        assertThat(stays.get(2 * PAGE)).isEqualTo(4);
    }

    @Test
    void whatFailsOutsideOfARegionsInputEndsAllRegions() throws Exception {
        ArrayMemory.Copy stays = member("stays").bind("grid", 4, 7);
        TestMember failing = member("failing");
        ArrayMemory.Copy copy = failing.bind("grid", 4, 0);
        ArrayMemory.Copy other = failing.bind("other", 4, 5);
        copy.set(PAGE, 1);
        other.set(PAGE, 2);
        copy.fail(new IllegalStateException("on purpose"));

        links.get(1).cutOff(true);
        await(() -> copy.state(1) == PageState.INVALID && other.state(1) == PageState.INVALID);
        for (ArrayMemory.Copy each : List.of(copy, other)) {
            assertThatThrownBy(() -> each.get(PAGE))
                    .isExactlyInstanceOf(DipcException.class)
                    .hasMessageContaining("internal error: java.lang.IllegalStateException: on purpose");
        }
        links.get(1).cutOff(false);
        await(() -> failing.cluster().standing().leaseNanos() > 0);
        assertThat(stays.get(0)).isEqualTo(7);
    }

    /** On a machine that is slow at the wrong moment two of them may go on without the third. */
    @Test
    void whenNobodyHasHadALeaseForAWhileAllGoOnWithWhatTheyHad() throws Exception {
        List<ArrayMemory.Copy> copies = new ArrayList<>();
        List<Long> sessions = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            TestMember member = member(name);
            copies.add(member.bind("grid", 4, 0));
            sessions.add(member.cluster().standing().session());
        }
        for (int i = 0; i < 3; i++) {
            copies.get(i).set(i * PAGE, 10 + i);
        }
        links.forEach(link -> link.cutOff(true));
        for (int i = 0; i < 3; i++) {
            ArrayMemory.Copy copy = copies.get(i);
            int page = i;
            await(() -> copy.state(page) == PageState.INVALID);
        }
        links.forEach(link -> link.cutOff(false));
        List<Integer> goOn = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int page = i;
            ArrayMemory.Copy copy = copies.get(i);
            await(() -> isDecided(copy, page));
            if (members.get(i).cluster().standing().session() == sessions.get(i)) {
                goOn.add(i);
            }
        }
        assertThat(goOn).hasSizeGreaterThanOrEqualTo(2);
        for (int member : goOn) {
            for (int page : goOn) {
                assertThat(copies.get(member).get(page * PAGE)).isEqualTo(10 + page);
            }
        }
    }

    /** Whether a member has a lease again, or is out. */
    private static boolean isDecided(ArrayMemory.Copy copy, int page) {
        try {
            copy.get(page * PAGE);
            return true;
        } catch (ClusterUnavailableException e) {
            return false;
        } catch (SessionLostException e) {
            return true;
        }
    }
}
