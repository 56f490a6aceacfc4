package io.dipc.engine.view;

import io.dipc.engine.network.Member;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * A member as a view records it.
 *
 * @param member who
 * @param leaving whether its session is over and it stays only to hand over what it holds
 * @param orderly if leaving, whether nothing of its program was cut short
 * @param since number of the view that took it in; 0 where views are decided without a majority
 */
public record ViewMember(Member member, boolean leaving, boolean orderly, long since) {

    public ViewMember(Member member, boolean leaving, boolean orderly) {
        this(member, leaving, orderly, 0);
    }

    static void write(WireWriter out, ViewMember m) {
        m.member.write(out);
        out.putBoolean(m.leaving).putBoolean(m.orderly).putLong(m.since);
    }

    static ViewMember read(WireReader in) {
        return new ViewMember(Member.read(in), in.getBoolean(), in.getBoolean(), in.getLong());
    }

    /** Whether this view places objects on it. */
    public boolean places() {
        return member.hosts() && !leaving;
    }

    /** The same member, leaving. */
    ViewMember goodbye(boolean inOrder) {
        return new ViewMember(member, true, inOrder, since);
    }
}
