package io.dipc.memory.runtime;

import io.dipc.memory.RegionNode;
import io.dipc.memory.cache.Fault;
import io.dipc.memory.cuts.Release;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.port.AddressSpace;
import io.dipc.memory.port.PageState;
import io.dipc.objects.region.RegionMember;
import io.dipc.objects.region.RegionParameters;
import io.dipc.objects.region.RegionView;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the pager does for a region: feeds the protocol's node. Of the pager's thread, but for what is said to be otherwise. */
final class RegionFeed {
    /** How much is fetched ahead at most; Linux's bound for a file is a sixteenth of this. */
    private static final int AHEAD_BYTES = 2 << 20;

    /** So many pages are on their way only where threads go from page to page. */
    private static final int RUN = 16;

    private final PagedRegion region;
    private final Pager pager;
    private final Counters counters;
    private final AddressSpace.Reservation memory;
    private final RegionNode node;
    private final int pages;
    private final long start = System.nanoTime();
    /** Completed when the cluster would miss nothing without this member. */
    private final CompletableFuture<Void> departed = new CompletableFuture<>();
    /** Pages that threads have used, of which the pager has not heard. */
    private final ConcurrentLinkedQueue<Integer> used = new ConcurrentLinkedQueue<>();
    /** Whether others wait for a page that threads have not used yet. */
    private volatile boolean waitsForUse;
    /** Whether pages may be kept here although others want to write to them. */
    private volatile boolean quanta;

    private long alarm = Long.MAX_VALUE;
    private boolean leaving;

    /** Reserves addresses for the region. Any thread. */
    RegionFeed(PagedRegion region, Pager pager, AddressSpace addresses) {
        this.region = region;
        this.pager = pager;
        this.counters = region.counters();
        RegionParameters parameters = region.parameters();
        this.pages = parameters.pages();
        this.memory = addresses.reserve(parameters.size(), parameters.pageSize(), new ProgramFaults(region));
        Geometry geometry = new Geometry(pages, parameters.stripes(), parameters.run());
        this.node = new RegionNode(
                pager.session(),
                new RegionOptions(
                        geometry,
                        parameters.backups(),
                        RegionOptions.USE_LIMIT_DEFAULT,
                        RegionOptions.LONGEST_QUANTUM_DEFAULT,
                        AHEAD_BYTES / parameters.pageSize(),
                        Set.of()),
                new WritableMemory(memory, region.releases(), pager::room),
                this::send,
                new ReplicatedTouches(region, geometry),
                () -> System.nanoTime() - start);
    }

    private void send(long to, Envelope envelope) {
        if (to != pager.session()) {
            counters.sent(envelope.message());
        }
        pager.send(region, to, envelope);
    }

    /** Any thread. */
    AddressSpace.Reservation memory() {
        return memory;
    }

    /** Any thread. */
    CompletableFuture<Void> departed() {
        return departed;
    }

    /** What this member may do with each page, about now. Any thread. */
    PageState[] pages() {
        PageState[] states = new PageState[pages];
        Arrays.setAll(states, node.cache()::state);
        return states;
    }

    /** Whether much is on its way here. */
    boolean expectsPages() {
        return node.cache().missing() >= RUN;
    }

    /** How many pages whose home this member is are lost. */
    int lost() {
        return node.lost();
    }

    /** How often that may have changed without a message. */
    int rebuilt() {
        return node.rebuilt();
    }

    void fault(int page, Fault fault) {
        node.cache().fault(page, fault);
    }

    void release(Release release) {
        node.cache().release(release);
    }

    /** A thread has used a page. The pager hears of it with its next input, or at once if somebody waits for that. Any thread. */
    void used(int page) {
        used.add(page);
        if (waitsForUse) {
            pager.execute(region, this::hearOfUse);
        }
    }

    /** Whether pages may be kept here although others want to write to them; for tests. Any thread. */
    boolean quanta() {
        return quanta;
    }

    /** A thread has told others of what it wrote. Any thread. */
    void released() {
        if (quanta) {
            pager.execute(region, node.cache()::endQuanta);
        }
    }

    void hearOfUse() {
        Integer page;
        while ((page = used.poll()) != null) {
            node.cache().used(page);
        }
    }

    /** A thread that was granted a page just now does not want it any more. */
    void usedLater(int page) {
        pager.executeNext(region, () -> node.cache().used(page));
    }

    /** The bytes of a page that this member may read, at one moment. */
    byte[] copy(int page) {
        if (node.cache().state(page) != PageState.DIRTY) {
            return memory.copy(page);
        }
        memory.protect(page, PageState.CLEAN);
        byte[] bytes = memory.copy(page);
        memory.protect(page, PageState.DIRTY);
        return bytes;
    }

    /** As {@link RegionNode#violation}. */
    String violation(Message message) {
        return node.violation(message);
    }

    void receive(Envelope envelope) {
        counters.received(envelope.message());
        if (node.receive(envelope) && envelope.message() instanceof Message.DataRun run) {
            pager.reuse(run.bytes());
        }
    }

    void enter(RegionView view) {
        pager.members(region, view);
        node.enter(view.stripes());
        boolean leaves =
                view.members().stream().anyMatch(member -> member.session() == pager.session() && member.leaving());
        if (leaves && view.members().stream().allMatch(RegionMember::leaving)) {
            departed.complete(null);
        } else if (leaves && !leaving) {
            leaving = true;
            node.leave();
        }
    }

    /** After each input: sees to it that the node is woken when it has something to do. */
    void settle() {
        if (leaving && node.cache().departed()) {
            departed.complete(null);
        }
        boolean some = node.cache().quanta();
        if (some != quanta) {
            quanta = some;
        }
        long due = node.cache().due();
        waitsForUse = due != Long.MAX_VALUE;
        if (waitsForUse && !used.isEmpty()) {
            // It was used just before the thread could know that somebody waits for that.
            hearOfUse();
            due = node.cache().due();
        }
        if (due < alarm) {
            alarm = due;
            pager.executeAfter(region, this::tick, due - (System.nanoTime() - start));
        }
    }

    private void tick() {
        alarm = Long.MAX_VALUE;
        node.cache().tick();
    }

    /** There is no lease: nothing can be accessed until there is one. */
    void suspend() {
        for (int page = 0; page < pages; page++) {
            if (node.cache().state(page) != PageState.INVALID) {
                memory.protect(page, PageState.INVALID);
            }
        }
    }

    /** There is a lease again. */
    void resume() {
        for (int page = 0; !leaving && page < pages; page++) {
            PageState state = node.cache().state(page);
            if (state != PageState.INVALID) {
                memory.protect(page, state);
            }
        }
    }

    /** Nothing that is here may be used any more. */
    void expire() {
        departed.complete(null);
        pager.remove(region);
        node.expire();
    }
}
