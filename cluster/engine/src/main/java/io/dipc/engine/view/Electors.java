package io.dipc.engine.view;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * Who decides the view after this one: a majority of the voters.
 *
 * @param group number of the view from which on these voters decide; another view with the same voters keeps it
 * @param voters their sessions, the oldest first; an odd number
 * @param leaseMillis how long a member may answer after a majority of voters heard from it
 */
record Electors(long group, List<Long> voters, long leaseMillis) {
    /** After this many views the same voters begin a new group, so that no log becomes long. */
    private static final long LONGEST_GROUP = 1000;

    /** How many there must be to decide. */
    int majority() {
        return voters.size() / 2 + 1;
    }

    boolean has(long session) {
        return voters.contains(session);
    }

    /**
     * Who decides after a view of these members: the oldest one of one or two, three from three on, five from five on.
     * Members that host nothing (tools), or that leave, do not count as long as there are others.
     */
    static Electors of(List<ViewMember> members, long number, Electors before, long leaseMillis) {
        List<Long> able = sessions(members, true);
        if (able.isEmpty()) {
            able = sessions(members, false);
        }
        int size = able.size();
        List<Long> voters = List.copyOf(able.subList(0, size < 3 ? 1 : size < 5 ? 3 : 5));
        boolean same = before != null
                && before.voters().equals(voters)
                && (number >>> 16) - (before.group() >>> 16) < LONGEST_GROUP;
        return new Electors(same ? before.group() : number, voters, leaseMillis);
    }

    private static List<Long> sessions(List<ViewMember> members, boolean onlyPlacing) {
        return members.stream()
                .filter(m -> !onlyPlacing || m.places())
                .map(m -> m.member().session())
                .toList();
    }

    void write(WireWriter out) {
        out.putLong(group).putLong(leaseMillis).putList(voters, WireWriter::putFixedLong);
    }

    static Electors read(WireReader in) {
        long group = in.getLong();
        long leaseMillis = in.getLong();
        List<Long> voters = in.getList(WireReader::getFixedLong);
        if (voters.isEmpty() || leaseMillis <= 0) {
            throw new IllegalArgumentException("voters: " + voters + ", lease: " + leaseMillis
                    + " ms (expected: at least one voter, more than 0 ms)");
        }
        return new Electors(group, voters, leaseMillis);
    }
}
