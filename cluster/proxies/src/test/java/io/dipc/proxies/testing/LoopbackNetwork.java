package io.dipc.proxies.testing;

import io.dipc.engine.Quorum;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Networks inside of this JVM that lose nothing and keep the order. */
public final class LoopbackNetwork implements Network {
    private final Member self;
    private final List<LoopbackNetwork> all;
    private final ExecutorService deliveries;
    private volatile Listener listener;

    private LoopbackNetwork(Member self, List<LoopbackNetwork> all) {
        this.self = self;
        this.all = all;
        this.deliveries = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "loopback-" + self.name());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The networks of some members, the oldest first, that know each other from the start. */
    public static List<LoopbackNetwork> connect(int members) {
        List<LoopbackNetwork> all = new CopyOnWriteArrayList<>();
        for (int i = 1; i <= members; i++) {
            all.add(new LoopbackNetwork(new Member(i, "member" + i, "loopback:" + i, true), all));
        }
        return new ArrayList<>(all);
    }

    @Override
    public Member self() {
        return self;
    }

    @Override
    public Quorum quorum() {
        return Quorum.NONE;
    }

    @Override
    public Member renew() {
        throw new IllegalStateException("suspicion counts as proof");
    }

    @Override
    public void start(Listener receiver) {
        receiver.members(members());
        listener = receiver;
    }

    @Override
    public void send(long session, byte[] frame, int length) {
        byte[] copy = Arrays.copyOf(frame, length);
        for (LoopbackNetwork one : all) {
            if (one.self.session() == session) {
                one.deliver(receiver -> receiver.frames(self.session(), List.of(copy)));
            }
        }
    }

    @Override
    public void close() {
        if (all.remove(this)) {
            deliveries.shutdown();
            for (LoopbackNetwork one : all) {
                one.deliver(receiver -> receiver.members(members()));
            }
        }
    }

    private List<Member> members() {
        return all.stream().map(LoopbackNetwork::self).toList();
    }

    private void deliver(java.util.function.Consumer<Listener> what) {
        try {
            deliveries.execute(() -> {
                Listener receiver = listener;
                if (receiver != null) {
                    what.accept(receiver);
                }
            });
        } catch (RejectedExecutionException e) {
            // closed meanwhile; a frame may be lost
        }
    }
}
