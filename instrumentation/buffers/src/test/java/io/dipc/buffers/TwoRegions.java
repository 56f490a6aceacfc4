package io.dipc.buffers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Copies and comparisons where both buffers are over regions: over two, of other page sizes, or twice over one. */
final class TwoRegions {
    private static final int SIZE = 5 * 4096 + 100;
    private static final int[] PLACES = {0, 1, 4090, 4096, 8191};
    private static final int[] LENGTHS = {1, 8, 300, 4096, 9000};

    private final FreshRegion one = new FreshRegion(SIZE);
    private final FreshRegion other = new FreshRegion(SIZE, 8192, ByteBuffer.allocateDirect(SIZE));

    /** Over the same memory as the first. */
    private final ByteBuffer second = ByteBuffer.allocateDirect(SIZE);

    private TwoRegions() {
        one.region.rewire(second);
    }

    static void check() {
        TwoRegions regions = new TwoRegions();
        for (int from : PLACES) {
            for (int to : PLACES) {
                for (int length : LENGTHS) {
                    regions.copies(from, to, length);
                    regions.comparisons(from, to, length);
                }
            }
        }
        regions.swapped();
    }

    private void copies(int from, int to, int length) {
        byte[] expected = one.contents.clone();
        System.arraycopy(one.contents, from, expected, to, length);
        String what = from + " to " + to + ", " + length;
        one.fresh();
        other.fresh().put(to, one.buffer, from, length);
        verify(other, expected, what);
        one.check(!one.pager.seen.isEmpty(), what);
        other.fresh();
        one.fresh().position(to).put(other.buffer.slice(from, length));
        verify(one, expected, what + ", back");
        // Which is memmove.
        one.fresh().put(to, second, from, length);
        verify(one, expected, what + ", of itself");
        second.clear().put(from, one.buffer.clear(), to, length);
        System.arraycopy(expected, to, expected, from, length);
        verify(one, expected, what + ", of itself, when it is here");
    }

    private static void verify(FreshRegion region, byte[] expected, String what) {
        byte[] got = new byte[SIZE];
        region.buffer.clear().get(got);
        int mismatch = Arrays.mismatch(expected, got);
        region.check(mismatch < 0, what + ", at " + mismatch);
    }

    private void comparisons(int from, int to, int length) {
        ByteBuffer[] ordinary = {
            ByteBuffer.wrap(one.contents, from, length).slice(),
            ByteBuffer.allocateDirect(length).put(one.contents, to, length).flip()
        };
        ByteBuffer a = one.fresh().slice(from, length);
        ByteBuffer b = other.fresh().slice(to, length);
        ByteBuffer[][] pairs = {
            {a, b}, {a, ordinary[1]}, {ordinary[0], b}, {a.asReadOnlyBuffer(), b}, {a, b.duplicate()}
        };
        for (ByteBuffer[] pair : pairs) {
            one.fresh();
            other.fresh();
            String expected = compared(ordinary[0], ordinary[1]);
            String got = compared(pair[0], pair[1]);
            one.check(got.equals(expected), got + " (expected: " + expected + ")");
        }
    }

    private static String compared(ByteBuffer a, ByteBuffer b) {
        return a.equals(b)
                + " " + a.mismatch(b)
                + " " + a.compareTo(b)
                + " " + b.compareTo(a)
                + " " + a.hashCode()
                + " " + b.hashCode()
                + " " + a.asShortBuffer().mismatch(b.asShortBuffer())
                + " "
                + a.asIntBuffer()
                        .compareTo(b.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer());
    }

    /** Views of different byte order over one memory. */
    private void swapped() {
        ByteBuffer expected = ByteBuffer.wrap(one.contents.clone());
        for (ByteBuffer from : new ByteBuffer[] {other.fresh(), second.clear()}) {
            one.fresh();
            expected.put(0, one.contents);
            ByteBuffer source = ByteBuffer.wrap(one.contents.clone());
            for (int i = 0; i < 1200; i++) {
                expected.putLong(3 + 8 * i, Long.reverseBytes(source.getLong(100 + 8 * i)));
            }
            one.buffer
                    .slice(3, 9600)
                    .asLongBuffer()
                    .put(from.slice(100, 9600).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer());
            verify(one, expected.array(), "swapped");
        }
    }
}
