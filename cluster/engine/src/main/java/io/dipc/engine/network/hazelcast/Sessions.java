package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.impl.MemberImpl;
import io.dipc.engine.Quorum;
import io.dipc.engine.network.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Members of Hazelcast as members of the engine's network. Where views are decided by majority, a JVM's session has
 * nothing to do with what Hazelcast thinks of it: when Hazelcast brings two halves together, members keep their sessions,
 * and a JVM whose session is over says which one follows. Without a majority a member that Hazelcast restarts after a
 * split, and which has a new UUID then, has a new session. Thread-safe.
 */
final class Sessions {

    private volatile boolean lasting;
    /** By the first session of a JVM, its present one, if that is another. */
    private final Map<Long, Renewal> renewed = new ConcurrentHashMap<>();
    /** By the first session of a JVM, those before its present one. */
    private final Map<Long, List<Long>> former = new ConcurrentHashMap<>();

    /**
     * A later session of a JVM.
     *
     * @param session which it is
     * @param number how many the JVM had before it, from 1 on: of two that are told the larger one is the present one, in
     *     whatever order they are told
     */
    record Renewal(long session, long number) {}

    /** Says how members decide; to be called before any member is asked for. Renewals may come before. */
    void decidedBy(Quorum quorum) {
        lasting = quorum == Quorum.MAJORITY;
    }

    /** The first session of a member. */
    long first(MemberImpl member) {
        String attribute = lasting ? member.getAttribute(MemberConfig.SESSION) : null;
        return attribute == null ? of(member.getUuid()) : Long.parseUnsignedLong(attribute, 16);
    }

    long of(MemberImpl member) {
        long first = first(member);
        Renewal renewal = renewed.get(first);
        return renewal == null ? first : renewal.session();
    }

    private static long of(UUID member) {
        long session = member.getMostSignificantBits() ^ member.getLeastSignificantBits();
        return session == 0 ? 1 : session;
    }

    /** The present session of a JVM, by its first one, if that is another. */
    Optional<Renewal> renewal(long first) {
        return Optional.ofNullable(renewed.get(first));
    }

    /** This JVM begins another session. */
    synchronized void renew(long first, long session) {
        renewed(first, new Renewal(session, renewal(first).map(Renewal::number).orElse(0L) + 1));
    }

    /**
     * A JVM has begun another session, or did so long ago.
     *
     * @return the one that was taken for its present one until now; empty if this is no news
     */
    synchronized OptionalLong renewed(long first, Renewal renewal) {
        Renewal before = renewed.get(first);
        if (before != null && before.number() >= renewal.number()) {
            return OptionalLong.empty();
        }
        renewed.put(first, renewal);
        long over = before == null ? first : before.session();
        former.computeIfAbsent(first, f -> new CopyOnWriteArrayList<>()).add(over);
        return OptionalLong.of(over);
    }

    /** All sessions that a member has had, as far as they are known here, the present one last. */
    List<Long> all(MemberImpl member) {
        List<Long> all = new ArrayList<>(former.getOrDefault(first(member), List.of()));
        all.add(of(member));
        return all;
    }

    Member member(MemberImpl member) {
        String name = member.getAttribute(MemberConfig.NAME);
        String address =
                member.getAddress().getHost() + ":" + member.getAddress().getPort();
        return new Member(
                of(member),
                name == null ? address : name,
                address,
                Boolean.parseBoolean(member.getAttribute(MemberConfig.HOSTS)));
    }
}
