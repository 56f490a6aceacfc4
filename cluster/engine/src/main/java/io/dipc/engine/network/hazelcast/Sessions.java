package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.impl.MemberImpl;
import io.dipc.engine.network.Member;
import java.util.UUID;

/** Members of Hazelcast as members of the engine's network. */
final class Sessions {

    private Sessions() {}

    /** A member that Hazelcast restarts after a split has a new UUID and thereby a new session. */
    static long of(UUID member) {
        long session = member.getMostSignificantBits() ^ member.getLeastSignificantBits();
        return session == 0 ? 1 : session;
    }

    static Member member(MemberImpl member) {
        String name = member.getAttribute(MemberConfig.NAME);
        String address =
                member.getAddress().getHost() + ":" + member.getAddress().getPort();
        return new Member(
                of(member.getUuid()),
                name == null ? address : name,
                address,
                Boolean.parseBoolean(member.getAttribute(MemberConfig.HOSTS)));
    }
}
