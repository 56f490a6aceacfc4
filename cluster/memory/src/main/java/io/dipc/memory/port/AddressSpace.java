package io.dipc.memory.port;

import java.nio.ByteBuffer;

/**
 * The part of this JVM's addresses that holds the local copies of regions, and the buffers through which the program
 * accesses them. Thread-safe.
 */
public interface AddressSpace {

    /**
     * Whether a buffer can become part of a region at all.
     *
     * @throws UnsupportedOperationException if it cannot, or no buffer can in this JVM; says why
     */
    void check(ByteBuffer buffer);

    /**
     * Reserves addresses for the copy of a region. Memory is used page by page, as pages are installed.
     *
     * @param size in bytes, at least 1
     * @param pageSize in bytes, a power of two, at least 4096
     * @param faults told of accesses that a page's state does not allow
     * @return the copy: all zero, every page {@link PageState#INVALID}
     * @throws UnsupportedOperationException if buffers cannot be distributed in this JVM; says why
     */
    Reservation reserve(long size, int pageSize, Faults faults);

    /** The copy of one region. */
    interface Reservation extends Memory {

        /** As {@link #copy(int, int)}, into an array that is long enough. */
        void copy(int first, int pages, byte[] target);

        @Override
        default byte[] copy(int first, int pages) {
            byte[] bytes = new byte[pages * pageSize()];
            copy(first, pages, bytes);
            return bytes;
        }

        /**
         * Makes a direct buffer of the program part of the region: the object itself, whoever refers to it, and every
         * slice, duplicate and view that is made of it from now on. Position, limit, capacity, order, and whether it
         * may be written stay as they are.
         *
         * @param buffer direct, not empty, not part of a region, and not beyond the region's end
         * @return what the buffer was before: another buffer of its capacity, over the memory that was its own
         * @throws UnsupportedOperationException if that is not possible; says why
         */
        ByteBuffer rewire(ByteBuffer buffer);
    }

    /**
     * Handles accesses that a page's state does not allow. Called in the thread of the access, which is the program's,
     * with nothing marked and no lock held. What these methods throw, unchecked, is thrown by the access.
     */
    interface Faults {

        /**
         * Waits, uninterruptibly, until the access was possible at least for a moment. The caller tries it again, and
         * then calls {@link #used}, whether that succeeded or not; if it did not, it comes here again.
         *
         * @param write to write, or to do both at once; else only to read
         */
        void await(int page, boolean write);

        /** The end of what {@link #await} began. Never throws. */
        void used(int page);

        /**
         * Replaces a whole page that the program may not write at the moment. Waits, uninterruptibly, until that is
         * done; the page's old contents need not be fetched, and a lost page is good again.
         *
         * @param bytes a page, not changed any more; of the last page as many as the region has
         */
        void overwrite(int page, byte[] bytes);

        /**
         * {@code MappedByteBuffer.force}: waits until what the region contains is in its file.
         *
         * @param offset of the first byte, in the region
         * @param length in bytes
         */
        void force(long offset, long length);
    }
}
