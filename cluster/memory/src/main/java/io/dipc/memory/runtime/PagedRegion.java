package io.dipc.memory.runtime;

import io.dipc.ClusterUnavailableException;
import io.dipc.PageLostException;
import io.dipc.memory.RegionNode;
import io.dipc.memory.cache.Fault;
import io.dipc.memory.cuts.Release;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.port.AddressSpace;
import io.dipc.memory.port.PageState;
import io.dipc.objects.region.RegionMember;
import io.dipc.objects.region.RegionParameters;
import io.dipc.objects.region.RegionView;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A region as one session of this JVM uses it: the protocol's node, what it needs, and the ways to it. What is said to be of
 * the pager's thread may be called there alone; all else by any thread.
 */
final class PagedRegion implements Region {
    private final RegionObject object;
    private final RegionParameters parameters;
    private final Pager pager;
    private final Executor helpers;
    private final Counters counters = new Counters();
    private final Releases releases;
    private final Ends ends;
    /** Completed when the cluster would miss nothing without this member. */
    private final CompletableFuture<Void> departed = new CompletableFuture<>();

    private final long start = System.nanoTime();
    private AddressSpace.Reservation memory;
    private RegionNode node;
    private long alarm = Long.MAX_VALUE;
    /** Pages that threads have used, of which the pager has not heard. */
    private final ConcurrentLinkedQueue<Integer> used = new ConcurrentLinkedQueue<>();
    /** Whether others wait for a page that threads have not used yet. */
    private volatile boolean waitsForUse;

    private boolean leaving;
    private volatile List<String> lostMembers = List.of();
    private volatile RegionFile file;

    /**
     * @param helpers runs what waits for the region's object
     */
    PagedRegion(RegionObject object, Pager pager, Executor helpers) {
        this.object = object;
        this.parameters = object.parameters();
        this.pager = pager;
        this.helpers = helpers;
        this.releases = new Releases(this, parameters.backups() > 0);
        this.ends = new Ends(object.key());
    }

    /** Reserves its addresses, and makes the node; before anything else. */
    void begin(AddressSpace addresses) {
        memory = addresses.reserve(parameters.size(), parameters.pageSize(), new ProgramFaults(this));
        Geometry geometry = new Geometry(parameters.pages(), parameters.stripes(), parameters.run());
        RegionOptions options = new RegionOptions(
                geometry,
                parameters.backups(),
                RegionOptions.USE_LIMIT_DEFAULT,
                RegionOptions.LONGEST_QUANTUM_DEFAULT,
                RegionOptions.LONGEST_RUN_DEFAULT,
                Set.of());
        node = new RegionNode(
                pager.session(),
                options,
                memory,
                (to, envelope) -> {
                    if (to != pager.session()) {
                        counters.sent(envelope.message());
                    }
                    pager.send(this, to, envelope);
                },
                new ReplicatedTouches(this, geometry),
                () -> System.nanoTime() - start);
    }

    @Override
    public String key() {
        return object.key();
    }

    @Override
    public long size() {
        return parameters.size();
    }

    @Override
    public int pageSize() {
        return parameters.pageSize();
    }

    @Override
    public RegionStatistics statistics() {
        return counters.statistics();
    }

    @Override
    public PageState[] pages() {
        PageState[] states = new PageState[parameters.pages()];
        Arrays.setAll(states, node.cache()::state);
        return states;
    }

    RegionParameters parameters() {
        return parameters;
    }

    RegionObject object() {
        return object;
    }

    AddressSpace.Reservation memory() {
        return memory;
    }

    long identity() {
        return parameters.identity();
    }

    Pager pager() {
        return pager;
    }

    /** The file into which this member can put the contents. */
    void keptIn(RegionFile original) {
        file = original;
    }

    void force(long offset, long length) {
        check();
        RegionFile current = file;
        if (current != null) {
            current.force(offset, length);
        }
    }

    Counters counters() {
        return counters;
    }

    Releases releases() {
        return releases;
    }

    CompletableFuture<Void> departed() {
        return departed;
    }

    // What the program's threads want.

    /** A thread wants a page. */
    void begin(int page, Fault fault) {
        ends.check();
        if (!pager.execute(this, () -> node.cache().fault(page, fault))) {
            throw overNow();
        }
    }

    /** A thread has used a page. The pager hears of it with its next input, or at once if somebody waits for that. */
    void used(int page) {
        used.add(page);
        if (waitsForUse) {
            pager.execute(this, this::hearOfUse);
        }
    }

    /** Of the pager's thread. */
    void hearOfUse() {
        Integer page;
        while ((page = used.poll()) != null) {
            node.cache().used(page);
        }
    }

    /** Of the pager's thread: a thread that was granted a page does not want it any more. */
    void usedLater(int page) {
        pager.executeNext(this, () -> node.cache().used(page));
    }

    void release(Release release) {
        ends.check();
        if (!pager.execute(this, () -> node.cache().release(release))) {
            throw overNow();
        }
    }

    /** Of the pager's thread: the bytes of a page that this member may read, at one moment. */
    byte[] copy(int page) {
        if (node.cache().state(page) != PageState.DIRTY) {
            return memory.copy(page);
        }
        memory.protect(page, PageState.CLEAN);
        byte[] bytes = memory.copy(page);
        memory.protect(page, PageState.DIRTY);
        return bytes;
    }

    byte[] wholePage(byte[] bytes) {
        return bytes.length == parameters.pageSize() ? bytes : Arrays.copyOf(bytes, parameters.pageSize());
    }

    // How it ends.

    /** Whether nothing can be accessed any more. */
    boolean over() {
        return ends.over();
    }

    void check() {
        ends.check();
    }

    /** Whether it is over, and others who go on with it may miss what was written here last. */
    boolean writesMayBeLost() {
        return ends.writesMayBeLost();
    }

    /** What an access throws now that it is over. */
    RuntimeException overNow() {
        return ends.exception();
    }

    /** Whether nobody should wait any longer. */
    boolean hopeless() {
        return over() || pager.cutOff();
    }

    /** What who should not wait any longer throws. */
    RuntimeException hopelessNow(String what) {
        return over()
                ? overNow()
                : new ClusterUnavailableException("this JVM does not reach a majority of the members that decide about"
                        + " the cluster; " + what + " of " + key() + " has not ended");
    }

    PageLostException lost(int page) {
        long first = (long) page * parameters.pageSize();
        long last = Math.min(parameters.size(), first + parameters.pageSize()) - 1;
        return new PageLostException("page " + page + " of " + key() + ", bytes " + first + " to " + last
                + ", is lost with a member that had it and is gone"
                + (lostMembers.isEmpty() ? "" : ": one of " + lostMembers)
                + "; overwrite the whole page at once, or remove the key");
    }

    /** The session is over; of the pager's thread. */
    void sessionLost() {
        end(ends::sessionLost);
    }

    /** This JVM uses the region no more; of the pager's thread. */
    void left() {
        end(ends::left);
    }

    /** The region's object does not answer any more; of the pager's thread. */
    void failed(RuntimeException cause) {
        if (pager.over()) {
            sessionLost();
        } else {
            end(() -> ends.failed(cause));
        }
    }

    /** A state that cannot be: as if this member were lost. Of the pager's thread. */
    void broken(Throwable cause) {
        if (ends.broken(cause)) {
            helpers.execute(() -> {
                ends.complain(cause);
                object.left();
            });
            expire();
        }
    }

    private void end(Runnable how) {
        if (!over()) {
            how.run();
            expire();
        }
    }

    private void expire() {
        departed.complete(null);
        pager.remove(this);
        node.expire();
    }

    // What the pager's thread does.

    void receive(Envelope envelope) {
        counters.received(envelope.message());
        node.receive(envelope);
    }

    void enter(RegionView view) {
        if (over()) {
            return;
        }
        lostMembers = view.lost().stream().map(RegionMember::name).toList();
        pager.members(this, view);
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

    /** After each input: wakes the node when it has something to do. */
    void settle() {
        if (over()) {
            return;
        }
        if (leaving && node.cache().departed()) {
            departed.complete(null);
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
            executeAfter(
                    () -> {
                        alarm = Long.MAX_VALUE;
                        node.cache().tick();
                    },
                    due - (System.nanoTime() - start));
        }
    }

    /** There is no lease: nothing can be accessed until there is one. */
    void suspend() {
        protectAll(state -> PageState.INVALID);
    }

    /** There is a lease again. */
    void resume() {
        protectAll(state -> state);
    }

    private void protectAll(Function<PageState, PageState> allowed) {
        for (int page = 0; !leaving && page < parameters.pages(); page++) {
            PageState state = node.cache().state(page);
            if (state != PageState.INVALID) {
                memory.protect(page, allowed.apply(state));
            }
        }
    }

    /**
     * Has a helper ask the region's object.
     *
     * @param answer gets its answer, in the pager's thread
     */
    <T> void ask(Function<RegionObject, T> question, Consumer<T> answer) {
        helpers.execute(() -> {
            try {
                T answered = question.apply(object);
                pager.execute(this, () -> answer.accept(answered));
            } catch (RuntimeException e) {
                pager.execute(this, () -> failed(e));
            }
        });
    }

    /** The same at the end of the present input. */
    <T> void askNext(Function<RegionObject, T> question, Supplier<Consumer<T>> answer) {
        pager.executeNext(this, () -> ask(question, answer.get()));
    }

    /** As {@link Pager#executeAfter}. */
    void executeAfter(Runnable input, long nanos) {
        pager.executeAfter(this, input, nanos);
    }

    /** As {@link Pager#execute}. */
    boolean execute(Runnable input) {
        return pager.execute(this, input);
    }
}
