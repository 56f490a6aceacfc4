package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.version.MemberVersion;
import io.dipc.engine.Quorum;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownMembersTest {

    private final Sessions sessions = new Sessions();
    private final MemberImpl self = member(1, 1);
    private final MemberImpl second = member(2, 2);
    private final MemberImpl third = member(3, 3);

    private KnownMembers known(Quorum quorum) {
        sessions.decidedBy(quorum);
        return new KnownMembers(sessions, quorum == Quorum.MAJORITY);
    }

    @Test
    void whoIsDroppedByHazelcastIsKnownByMajority() {
        KnownMembers known = known(Quorum.MAJORITY);
        assertThat(known.listed(List.of(self, second, third))).containsExactly(second, third);
        assertThat(known.listed(List.of(self, third))).containsExactly(third, second);
        assertThat(known.listed(List.of(self))).containsExactlyInAnyOrder(second, third);
    }

    @Test
    void suspicionCountsAsProofWithoutMajority() {
        KnownMembers known = known(Quorum.NONE);
        known.listed(List.of(self, second, third));
        assertThat(known.listed(List.of(self, third))).containsExactly(third);
    }

    @Test
    void whoHasEndedIsNotKnownAnyMore() {
        KnownMembers known = known(Quorum.MAJORITY);
        known.listed(List.of(self, second, third));
        known.ended(second);
        assertThat(known.listed(List.of(self, second, third)))
                .as("as long as Hazelcast lists it")
                .containsExactly(second, third);
        assertThat(known.listed(List.of(self, third))).containsExactly(third);
    }

    @Test
    void whoComesBackWithAnotherUuidIsTheSame() {
        KnownMembers known = known(Quorum.MAJORITY);
        known.listed(List.of(self, second));
        known.listed(List.of(self));
        MemberImpl merged = member(2, 2);
        List<MemberImpl> others = known.listed(List.of(self, merged));
        assertThat(others).hasSize(1);
        assertThat(others.get(0).getUuid()).isEqualTo(merged.getUuid());
    }

    @Test
    void whoseAddressAnotherOneHasIsGone() {
        KnownMembers known = known(Quorum.MAJORITY);
        known.listed(List.of(self, second));
        MemberImpl successor = member(4, 2);
        assertThat(known.listed(List.of(self, successor))).containsExactly(successor);
    }

    /**
     * @param session its first session
     * @param host the last part of its address
     */
    private MemberImpl member(long session, int host) {
        try {
            return new MemberImpl.Builder(new Address("10.0.0." + host, 5800))
                    .version(MemberVersion.of(5, 7, 0))
                    .localMember(session == 1)
                    .uuid(UUID.randomUUID())
                    .attributes(Map.of(MemberConfig.SESSION, Long.toHexString(session)))
                    .build();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
