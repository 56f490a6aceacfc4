package io.dipc.memory.runtime;

import io.dipc.memory.cuts.Release;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Sees to it that what was written here survives this member before others can be told of it. Thread-safe. */
final class Releases {
    private final PagedRegion region;
    private final boolean on;
    private final AtomicInteger inProgress = new AtomicInteger();
    /**
     * Whether threads got the right to write that they had not, or there is something else for which a release has to wait;
     * without that, nothing was written since the last one.
     */
    private volatile boolean owed;

    /**
     * @param on whether there are backups
     */
    Releases(PagedRegion region, boolean on) {
        this.region = region;
        this.on = on;
    }

    /**
     * Threads may write from now on where they might not, or read what others have written since their last cut, or backups are
     * others; of the pager's thread.
     */
    void owed() {
        if (on && !owed) {
            owed = true;
        }
    }

    /** Waits until all that was written or seen so far is at the backups. Then others need not wait for the pages. */
    void release() {
        try {
            keep();
        } finally {
            region.feed().released();
        }
    }

    private void keep() {
        if (region.over() && !region.writesMayBeLost()) {
            return;
        }
        // A release in progress may be that of what this thread has seen written.
        if (!owed && inProgress.get() == 0) {
            return;
        }
        inProgress.incrementAndGet();
        try {
            owed = false;
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
            owed = !region.over();
            if (owed || region.writesMayBeLost()) {
                throw e;
            }
        } finally {
            inProgress.decrementAndGet();
        }
    }
}
