package io.dipc.buffers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Grants what is asked for at once, from the region's own bytes, and remembers who asked. */
final class LocalPager implements Faults {
    final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    volatile Reservation region;
    volatile RuntimeException refusal;

    @Override
    public synchronized void await(int page, boolean write) {
        seen.add((write ? "write " : "read ") + page);
        if (refusal != null) {
            throw refusal;
        }
        region.protect(page, write ? PageState.DIRTY : PageState.SHARED);
    }

    @Override
    public void used(int page) {
        seen.add("used " + page);
    }

    @Override
    public synchronized void overwrite(int page, byte[] bytes) {
        seen.add("overwrite " + page);
        if (refusal != null) {
            throw refusal;
        }
        region.protect(page, PageState.INVALID);
        region.install(page, bytes, PageState.DIRTY);
    }

    @Override
    public void force(long offset, long length) {
        seen.add("force " + offset + " " + length);
    }
}
