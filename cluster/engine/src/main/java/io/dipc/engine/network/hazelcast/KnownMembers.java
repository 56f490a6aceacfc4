package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.impl.MemberImpl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The other members: those that Hazelcast lists and, where views are decided by majority, those that it has listed and of
 * which it is not known that they have ended. A member that Hazelcast has dropped, since it was cut off or stood still, is
 * at the same address when it can be reached again, long before Hazelcast has brought the parts of its list together.
 * Thread-safe.
 */
final class KnownMembers {

    /** More than are ever dropped and neither come back nor are known to have ended. */
    private static final int MOST = 256;

    private final Sessions sessions;
    private final boolean lasting;
    /** By the first session of the JVM. */
    private final Map<Long, MemberImpl> known = new LinkedHashMap<>();
    /** First sessions of JVMs that have ended: Hazelcast may list them for some time. */
    private final Set<Long> ended = new LinkedHashSet<>();

    /** @param lasting whether members are known although Hazelcast does not list them any more */
    KnownMembers(Sessions sessions, boolean lasting) {
        this.sessions = sessions;
        this.lasting = lasting;
    }

    /**
     * Hazelcast lists these members now, this one among them.
     *
     * @return the other members, those that are listed first
     */
    synchronized List<MemberImpl> listed(Collection<MemberImpl> members) {
        Map<Long, MemberImpl> former = new LinkedHashMap<>(known);
        known.clear();
        members.stream().filter(each -> !each.localMember()).forEach(each -> known.put(sessions.first(each), each));
        List<MemberImpl> others = new ArrayList<>(known.values());
        if (lasting) {
            // Who listens at an address has it alone: another one that had it is gone.
            Set<Address> taken = members.stream().map(MemberImpl::getAddress).collect(Collectors.toSet());
            former.keySet().removeAll(known.keySet());
            former.keySet().removeAll(ended);
            former.values().removeIf(each -> taken.contains(each.getAddress()));
            former.values().stream().limit(Math.max(0, MOST - known.size())).forEach(others::add);
            known.clear();
            others.forEach(each -> known.put(sessions.first(each), each));
        }
        return others;
    }

    /** It is known that a member has ended. */
    synchronized void ended(MemberImpl member) {
        ended.add(sessions.first(member));
        if (ended.size() > MOST) {
            ended.remove(ended.iterator().next());
        }
    }
}
