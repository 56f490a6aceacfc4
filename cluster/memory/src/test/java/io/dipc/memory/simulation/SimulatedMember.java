package io.dipc.memory.simulation;

import io.dipc.memory.RegionNode;
import io.dipc.memory.cache.Fault;
import io.dipc.memory.cache.PageCache;
import io.dipc.memory.cuts.Release;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import io.dipc.objects.region.StripeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** A JVM. */
final class SimulatedMember {
    private final long session;
    private final SimulatedTime time;
    private final Random random;
    private final SimulatedMemory memory;
    private final RegionNode node;
    private final List<SimulatedThread> threads = new ArrayList<>();
    private boolean gone;
    private boolean over;
    private boolean started;
    private boolean leaving;
    private Runnable whenEmpty;
    private long alarm = Long.MAX_VALUE;
    private long latestView;
    private int released;

    SimulatedMember(
            long session,
            Plan plan,
            SimulatedTime time,
            Random random,
            SimulatedNetwork network,
            SimulatedTouchedPages touched,
            IntConsumer changed) {
        this.session = session;
        this.time = time;
        this.random = random;
        memory = new SimulatedMemory(plan.options().geometry().pages(), plan.words(), changed);
        node = new RegionNode(
                session,
                plan.options(),
                memory,
                (to, envelope) -> network.send(session, to, envelope),
                touched.of(() -> !gone),
                time::now);
    }

    /** Its threads begin when it has a view. */
    void prepare(Registers registers, Plan plan) {
        for (int i = 0; i < plan.threads(); i++) {
            threads.add(new SimulatedThread(this, registers, time, random, plan, "m" + session + "t" + i));
        }
    }

    private void start() {
        if (!started) {
            started = true;
            threads.forEach(SimulatedThread::think);
        }
    }

    long session() {
        return session;
    }

    String name() {
        return "m" + session;
    }

    SimulatedMemory memory() {
        return memory;
    }

    /** Whether there is a page that nobody else has. */
    boolean hasPagesAlone() {
        return memory.anyExclusive();
    }

    PageCache cache() {
        return node.cache();
    }

    List<SimulatedThread> threads() {
        return threads;
    }

    /** Whether it was killed. */
    boolean gone() {
        return gone;
    }

    /** Whether it was killed, or does not belong to the cluster any more. */
    boolean over() {
        return gone || over;
    }

    void kill() {
        gone = true;
    }

    /** Begins to leave. */
    void leave(Runnable whenEmpty) {
        leaving = true;
        this.whenEmpty = whenEmpty;
        node.leave();
        wake();
    }

    /** Whether it leaves, or has left. */
    boolean leaving() {
        return leaving;
    }

    /** The cluster does not count it any more, which it knows if it keeps to its lease. */
    void exclude(boolean knows) {
        over = true;
        if (knows || !started) {
            node.expire();
        }
        start();
    }

    void enter(StripeView view, int delay) {
        latestView = Math.max(latestView, time.now() + random.nextInt(delay));
        time.at(latestView, () -> {
            if (!over()) {
                node.enter(view);
                wake();
                start();
            }
        });
    }

    void receive(Envelope envelope) {
        if (!gone) {
            if (node.receive(envelope) && envelope.message() instanceof Message.DataRun run) {
                // The transport puts other pages there.
                Arrays.fill(run.bytes(), (byte) -1);
            }
            wake();
        }
    }

    void fault(int page, Fault fault) {
        node.cache().fault(page, fault);
        wake();
    }

    void release(Release release) {
        node.cache().release(release);
        wake();
    }

    /** A thread has been told that what it wrote survives. */
    void released() {
        released++;
    }

    /** How often. */
    int releases() {
        return released;
    }

    void used(int page) {
        node.cache().used(page);
        wake();
    }

    private void wake() {
        if (whenEmpty != null && started && node.cache().departed()) {
            time.after(random.nextInt(50), whenEmpty);
            whenEmpty = null;
        }
        long due = node.cache().due();
        if (due < alarm) {
            alarm = due;
            time.at(due, () -> {
                alarm = Long.MAX_VALUE;
                if (!gone) {
                    node.cache().tick();
                    wake();
                }
            });
        }
    }

    /** Whether nothing waits here. */
    boolean idle() {
        return node.idle();
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
