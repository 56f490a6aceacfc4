package io.dipc.buffers;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A region with contents, of which no page is here until it is accessed, and a buffer over it. */
final class FreshRegion {
    private static final int PAGE = 4096;

    final LocalPager pager = new LocalPager();
    final byte[] contents;
    final ByteBuffer buffer;
    final Reservation region;
    private final int pageSize;

    FreshRegion(int size) {
        this(size, PAGE, ByteBuffer.allocateDirect(size));
    }

    /** Over a buffer, which becomes part of the region, as large as it is. */
    FreshRegion(int size, int pageSize, ByteBuffer buffer) {
        this(size, pageSize, buffer, UnaryOperator.identity());
    }

    /** Accessed by another buffer, which is made of the one that has become part of the region. */
    FreshRegion(int size, UnaryOperator<ByteBuffer> other) {
        this(size, PAGE, ByteBuffer.allocateDirect(size), other);
    }

    private FreshRegion(int size, int pageSize, ByteBuffer bound, UnaryOperator<ByteBuffer> other) {
        this.pageSize = pageSize;
        contents = new byte[size];
        for (int i = 0; i < size; i++) {
            contents[i] = (byte) (i * 31 + i / 256);
        }
        region = AddressSpace.of(TestAgent.instrumentation()).reserve(size, pageSize, pager);
        pager.region = region;
        region.rewire(bound);
        buffer = other.apply(bound);
    }

    /** Every page has its contents, and none is here. */
    ByteBuffer fresh() {
        for (int page = 0, at = 0; at < contents.length; page++, at += pageSize) {
            region.protect(page, PageState.INVALID);
            int end = Math.min(contents.length, at + pageSize);
            region.install(page, Arrays.copyOfRange(contents, at, end), PageState.INVALID);
        }
        pager.seen.clear();
        return buffer.clear();
    }

    void check(boolean condition, Object message) {
        if (!condition) {
            throw new AssertionError(message + " " + pager.seen);
        }
    }
}
