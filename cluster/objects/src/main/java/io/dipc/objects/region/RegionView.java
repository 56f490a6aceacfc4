package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * Who uses a region, from some moment on.
 *
 * @param stripes the view as the protocol of pages sees it
 * @param members who it is, in the order in which they came
 * @param lost those that were lost last, at most {@value #LOST_REMEMBERED}, the latest at the end; the session of who had
 *     to leave without what it had, and may come again, is 0
 */
public record RegionView(StripeView stripes, List<RegionMember> members, List<RegionMember> lost) {

    /** How many of those that were lost are remembered. */
    public static final int LOST_REMEMBERED = 8;

    public RegionView {
        members = List.copyOf(members);
        lost = List.copyOf(lost);
    }

    /**
     * @throws IllegalArgumentException if the bytes are not a view
     */
    public static RegionView of(byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        long number = reader.getLong();
        List<RegionMember> members = reader.getList(RegionMember::readFrom);
        List<RegionMember> lost = reader.getList(RegionMember::readFrom);
        int stripes = reader.getInt();
        if (stripes < 1 || stripes > reader.remaining() || members.isEmpty()) {
            throw new IllegalArgumentException("a view of " + stripes + " stripes and " + members.size()
                    + " members (expected: at least one of each)");
        }
        long[] epochs = new long[stripes];
        for (int stripe = 0; stripe < stripes; stripe++) {
            epochs[stripe] = number - reader.getLong();
        }
        return new RegionView(StripeView.of(number, sessions(members), hosts(members), epochs), members, lost);
    }

    byte[] toBytes() {
        WireWriter writer = new WireWriter(256)
                .putLong(stripes.number())
                .putList(members, (one, member) -> member.writeTo(one))
                .putList(lost, (one, member) -> member.writeTo(one))
                .putInt(stripes.stripes());
        for (long epoch : stripes.epochs()) {
            writer.putLong(stripes.number() - epoch);
        }
        return writer.toBytes();
    }

    static long[] sessions(List<RegionMember> members) {
        return members.stream().mapToLong(RegionMember::session).toArray();
    }

    /** Who may be a home: those that stay, or all if nobody does. */
    static long[] hosts(List<RegionMember> members) {
        long[] hosts = members.stream()
                .filter(member -> !member.leaving())
                .mapToLong(RegionMember::session)
                .toArray();
        return hosts.length == 0 ? sessions(members) : hosts;
    }
}
