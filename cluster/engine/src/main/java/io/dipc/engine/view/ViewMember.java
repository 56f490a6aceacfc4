package io.dipc.engine.view;

import io.dipc.engine.network.Member;

/**
 * A member as a view records it.
 *
 * @param member who
 * @param leaving whether its session is over and it stays only to hand over what it holds
 * @param orderly if leaving, whether nothing of its program was cut short
 */
public record ViewMember(Member member, boolean leaving, boolean orderly) {

    /** Whether this view places objects on it. */
    public boolean places() {
        return member.hosts() && !leaving;
    }
}
