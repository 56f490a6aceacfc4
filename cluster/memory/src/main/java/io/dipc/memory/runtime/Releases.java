package io.dipc.memory.runtime;

import io.dipc.memory.cuts.Release;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Sees to it that what was written here survives this member before others can be told of it. Thread-safe. */
final class Releases {
    private final PagedRegion region;
    private final boolean on;
    private final AtomicInteger inProgress = new AtomicInteger();
    /** Whether threads got the right to write that they had not; without that, nothing was written since the last cut. */
    private volatile boolean written;

    /**
     * @param on whether there are backups
     */
    Releases(PagedRegion region, boolean on) {
        this.region = region;
        this.on = on;
    }

    /** Threads may write from now on where they might not; of the pager's thread. */
    void written() {
        if (on && !written) {
            written = true;
        }
    }

    /** Waits until all that was written so far is at the backup. */
    void release() {
        if (region.over() && !region.writesMayBeLost()) {
            return;
        }
        // A release in progress may be that of what this thread has seen written.
        if (!written && inProgress.get() == 0) {
            return;
        }
        inProgress.incrementAndGet();
        try {
            written = false;
            CompletableFuture<Boolean> kept = new CompletableFuture<>();
            region.release(new Release() {
                @Override
                public void done() {
                    kept.complete(true);
                }

                @Override
                public void failed() {
                    kept.complete(false);
                }
            });
            if (!Hope.await(kept, region, "what goes before a release")) {
                throw region.overNow();
            }
        } catch (RuntimeException e) {
            // Who was told once that what it wrote may be lost can go on with other objects.
            written = !region.over();
            if (written || region.writesMayBeLost()) {
                throw e;
            }
        } finally {
            inProgress.decrementAndGet();
        }
    }
}
