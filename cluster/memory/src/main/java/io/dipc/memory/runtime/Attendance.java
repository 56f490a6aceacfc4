package io.dipc.memory.runtime;

import io.dipc.DipcException;
import io.dipc.objects.region.RegionView;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session's membership in a region, from the moment when it attached. */
final class Attendance {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

    private final PagedRegion region;
    private long known;

    /**
     * @param first the view in which the session is a member
     */
    Attendance(PagedRegion region, RegionView first) {
        this.region = region;
        this.known = first.stripes().number();
        region.execute(() -> {
            region.enter(first);
            new Reporting(region).begin();
        });
    }

    /** Tells the region of each view, until this session is no member any more. */
    void follow() {
        try {
            while (true) {
                RegionView next = region.object().watch(known).view();
                if (next == null) {
                    region.execute(region::sessionLost);
                    return;
                }
                known = next.stripes().number();
                if (!region.execute(() -> region.enter(next))) {
                    return;
                }
            }
        } catch (DipcException e) {
            region.execute(() -> region.failed(e));
        }
    }

    /**
     * Leaves in order: what this member has is handed over first.
     *
     * @param nanos the longest time for that; afterwards it leaves with what is left
     */
    static void leave(PagedRegion region, long nanos) {
        try {
            region.leaving();
            region.object().leaving();
            region.feed().departed().get(nanos, TimeUnit.NANOSECONDS);
            region.execute(region::left);
            region.file().close();
            region.object().left();
        } catch (TimeoutException e) {
            LOG.warn(
                    "not all pages of {} could be handed over in {} ms; others go on with the last cut of the rest",
                    region.key(),
                    nanos / 1_000_000);
        } catch (DipcException e) {
            LOG.debug("{} was left without a goodbye", region.key(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            region.execute(region::left);
        }
    }
}
