package io.dipc.memory.runtime;

import io.dipc.memory.cache.Fault;
import io.dipc.memory.message.Access;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads or replaces many pages, many at a time, without any buffer of the region. */
final class BulkPages {
    private static final int BYTES_AT_ONCE = 4 << 20;
    private static final long HOPE_MILLIS = 250;

    private final PagedRegion region;
    private final int pageSize;

    BulkPages(PagedRegion region) {
        this.region = region;
        this.pageSize = region.pageSize();
    }

    /** One page of a batch. */
    private final class Part implements Fault {
        private final int page;
        private final byte[] contents;
        private final CountDownLatch ended;
        private byte[] bytes;
        private Failure failure;

        Part(int page, byte[] contents, CountDownLatch ended) {
            this.page = page;
            this.contents = contents;
            this.ended = ended;
        }

        @Override
        public Access access() {
            return contents == null ? Access.READ : Access.OVERWRITE;
        }

        @Override
        public byte[] contents() {
            return contents;
        }

        @Override
        public void granted() {
            if (contents == null) {
                bytes = region.feed().copy(page);
            }
            region.feed().usedLater(page);
            ended.countDown();
        }

        @Override
        public void failed(Failure how) {
            failure = how;
            ended.countDown();
        }
    }

    /**
     * Puts a buffer's bytes into the region, from its beginning on. Pages that are all zero and never were anything else are
     * left out.
     *
     * @param source of the program, not of the region
     * @param touched pages that may contain something
     */
    void fill(ByteBuffer source, BitSet touched) {
        int pages = region.parameters().pages();
        int atOnce = Math.max(1, BYTES_AT_ONCE / pageSize);
        for (int first = 0; first < pages; first += atOnce) {
            List<byte[]> contents = new ArrayList<>();
            for (int page = first; page < Math.min(pages, first + atOnce); page++) {
                byte[] bytes = new byte[pageSize];
                int offset = (int) Math.min(source.capacity(), (long) page * pageSize);
                source.get(offset, bytes, 0, Math.min(pageSize, source.capacity() - offset));
                contents.add(touched.get(page) || !isZero(bytes) ? bytes : null);
            }
            hearOfFaults();
            perform(first, contents, true);
        }
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Copies a part of the region into a buffer, at the same place.
     *
     * @param target not of the region; what is beyond its end is left out
     * @throws io.dipc.PageLostException if a page is lost
     */
    void read(long offset, long length, ByteBuffer target) {
        long end = Math.min(offset + length, target.capacity());
        int atOnce = Math.max(1, BYTES_AT_ONCE / pageSize);
        for (long first = offset / pageSize; first * pageSize < end; first += atOnce) {
            List<byte[]> nothing = new ArrayList<>();
            for (long page = first; page < first + atOnce && page * pageSize < end; page++) {
                nothing.add(null);
            }
            for (Part part : perform((int) first, nothing, false)) {
                long at = (long) part.page * pageSize;
                int from = (int) Math.max(0, offset - at);
                int to = (int) Math.min(pageSize, end - at);
                target.put((int) (at + from), part.bytes, from, to - from);
            }
            hearOfFaults();
        }
    }

    /**
     * A file that has become shorter is an internal error, of which 17 tells a thread some time later: when the JVM's own code
     * comes back to Java. That must be here: in the midst of what others share, such as a queue, it would break that. An
     * array of arrays is what the JVM always makes itself, interpreted or compiled; {@code Thread.yield} was not enough.
     */
    private void hearOfFaults() {
        // Of constant lengths a compiler would make the arrays by itself.
        int one = Integer.bitCount(pageSize);
        Object made = new byte[one][one];
        assert made != null;
    }

    private List<Part> perform(int first, List<byte[]> contents, boolean writes) {
        int count = (int)
                contents.stream().filter(bytes -> !writes || bytes != null).count();
        CountDownLatch ended = new CountDownLatch(count);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            if (!writes || contents.get(i) != null) {
                Part part = new Part(first + i, contents.get(i), ended);
                parts.add(part);
                region.begin(part.page, part);
            }
        }
        await(ended);
        for (Part part : parts) {
            if (part.failure != null) {
                throw part.failure == Fault.Failure.LOST ? region.lost(part.page) : region.overNow();
            }
        }
        return parts;
    }

    private void await(CountDownLatch ended) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (ended.await(HOPE_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    if (region.hopeless()) {
                        throw region.hopelessNow("an access to many pages");
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
