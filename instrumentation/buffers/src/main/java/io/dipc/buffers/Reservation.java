package io.dipc.buffers;

import java.nio.ByteBuffer;

/**
 * The local copy of one region. {@link #protect}, {@link #copy} and {@link #install} are called by one thread, which is
 * none of the program's; accesses of the program's threads run beside it.
 */
public interface Reservation {

    /**
     * Lets the program do what a state allows, and no more. If that is less than before it returns only when no access
     * that was allowed before is still going on, and all it wrote can be read by {@link #copy}. The bytes stay.
     */
    void protect(int page, PageState state);

    /** As {@link #protect} for each of several pages in sequence, at the cost of one where it is less than before. */
    void protect(int firstPage, int pages, PageState state);

    /** The bytes of a page that nobody writes: a page, of the last one as many as the region has. */
    byte[] copy(int page);

    /** Copies pages in sequence that nobody writes, one behind the other, to the beginning of an array; all of each page. */
    void copy(int firstPage, int pages, byte[] target);

    /**
     * Replaces the bytes of a page that is invalid, word by word, and then lets the program do what a state allows.
     *
     * @param bytes a page, or fewer of the last one; null for all zero
     */
    void install(int page, byte[] bytes, PageState state);

    /**
     * As {@link #install(int, byte[], PageState)} for each of some pages in sequence.
     *
     * @param bytes has all of each page, one behind the other
     * @param offset of the first one's, a multiple of the page size
     */
    void install(int firstPage, int pages, byte[] bytes, int offset, PageState state);

    /**
     * Makes a direct buffer of the program part of the region, beginning at the region's begin: the object itself,
     * whoever refers to it, and every slice, duplicate and view that is made of it from now on. Position, limit,
     * capacity, order, and whether it may be written stay as they are.
     *
     * @param buffer direct, not empty, not part of a region, and not beyond the region's end
     * @return what the buffer was before: another buffer of its capacity and order, at position 0, over the memory that
     *     was its own, which lives at least as long
     * @throws UnsupportedOperationException if that is not possible; says why
     */
    ByteBuffer rewire(ByteBuffer buffer);
}
