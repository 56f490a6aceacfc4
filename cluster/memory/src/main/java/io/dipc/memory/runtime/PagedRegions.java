package io.dipc.memory.runtime;

import io.dipc.ClusterUnavailableException;
import io.dipc.NotDistributableException;
import io.dipc.engine.Cluster;
import io.dipc.engine.Companion;
import io.dipc.memory.port.AddressSpace;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.region.RegionAnswer;
import io.dipc.objects.region.RegionParameters;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The regions of this JVM, in whichever session it has. */
public final class PagedRegions implements Regions, Companion {
    private static final Logger LOG = LoggerFactory.getLogger(PagedRegions.class);
    /** So many sets of pages have a home each, if there are as many runs. */
    private static final int STRIPES = 64;
    /** Pages in a row that have one home; fewer in small regions, so that several members are homes. */
    private static final int LONGEST_RUN = 32;

    private static final int RUNS_AT_LEAST = 8;

    /** A key as it is used here; who opens it holds its lock. */
    private static final class Place {
        private PagedRegion region;
    }

    private final Supplier<Cluster> cluster;
    private final AddressSpace addresses;
    private final Transports transports;
    private final String memberName;
    private final ExecutorService helpers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            PagedRegions::helper,
            // After the end nobody waits for an answer.
            new ThreadPoolExecutor.DiscardPolicy());
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    /** Those that are not over; copied on write. */
    private volatile List<PagedRegion> open = List.of();

    private Pager pager;
    private boolean left;

    /**
     * @param cluster answers the cluster, which is started if need be
     * @param addresses where the copies of regions are
     * @param transports the way of pages to others
     * @param memberName how this JVM is called in messages
     */
    public PagedRegions(Supplier<Cluster> cluster, AddressSpace addresses, Transports transports, String memberName) {
        this.cluster = cluster;
        this.addresses = addresses;
        this.transports = transports;
        this.memberName = memberName;
    }

    private static Thread helper(Runnable work) {
        Thread thread = new Thread(null, work, "dipc-region", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    @Override
    public Region bind(String key, ByteBuffer buffer, RegionSettings settings, String creator) {
        if (!buffer.isDirect() || buffer.capacity() == 0) {
            throw new NotDistributableException(creator + ": " + key + ": a buffer on the heap or of no bytes"
                    + " (expected: a mapped or direct buffer of at least one byte)");
        }
        // Before there is a cluster, or a key.
        addresses.check(buffer);
        Place place = places.computeIfAbsent(key, k -> new Place());
        synchronized (place) {
            if (place.region == null || place.region.over()) {
                open(key, place, buffer, settings, creator);
            } else {
                validate(place.region.object(), buffer, settings, creator);
                compare(place.region.object(), settings, creator);
                place.region.file().take(buffer);
            }
            return place.region;
        }
    }

    private void open(String key, Place place, ByteBuffer buffer, RegionSettings settings, String creator) {
        Cluster joined = cluster.get();
        joined.accompany(this);
        Descriptor descriptor =
                new Descriptor(Kind.REGION, parameters(buffer, settings).toBytes(), creator);
        RegionObject object = new RegionObject(joined.open(key, descriptor, null));
        validate(object, buffer, settings, creator);
        compare(object, settings, creator);
        PagedRegion region;
        boolean stays;
        do {
            region = new PagedRegion(object, pager(joined), helpers, addresses);
            stays = attach(region, buffer, settings);
        } while (!stays);
        place.region = region;
        boolean keeps = RegionFile.keeps(buffer);
        boolean first = fill(region, buffer, keeps);
        region.file().take(buffer);
        if (first && keeps) {
            helpers.execute(region.file()::serve);
        }
    }

    /** Whether the session is still the one whose region it is. */
    private boolean attach(PagedRegion region, ByteBuffer buffer, RegionSettings settings) {
        Pager of = region.pager();
        of.execute(region, () -> of.add(region));
        InetSocketAddress address = of.address();
        RegionAnswer.Attached attached = region.object()
                .attach(
                        buffer.capacity(),
                        settings.pageSize(),
                        address.getAddress().getHostAddress(),
                        address.getPort(),
                        memberName);
        if (attached.session() != of.session()) {
            return false;
        }
        Attendance attendance = new Attendance(region, attached.view());
        synchronized (this) {
            List<PagedRegion> next = new ArrayList<>(open);
            next.removeIf(PagedRegion::over);
            next.add(region);
            open = List.copyOf(next);
        }
        helpers.execute(attendance::follow);
        return true;
    }

    /** Waits until the first contents are in; answers whether they are those of the buffer. */
    private static boolean fill(PagedRegion region, ByteBuffer buffer, boolean keeps) {
        RegionAnswer.Fill fill = region.object().fill(keeps);
        if (fill == RegionAnswer.Fill.NO_MEMBER) {
            throw region.overNow();
        }
        if (fill == RegionAnswer.Fill.YOURS) {
            try {
                new BulkPages(region).fill(buffer, region.object().touched());
                region.object().filled();
            } catch (RuntimeException | InternalError e) {
                // Others wait for that, and must not do so for ever. The second is a file that has become shorter.
                region.object().left();
                region.execute(region::left);
                throw e;
            }
        }
        return fill == RegionAnswer.Fill.YOURS;
    }

    private static RegionParameters parameters(ByteBuffer buffer, RegionSettings settings) {
        int pages = (buffer.capacity() - 1) / settings.pageSize() + 1;
        return new RegionParameters(
                ThreadLocalRandom.current().nextLong(),
                buffer.capacity(),
                settings.pageSize(),
                settings.backups(),
                Math.min(STRIPES, pages),
                Math.max(1, Math.min(LONGEST_RUN, pages / RUNS_AT_LEAST)));
    }

    private static void validate(RegionObject object, ByteBuffer buffer, RegionSettings settings, String creator) {
        RegionParameters region = object.parameters();
        if (buffer.capacity() > region.size()) {
            throw new NotDistributableException(creator + ": a buffer of " + buffer.capacity() + " bytes for "
                    + object.key() + " (expected: at most " + region.size() + " bytes, the size with which "
                    + object.creator() + " created it); map less, or remove the key first");
        }
        if (settings.pageSize() != region.pageSize()) {
            throw new NotDistributableException(creator + ": pages of " + settings.pageSize() + " bytes for "
                    + object.key() + " (expected: " + region.pageSize() + ", with which " + object.creator()
                    + " created it); give all JVMs the same page size");
        }
    }

    private static void compare(RegionObject object, RegionSettings settings, String creator) {
        int backups = object.parameters().backups();
        if (settings.backups() == backups) {
            return;
        }
        String found = "key \"" + object.key() + "\" is with backups " + backups + " instead of " + settings.backups()
                + ": it was created by " + object.creator();
        if (settings.mismatchIsError()) {
            throw new NotDistributableException(
                    creator + ": " + found + "; make both the same, give one another key, or set mismatch=warn");
        }
        LOG.warn("{}, and the number of {} does not count", found, creator);
    }

    private synchronized Pager pager(Cluster joined) {
        if (left) {
            throw new ClusterUnavailableException("this JVM has left the cluster; no region can be used any more");
        }
        if (pager == null || pager.over()) {
            if (pager != null
                    && pager.failure() != null
                    && pager.session() == joined.standing().session()) {
                // Others would take what a second transport of the session sends for what they have got already.
                throw new ClusterUnavailableException(
                        "shared memory cannot be used any more in this JVM because of an internal error: "
                                + pager.failure() + "; start it again",
                        pager.failure());
            }
            pager = Pager.open(joined.standing(), transports);
        }
        return pager;
    }

    @Override
    public void release() {
        for (PagedRegion region : open) {
            region.releases().release();
        }
    }

    @Override
    public List<Region> all() {
        return List.copyOf(open);
    }

    @Override
    public void leave(long nanos) {
        Pager last;
        synchronized (this) {
            left = true;
            last = pager;
        }
        long deadline = System.nanoTime() + nanos;
        List<Future<?>> leaving = new ArrayList<>();
        for (PagedRegion region : open) {
            if (region.over()) {
                // Its object would not answer, and the end of the JVM would wait for that.
                continue;
            }
            leaving.add(helpers.submit(() -> Attendance.leave(region, deadline - System.nanoTime())));
        }
        try {
            for (Future<?> one : leaving) {
                one.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            // said by the one who waited for it
        } finally {
            if (last != null) {
                last.end();
            }
            helpers.shutdown();
        }
    }

    @Override
    public void beforeGiving() {
        release();
    }

    @Override
    public void beforeLeaving(long nanos) {
        leave(nanos);
    }
}
