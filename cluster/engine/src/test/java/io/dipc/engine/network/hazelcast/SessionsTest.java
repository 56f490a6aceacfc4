package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.version.MemberVersion;
import io.dipc.engine.Quorum;
import io.dipc.engine.network.hazelcast.Sessions.Renewal;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final long FIRST = 0x11;

    private final Sessions sessions = new Sessions();
    private final MemberImpl member = member();

    @BeforeEach
    void byMajority() {
        sessions.decidedBy(Quorum.MAJORITY);
    }

    @Test
    void eachRenewalEndsTheOneBefore() {
        assertThat(sessions.of(member)).isEqualTo(FIRST);
        assertThat(sessions.renewed(FIRST, new Renewal(0x22, 1))).hasValue(FIRST);
        assertThat(sessions.renewed(FIRST, new Renewal(0x33, 2))).hasValue(0x22);
        assertThat(sessions.of(member)).isEqualTo(0x33);
        assertThat(sessions.all(member)).containsExactly(FIRST, 0x22L, 0x33L);
    }

    @Test
    void whatIsToldAgainIsNoNews() {
        sessions.renewed(FIRST, new Renewal(0x22, 1));
        assertThat(sessions.renewed(FIRST, new Renewal(0x22, 1))).isEmpty();
        assertThat(sessions.all(member)).containsExactly(FIRST, 0x22L);
    }

    @Test
    void whatIsToldLateIsNoNews() {
        assertThat(sessions.renewed(FIRST, new Renewal(0x33, 2))).hasValue(FIRST);
        assertThat(sessions.renewed(FIRST, new Renewal(0x22, 1))).isEmpty();
        assertThat(sessions.of(member)).isEqualTo(0x33);
    }

    @Test
    void renewalsOfThisJvmAreNumbered() {
        assertThat(sessions.renewal(FIRST)).isEmpty();
        sessions.renew(FIRST, 0x22);
        assertThat(sessions.renewal(FIRST)).contains(new Renewal(0x22, 1));
        sessions.renew(FIRST, 0x33);
        assertThat(sessions.renewal(FIRST)).contains(new Renewal(0x33, 2));
        assertThat(sessions.of(member)).isEqualTo(0x33);
    }

    private static MemberImpl member() {
        try {
            return new MemberImpl.Builder(new Address("10.0.0.1", 5800))
                    .version(MemberVersion.of(5, 7, 0))
                    .uuid(UUID.randomUUID())
                    .attributes(Map.of(MemberConfig.SESSION, Long.toHexString(FIRST)))
                    .build();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
