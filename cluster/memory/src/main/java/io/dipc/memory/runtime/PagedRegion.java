package io.dipc.memory.runtime;

import io.dipc.ClusterUnavailableException;
import io.dipc.PageLostException;
import io.dipc.memory.cache.Fault;
import io.dipc.memory.cuts.Release;
import io.dipc.memory.port.AddressSpace;
import io.dipc.memory.port.PageState;
import io.dipc.objects.region.RegionMember;
import io.dipc.objects.region.RegionParameters;
import io.dipc.objects.region.RegionView;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A region as one session of this JVM uses it: the ways to it, and how it ends. What is said to be of
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
    private final RegionFeed feed;
    private volatile List<String> lostMembers = List.of();
    private final RegionFile file = new RegionFile(this);
    private volatile boolean leaves;

    /**
     * Reserves addresses for the region.
     *
     * @param helpers runs what waits for the region's object
     */
    PagedRegion(RegionObject object, Pager pager, Executor helpers, AddressSpace addresses) {
        this.object = object;
        this.parameters = object.parameters();
        this.pager = pager;
        this.helpers = helpers;
        this.releases = new Releases(this, parameters.backups() > 0);
        this.ends = new Ends(object.key());
        this.feed = new RegionFeed(this, pager, addresses);
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
        return feed.pages();
    }

    RegionParameters parameters() {
        return parameters;
    }

    RegionObject object() {
        return object;
    }

    long identity() {
        return parameters.identity();
    }

    Pager pager() {
        return pager;
    }

    /** The file into which this member can put the contents. */
    RegionFile file() {
        return file;
    }

    void force(long offset, long length) {
        check();
        file.force(offset, length);
    }

    Counters counters() {
        return counters;
    }

    Releases releases() {
        return releases;
    }

    RegionFeed feed() {
        return feed;
    }

    // What the program's threads want.

    /** A thread wants a page. */
    void begin(int page, Fault fault) {
        ends.check();
        if (!pager.execute(this, () -> feed.fault(page, fault))) {
            throw overNow();
        }
    }

    void release(Release release) {
        ends.check();
        if (!pager.execute(this, () -> feed.release(release))) {
            throw overNow();
        }
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

    /** This JVM will not be a member soon. */
    void leaving() {
        leaves = true;
    }

    /** Whether it will not, or is not one any more. */
    boolean leaves() {
        return leaves;
    }

    /** Whether nobody should wait any longer. If the session is over the pager ends the region soon, which says more. */
    boolean hopeless() {
        return over() || !pager.over() && pager.cutOff();
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
                + ", is lost with " + whoseLoss()
                + "; overwrite the whole page at once, or remove the key");
    }

    /** Nobody knows who had it: those may have been asked who are gone, too. */
    private String whoseLoss() {
        List<String> names = lostMembers;
        if (names.size() <= 1) {
            return (names.isEmpty() ? "a member" : names.get(0)) + ", which had it and is gone";
        }
        boolean earlier = names.size() == RegionView.LOST_REMEMBERED;
        return "one of " + names + (earlier ? " or an earlier member" : "") + ", which had it and is gone";
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
        leaves = true;
        if (ends.broken(cause)) {
            helpers.execute(() -> {
                ends.complain(cause);
                file.close();
                object.left();
            });
            feed.expire();
        }
    }

    private void end(Runnable how) {
        if (!over()) {
            how.run();
            feed.expire();
        }
    }

    /** The next view is in effect; of the pager's thread. */
    void enter(RegionView view) {
        if (over()) {
            return;
        }
        lostMembers = view.lost().stream().map(RegionMember::name).toList();
        feed.enter(view);
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
            } catch (Error e) {
                pager.execute(this, () -> broken(e));
            }
        });
    }

    /** Has a helper tell the region's object something for which nobody waits. */
    void tell(Consumer<RegionObject> what) {
        ask(
                told -> {
                    what.accept(told);
                    return told;
                },
                told -> {});
    }

    /** Asks the region's object, and waits for its answer as long as there is hope; of the program's threads. */
    <T> T askNow(Function<RegionObject, T> question, String what) {
        return Hope.await(CompletableFuture.supplyAsync(() -> question.apply(object), helpers), this, what);
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
