package io.dipc.memory.runtime;

import io.dipc.engine.Standing;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.transport.MalformedException;
import io.dipc.memory.transport.Receiver;
import io.dipc.memory.transport.Transport;
import io.dipc.objects.region.RegionMember;
import io.dipc.objects.region.RegionView;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that feeds all regions of one session of this JVM; it is the transport's. Inputs are faults of the
 * program's threads, messages, views, and what the regions' objects answer. It runs no code of the program, takes no lock
 * that the program can hold, touches no buffer of a region, and waits for nothing.
 *
 * <p>It also watches the lease. Without one no input is used and nothing is sent, and no page can be accessed; if the lease
 * is renewed, all goes on, since then nobody has given this session's pages to others. If the session is over, it stays so.
 *
 * <p>Methods may be called in the pager's thread alone, but for those that say otherwise.
 */
final class Pager {
    /** How often the lease is looked at, at least: another member may have come, so that there is one from now on. */
    private static final long LONGEST_WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private record Input(PagedRegion region, Runnable what) {}

    private record Unsent(long to, long region, Envelope envelope) {}

    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);

    private final Standing standing;
    private final long session;
    private final Map<Long, PagedRegion> regions = new HashMap<>();
    /** For each region the other members. */
    private final Map<PagedRegion, Map<Long, RegionMember>> peers = new HashMap<>();
    /** What this member has sent to itself. */
    private final ArrayDeque<Input> toSelf = new ArrayDeque<>();
    /** Inputs that came without a lease. */
    private final ArrayDeque<Input> held = new ArrayDeque<>();
    /** What was to be sent when the lease was over. */
    private final ArrayDeque<Unsent> unsent = new ArrayDeque<>();

    private final List<ProgramFault> toWake = new ArrayList<>();
    private final AwakeWaiting awakeWaiting = new AwakeWaiting();

    private Transport transport;
    private boolean suspended;
    private boolean settling;
    private volatile boolean over;
    private volatile Throwable failure;

    private Pager(Standing standing, long session) {
        this.standing = standing;
        this.session = session;
    }

    /** Begins to take part in the transport of pages, for the current session. Any thread. */
    static Pager open(Standing standing, Transports transports) {
        Pager pager = new Pager(standing, standing.session());
        pager.transport = transports.open(pager.session, pager.new Messages());
        pager.transport.executor().execute(() -> pager.guarded(pager::watch));
        return pager;
    }

    /** Any thread. */
    long session() {
        return session;
    }

    /** Any thread. */
    InetSocketAddress address() {
        return transport.address();
    }

    /** Whether this session is known to be over. Any thread. */
    boolean over() {
        return over || standing.session() != session;
    }

    /** Why it has ended before its session did; null if it has not. Any thread. */
    Throwable failure() {
        return failure;
    }

    /** How a thread of the program waits that need not sleep. Any thread. */
    AwakeWaiting awakeWaiting() {
        return awakeWaiting;
    }

    /** Whether nobody should wait for a lease any longer. Any thread. */
    boolean cutOff() {
        return standing.cutOff();
    }

    /**
     * Gives the pager an input. Any thread; does not wait.
     *
     * @return whether it is taken; if not, the pager has ended
     */
    boolean execute(PagedRegion region, Runnable input) {
        try {
            transport.executor().execute(() -> guarded(() -> run(new Input(region, input))));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Gives itself an input when some time has passed. */
    void executeAfter(PagedRegion region, Runnable input, long nanos) {
        schedule(() -> run(new Input(region, input)), nanos);
    }

    private void schedule(Runnable work, long nanos) {
        try {
            transport.executor().schedule(() -> guarded(work), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The transport has been closed, and nobody can be reached any more: this is the last input.
        }
    }

    /** Does something when the present input is done. */
    void executeNext(PagedRegion region, Runnable input) {
        toSelf.add(new Input(region, input));
    }

    /** From now on the region's messages are taken. */
    void add(PagedRegion region) {
        regions.put(region.identity(), region);
    }

    /** The region needs nothing any more. */
    void remove(PagedRegion region) {
        regions.remove(region.identity(), region);
        peers.remove(region);
    }

    /** The members of a region are these now. */
    void members(PagedRegion region, RegionView view) {
        Map<Long, RegionMember> now = new HashMap<>();
        for (RegionMember member : view.members()) {
            if (member.session() != session) {
                now.put(member.session(), member);
                transport.know(member.session(), new InetSocketAddress(member.host(), member.port()));
            }
        }
        Map<Long, RegionMember> before = peers.put(region, now);
        if (before != null) {
            view.lost().stream()
                    .map(RegionMember::session)
                    .filter(lost -> lost != 0)
                    .forEach(this::forgetUnlessNeeded);
            before.values().stream()
                    .filter(RegionMember::leaving)
                    .map(RegionMember::session)
                    .forEach(this::forgetUnlessNeeded);
        }
    }

    /** Who is lost, or leaves a region, which members do at their end, does not come back. */
    private void forgetUnlessNeeded(long peer) {
        if (peers.values().stream().noneMatch(needed -> needed.containsKey(peer))) {
            transport.forget(peer);
        }
    }

    /** Sends a message of a region, which may be to this member itself. */
    void send(PagedRegion region, long to, Envelope envelope) {
        if (to == session) {
            executeNext(region, () -> region.feed().receive(envelope));
        } else if (unsent.isEmpty() && leased()) {
            transport.send(to, region.identity(), envelope);
        } else if (!over) {
            unsent.add(new Unsent(to, region.identity(), envelope));
        }
    }

    /** An array for the bytes of a run of pages that is to be sent; {@link Transport#room}. */
    byte[] room(int bytes) {
        return transport.room(bytes);
    }

    /** Nobody uses the bytes of a run of pages any more that has come. */
    void reuse(byte[] room) {
        transport.reuse(room);
    }

    /** What comes from other members. */
    private final class Messages implements Receiver {

        @Override
        public void received(long identity, Envelope envelope) throws MalformedException {
            PagedRegion region = regions.get(identity);
            if (region != null) {
                String wrong = region.feed().violation(envelope.message());
                if (wrong != null) {
                    throw new MalformedException("in a message of region " + region.key() + ": " + wrong);
                }
                guarded(() -> take(new Input(region, () -> region.feed().receive(envelope))));
            }
        }

        @Override
        public void pause() {
            wake();
        }
    }

    /** The transport's thread tells nobody what a task has thrown, and nobody would look at the lease any more. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    /** What concerns all regions has failed: none of them can be accessed any more in this session. */
    private void broken(Throwable cause) {
        if (failure == null) {
            failure = cause;
            LOG.error("internal error; shared memory cannot be used any more in this JVM: {}", cause.toString(), cause);
        }
        over = true;
        unsent.clear();
        toSelf.clear();
        held.clear();
        for (PagedRegion region : List.copyOf(regions.values())) {
            try {
                region.broken(cause);
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "internal error; pages of {} may be accessible here still: {}", region.key(), e.toString(), e);
            }
        }
        transport.close();
    }

    private void run(Input input) {
        take(input);
        wake();
    }

    private void take(Input input) {
        if (over || usable()) {
            perform(input);
            settle();
        } else {
            held.add(input);
        }
    }

    /**
     * Wakes a thread that has what it waited for, but not before all that came together with it is here: otherwise it
     * would have to wait for the next page at once.
     */
    void wakeSoon(ProgramFault fault) {
        toWake.add(fault);
    }

    private void wake() {
        boolean pagesExpected = false;
        for (PagedRegion region : regions.values()) {
            pagesExpected |= region.feed().expectsPages();
        }
        if (pagesExpected) {
            transport.expectBytes();
        }
        if (!toWake.isEmpty()) {
            boolean awake = false;
            boolean asleep = false;
            for (ProgramFault fault : toWake) {
                boolean was = fault.tell();
                awake |= was;
                asleep |= !was;
            }
            toWake.clear();
            if (awake) {
                transport.expectTask();
            }
            if (asleep && pagesExpected) {
                // Who was woken may be to run on this processor, which has enough to do here for long.
                Thread.yield();
            }
        }
    }

    private void perform(Input input) {
        try {
            input.region.feed().hearOfUse();
            input.what.run();
            if (!input.region.over()) {
                input.region.feed().settle();
            }
        } catch (RuntimeException | Error e) {
            input.region.broken(e);
        }
    }

    private void settle() {
        if (settling) {
            return;
        }
        settling = true;
        Input next;
        while ((next = toSelf.poll()) != null) {
            perform(next);
        }
        settling = false;
    }

    private boolean leased() {
        return standing.leaseNanos() > 0 && standing.session() == session;
    }

    /** Whether inputs may be used; sees to it that pages are accessible accordingly. */
    private boolean usable() {
        if (leased()) {
            if (suspended) {
                resume();
            }
            return true;
        }
        if (standing.session() != session) {
            expire();
            return true;
        }
        if (!suspended) {
            suspended = true;
            regions.values().forEach(region -> region.feed().suspend());
        }
        return false;
    }

    private void resume() {
        suspended = false;
        regions.values().forEach(region -> region.feed().resume());
        Unsent message;
        while ((message = unsent.poll()) != null) {
            transport.send(message.to, message.region, message.envelope);
        }
        useHeld();
    }

    private void useHeld() {
        List<Input> inputs = new ArrayList<>(held);
        held.clear();
        inputs.forEach(this::run);
    }

    private void expire() {
        over = true;
        unsent.clear();
        toSelf.clear();
        List.copyOf(regions.values()).forEach(PagedRegion::sessionLost);
        useHeld();
        transport.close();
    }

    /** Ends everything, soon; no page can be accessed any more. Any thread. */
    void end() {
        try {
            transport
                    .executor()
                    .execute(() -> guarded(() -> {
                        over = true;
                        List.copyOf(regions.values()).forEach(PagedRegion::left);
                        transport.close();
                    }));
        } catch (RejectedExecutionException e) {
            // it has ended
        }
    }

    private void watch() {
        if (over || usable() && over) {
            return;
        }
        long left = standing.leaseNanos();
        long pause = left > 0 ? Math.min(left, LONGEST_WATCH_NANOS) : LONGEST_WATCH_NANOS / 10;
        schedule(this::watch, pause);
    }
}
