package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;

/** Says that the members have changed. Which they are is then asked of Hazelcast, in their order of age. */
final class MembershipEvents implements MembershipListener {

    private final Runnable changed;

    MembershipEvents(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        changed.run();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        changed.run();
    }
}
